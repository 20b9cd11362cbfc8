package io.fairlead.relay.solvers.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.engine.EngineNotification;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.exact.Rational;
import io.fairlead.auction.run.AuctionEvent;
import io.fairlead.auction.run.SolverPort;
import io.fairlead.auction.score.Score;
import io.fairlead.auction.settle.RejectionReason;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.relay.metrics.RelayMetrics;
import io.fairlead.relay.testing.FakeCaller;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

final class SolverStatisticsTest {
  private final AtomicLong clock = new AtomicLong();
  private final RelayMetrics metrics = new RelayMetrics();
  private final SolverStatistics statistics =
      new SolverStatistics(List.of("one", "two"), metrics, clock::get);
  private final Engine engine = new Engine(clock, new ArrayDeque<>());

  /** Takes a millisecond longer each time. */
  private record Engine(AtomicLong clock, Deque<SolverPort.Answer> answers) implements SolverPort {
    @Override
    public String name() {
      return "one";
    }

    @Override
    public Address account() {
      return Address.ZERO;
    }

    @Override
    public Answer solve(SolveRequest request, Duration timeout) {
      clock.addAndGet(1_000_000L * (10 - answers.size()));
      return answers.remove();
    }

    @Override
    public void notify(EngineNotification notification) {}
  }

  @Test
  void countsWhatBecomesOfAnswers() {
    SolverPort measured = statistics.measured(List.of(engine)).getFirst();
    engine.answers().add(new SolverPort.Answer.Solutions(List.of()));
    engine.answers().add(new SolverPort.Answer.TimedOut());
    engine.answers().add(new SolverPort.Answer.Failed("no connection"));
    engine.answers().add(new SolverPort.Answer.Solutions(List.of()));
    measured.solve(request("1"), Duration.ZERO);
    measured.commit(request("2"), Bytes32.ZERO, Duration.ZERO);
    measured.solve(request("3"), Duration.ZERO);
    // A quote is not an auction.
    measured.solve(request(null), Duration.ZERO);
    statistics.on(scored(7));
    statistics.on(scored(5));
    statistics.on(new AuctionEvent.Rejected(1, "one", 1, RejectionReason.LIMIT_NOT_MET, "x"));
    statistics.on(new AuctionEvent.Rejected(1, "one", 2, RejectionReason.LIMIT_NOT_MET, "x"));
    statistics.on(scored("unknown", 5));

    JsonNode answer =
        new AuctionSolverStats(statistics, List.of())
            .call(JsonNodeFactory.instance.objectNode(), new FakeCaller());
    assertThat(answer.at("/0").toString())
        .isEqualTo(
            "{\"solver\":\"one\",\"asked\":3,\"answered\":1,\"late\":1,\"failed\":1,\"valid\":2,"
                + "\"refused\":{\"limitNotMet\":2},\"won\":0,\"settled\":0,\"notSettled\":0,"
                + "\"scoreTotal\":\"12\",\"scoreBest\":\"7\",\"medianMicros\":7000,"
                + "\"p95Micros\":8000}");
    assertThat(answer.at("/1/asked").asInt()).isZero();
    assertThat(answer).hasSize(2);
    assertThat(metrics.text())
        .contains(
            "fairlead_solver_answer_seconds_count{outcome=\"late\",solver=\"one\"} 1",
            "fairlead_solver_answer_seconds_count{outcome=\"answered\",solver=\"one\"} 1");
  }

  @Test
  void keepsAsManyTimesWhateverHappens() {
    SolverRecord record = new SolverRecord();
    for (int i = 0; i < 10_000; i++) {
      record.called(SolverRecord.Outcome.ANSWERED, i < 9_000 ? 5_000 : 9_000);
    }
    assertThat(record.figures().asked()).isEqualTo(10_000);
    assertThat(record.figures().medianMicros()).isEqualTo(9);
  }

  private static AuctionEvent scored(long wei) {
    return scored("one", wei);
  }

  private static AuctionEvent scored(String solver, long wei) {
    return new AuctionEvent.Scored(
        1, solver, 1, Bytes32.ZERO, new Score(Rational.of(BigInteger.valueOf(wei)), List.of()));
  }

  private static SolveRequest request(@Nullable String id) {
    return new SolveRequest(
        id, new TreeMap<>(), List.of(), List.of(), BigInteger.ONE, Instant.EPOCH);
  }
}
