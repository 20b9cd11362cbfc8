package io.fairlead.auction.dialout;

import io.fairlead.auction.engine.EngineNotification;
import io.fairlead.auction.engine.delta.RequestState;
import io.fairlead.auction.engine.delta.StateDelta;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** From a node to a solver. */
public sealed interface NodeMessage {
  /** First message of a connection. */
  record Hello(Challenge challenge, Bounds bounds) implements NodeMessage {}

  /** The login was good: requests follow. */
  record Welcome(String solver, Address account) implements NodeMessage {}

  /**
   * A request to solve.
   *
   * @param request its number on this node; the answer repeats it
   * @param leftMillis time for the answer, from when this was sent
   * @param keep whether a later delta can start from it
   * @param auction what commitments are bound to, see {@link io.fairlead.auction.seal.Commitment};
   *     null where solutions are wanted at once
   * @param content what to solve
   */
  record Solve(
      long request, long leftMillis, boolean keep, @Nullable Bytes32 auction, Content content)
      implements NodeMessage {}

  /**
   * Every commitment is in: the solver's own are to be opened.
   *
   * @param request its number on this node; the openings repeat it
   * @param auctionId as in the request that was committed to
   * @param closed hash of the line that lists the commitments of all solvers
   * @param leftMillis time for the openings, from when this was sent
   */
  record Reveal(long request, String auctionId, Bytes32 closed, long leftMillis)
      implements NodeMessage {}

  /** What became of a solution. */
  record Notify(EngineNotification notification) implements NodeMessage {}

  /**
   * Something is wrong.
   *
   * @param field of the message at fault; empty if it is not about a field
   * @param request which request it is about; null if about none
   */
  record Fault(FaultCode code, String field, String message, @Nullable Long request)
      implements NodeMessage {
    /** About no request. */
    public Fault(FaultCode code, String field, String message) {
      this(code, field, message, null);
    }
  }

  /** What a {@link Solve} carries. */
  sealed interface Content {
    /** The whole body of {@code POST /solve}. */
    record Whole(JsonNode state) implements Content {
      /** Of a state. */
      public Whole(RequestState state) {
        this(state.json());
      }

      /** Without what it holds: orders' terms belong in no log. */
      @Override
      public String toString() {
        return "Whole";
      }
    }

    /** What changed since a state the solver said it has. */
    record Changed(StateDelta delta) implements Content {}
  }
}
