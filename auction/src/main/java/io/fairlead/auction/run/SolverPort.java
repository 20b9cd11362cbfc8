package io.fairlead.auction.run;

import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.contracts.primitive.Address;
import java.time.Duration;
import java.util.List;

/**
 * One competing solver, reached by whatever transport the node plugs in. Calls block; the auction
 * runs them side by side.
 */
public interface SolverPort {
  /** Unique name, as configured. */
  String name();

  /** Account that receives what a settlement leaves over and that the award names. */
  Address account();

  /** Asks for solutions; returns within {@code timeout} in any case. */
  Answer solve(SolveRequest request, Duration timeout);

  /** Tells the operator what became of a solution; fire and forget. */
  void notify(long auctionId, long solutionId, String kind, String message);

  /** What came back. */
  sealed interface Answer {
    /** Well-formed; possibly no solution at all. */
    record Solutions(List<Solution> solutions) implements Answer {
      /** Copies the list. */
      public Solutions {
        solutions = List.copyOf(solutions);
      }
    }

    /** Nothing in time. */
    record TimedOut() implements Answer {}

    /** No connection, an error status, or an answer that is not in the format. */
    record Failed(String reason) implements Answer {}
  }
}
