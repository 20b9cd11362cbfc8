package io.fairlead.relay.metrics;

import io.fairlead.relay.rpc.RpcObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** The node's figures, in Prometheus' text form. Thread safe. */
public final class RelayMetrics implements RpcObserver, IntakeObserver {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final AtomicLong headNumber = new AtomicLong();
  private final AtomicLong headTimestamp = new AtomicLong();

  /** Figures all at zero. */
  public RelayMetrics() {
    gauge("fairlead_head_number", "Newest block seen", headNumber::get);
    gauge("fairlead_head_timestamp_seconds", "Its time", headTimestamp::get);
  }

  /** The text for {@code GET /metrics}. */
  public String text() {
    return registry.scrape();
  }

  @Override
  public void ended(String method, String outcome, long nanos) {
    Timer.builder("fairlead_rpc_seconds")
        .description("Calls by method and outcome")
        .tag("method", method)
        .tag("outcome", outcome)
        .register(registry)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void submitted(String outcome) {
    count("fairlead_intents", "Submissions by outcome", "outcome", outcome);
  }

  /** A new head was seen. */
  public void head(long number, long timestamp) {
    headNumber.set(number);
    headTimestamp.set(timestamp);
  }

  /** Blocks left the chain. */
  public void reorg() {
    Counter.builder("fairlead_reorgs")
        .description("Reorganisations")
        .register(registry)
        .increment();
  }

  /** A batch ended: {@code settled} or {@code unsettled}. */
  public void batch(String outcome) {
    count("fairlead_batches", "Batches by outcome", "outcome", outcome);
  }

  /** A settlement was sent: {@code landed}, {@code missed}, {@code reverted} or {@code failed}. */
  public void submission(String outcome) {
    count("fairlead_submissions", "Settlements sent, by outcome", "outcome", outcome);
  }

  /** A solver's answer was judged: {@code scored}, or why not. */
  public void solution(String solver, String outcome) {
    Counter.builder("fairlead_solutions")
        .description("Solutions by solver and outcome")
        .tag("solver", solver)
        .tag("outcome", outcome)
        .register(registry)
        .increment();
  }

  /** A solver was asked in an auction: {@code answered}, {@code late} or {@code failed}. */
  public void solverAnswer(String solver, String outcome, long nanos) {
    Timer.builder("fairlead_solver_answer_seconds")
        .description("Auctions put to solvers, by solver and outcome")
        .tag("solver", solver)
        .tag("outcome", outcome)
        .register(registry)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  /** A phase of a batch took this long. */
  public void phase(String phase, Duration duration) {
    Timer.builder("fairlead_phase_seconds")
        .description("Phases of a batch")
        .tag("phase", phase)
        .register(registry)
        .record(duration);
  }

  /** A figure that is read when asked for. */
  public void gauge(String name, String description, Supplier<Number> value) {
    Gauge.builder(name, value).description(description).register(registry);
  }

  /** The same for one solver. */
  public void solverGauge(String name, String description, String solver, Supplier<Number> value) {
    Gauge.builder(name, value).description(description).tag("solver", solver).register(registry);
  }

  private void count(String name, String description, String tag, String value) {
    Counter.builder(name).description(description).tag(tag, value).register(registry).increment();
  }
}
