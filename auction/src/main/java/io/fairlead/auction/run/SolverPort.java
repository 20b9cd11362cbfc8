package io.fairlead.auction.run;

import io.fairlead.auction.engine.EngineNotification;
import io.fairlead.auction.engine.RefusedSolution;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.seal.Opening;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import java.time.Duration;
import java.util.List;

/**
 * One competing solver, reached by whatever transport the node plugs in. Calls block; the auction
 * runs them side by side.
 *
 * <p>An auction has two phases. Until the cut-off every solver commits ({@link #commit}); once the
 * commitments of all are closed, each opens its own ({@link #open}). A port whose solver does not
 * know commitments implements {@link #solve} alone: what it answers before the cut-off is then
 * committed to on its behalf.
 */
public interface SolverPort {
  /** Unique name, as configured. */
  String name();

  /** Account that receives what a settlement leaves over and that the award names. */
  Address account();

  /** Asks for solutions; returns within {@code timeout} in any case. */
  Answer solve(SolveRequest request, Duration timeout);

  /**
   * Phase one: asks for commitments, see {@link io.fairlead.auction.seal.Commitment}.
   *
   * @param auction what commitments are bound to
   * @param timeout up to the cut-off; the port returns within it in any case
   */
  default Pledge commit(SolveRequest request, Bytes32 auction, Duration timeout) {
    return new Pledge.Plain(solve(request, timeout));
  }

  /**
   * Phase two, called only after {@link Pledge.Sealed}: asks for what opens the commitments.
   *
   * @param auctionId as in the request of phase one
   * @param closed running hash of the transcript with the line that lists all commitments
   * @param timeout the port returns within it in any case
   */
  default Reveal open(String auctionId, Bytes32 closed, Duration timeout) {
    throw new UnsupportedOperationException("this solver does not seal its bids");
  }

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

  /** What came back in phase one. */
  sealed interface Pledge {
    /**
     * The solver keeps its solutions to itself and commits to them.
     *
     * @param commitments possibly none; in any order
     */
    record Sealed(List<Bytes32> commitments) implements Pledge {
      /** Copies the list. */
      public Sealed {
        commitments = List.copyOf(commitments);
      }
    }

    /** The solver does not know commitments and answered at once, or did not answer. */
    record Plain(Answer answer) implements Pledge {}
  }

  /** What came back in phase two. */
  sealed interface Reveal {
    /**
     * Well-formed; whether it opens what was committed to is for the auction to see.
     *
     * @param refused those that ask for what a settlement cannot do
     */
    record Openings(List<Opening> openings, List<RefusedSolution> refused) implements Reveal {
      /** Copies the lists. */
      public Openings {
        openings = List.copyOf(openings);
        refused = List.copyOf(refused);
      }
    }

    /** Nothing in time. */
    record TimedOut() implements Reveal {}

    /** No connection, an error status, or an answer that is not in the format. */
    record Failed(String reason) implements Reveal {}
  }
}
