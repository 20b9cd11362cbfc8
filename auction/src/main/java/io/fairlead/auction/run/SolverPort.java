package io.fairlead.auction.run;

import io.fairlead.auction.engine.EngineNotification;
import io.fairlead.auction.engine.RefusedSolution;
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
  void notify(EngineNotification notification);

  /** What came back. */
  sealed interface Answer {
    /**
     * Well-formed; possibly no solution at all.
     *
     * @param refused those that ask for what a settlement cannot do
     */
    record Solutions(List<Solution> solutions, List<RefusedSolution> refused) implements Answer {
      /** Copies the lists. */
      public Solutions {
        solutions = List.copyOf(solutions);
        refused = List.copyOf(refused);
      }

      /** Nothing refused. */
      public Solutions(List<Solution> solutions) {
        this(solutions, List.of());
      }
    }

    /** Nothing in time. */
    record TimedOut() implements Answer {}

    /** No connection, an error status, or an answer that is not in the format. */
    record Failed(String reason) implements Answer {}
  }
}
