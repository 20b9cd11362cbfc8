package io.fairlead.relay.solvers.statistics;

import io.fairlead.auction.run.AuctionEvent;
import io.fairlead.auction.run.AuctionListener;
import io.fairlead.auction.run.SolverPort;
import io.fairlead.relay.metrics.RelayMetrics;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** Statistics of the configured solvers. As many records as solvers; thread safe. */
public final class SolverStatistics implements AuctionListener {
  private final SortedMap<String, SolverRecord> records = new TreeMap<>();
  private final RelayMetrics metrics;
  private final LongSupplier nanoTime;

  /**
   * All at zero.
   *
   * @param names of the solvers
   */
  public SolverStatistics(Collection<String> names, RelayMetrics metrics, LongSupplier nanoTime) {
    names.forEach(name -> records.put(name, new SolverRecord()));
    this.metrics = metrics;
    this.nanoTime = nanoTime;
  }

  /** The same solvers, counted and timed. */
  public List<SolverPort> measured(List<SolverPort> solvers) {
    return solvers.stream()
        .<SolverPort>map(solver -> new MeasuredSolver(solver, this::called, nanoTime))
        .toList();
  }

  private void called(String solver, SolverRecord.Outcome outcome, long nanos) {
    of(solver).ifPresent(record -> record.called(outcome, nanos));
    metrics.solverAnswer(solver, outcome.text(), nanos);
  }

  @Override
  public void on(AuctionEvent event) {
    switch (event) {
      case AuctionEvent.Scored scored ->
          of(scored.solver()).ifPresent(record -> record.scored(scored.score().total()));
      case AuctionEvent.Rejected rejected ->
          of(rejected.solver()).ifPresent(record -> record.refused(rejected.reason().text()));
      case AuctionEvent.SimulationFailed failed ->
          of(failed.solver()).ifPresent(record -> record.refused("simulationFailed"));
      case AuctionEvent.Won won -> of(won.solver()).ifPresent(SolverRecord::won);
      case AuctionEvent.Landed landed -> of(landed.solver()).ifPresent(SolverRecord::settled);
      case AuctionEvent.NotLanded not -> of(not.solver()).ifPresent(SolverRecord::notSettled);
      // Of intents, or told by the calls themselves.
      default -> {}
    }
  }

  /** By name, ascending. */
  SortedMap<String, SolverRecord.Figures> figures() {
    SortedMap<String, SolverRecord.Figures> figures = new TreeMap<>();
    records.forEach((name, record) -> figures.put(name, record.figures()));
    return figures;
  }

  private Optional<SolverRecord> of(String solver) {
    return Optional.ofNullable(records.get(solver));
  }
}
