package io.fairlead.relay.solvers.statistics;

import io.fairlead.auction.engine.EngineNotification;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.run.SolverPort;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.relay.solvers.statistics.SolverRecord.Outcome;
import java.time.Duration;
import java.util.function.LongSupplier;

/** A solver unchanged, whose answers to auctions are counted and timed. Thread safe. */
record MeasuredSolver(SolverPort solver, Observer observer, LongSupplier nanoTime)
    implements SolverPort {
  /** Hears how each call ended. */
  interface Observer {
    void called(String solver, Outcome outcome, long nanos);
  }

  @Override
  public String name() {
    return solver.name();
  }

  @Override
  public Address account() {
    return solver.account();
  }

  @Override
  public Answer solve(SolveRequest request, Duration timeout) {
    long start = nanoTime.getAsLong();
    Answer answer = solver.solve(request, timeout);
    called(request, outcome(answer), start);
    return answer;
  }

  @Override
  public Pledge commit(SolveRequest request, Bytes32 auction, Duration timeout) {
    long start = nanoTime.getAsLong();
    Pledge pledge = solver.commit(request, auction, timeout);
    called(
        request,
        switch (pledge) {
          case Pledge.Sealed _ -> Outcome.ANSWERED;
          case Pledge.Plain(var answer) -> outcome(answer);
        },
        start);
    return pledge;
  }

  @Override
  public Reveal open(String auctionId, Bytes32 closed, Duration timeout) {
    return solver.open(auctionId, closed, timeout);
  }

  @Override
  public void notify(EngineNotification notification) {
    solver.notify(notification);
  }

  /** Quotes are not auctions. */
  private void called(SolveRequest request, Outcome outcome, long start) {
    if (request.id() != null) {
      observer.called(solver.name(), outcome, nanoTime.getAsLong() - start);
    }
  }

  private static Outcome outcome(Answer answer) {
    return switch (answer) {
      case Answer.Solutions _ -> Outcome.ANSWERED;
      case Answer.TimedOut _ -> Outcome.LATE;
      case Answer.Failed _ -> Outcome.FAILED;
    };
  }
}
