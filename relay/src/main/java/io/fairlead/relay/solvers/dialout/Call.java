package io.fairlead.relay.solvers.dialout;

import io.fairlead.auction.dialout.SolverMessage;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.contracts.primitive.Bytes32;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A request that waits.
 *
 * @param number names it on the connection
 * @param endNanos of the node's monotonic clock
 * @param reply completed by whoever is first; empty if the solver is gone
 */
record Call(
    long number, Asked asked, long endNanos, CompletableFuture<Optional<SolverMessage>> reply) {
  /** What the solver is asked for. */
  sealed interface Asked {
    /**
     * Solutions.
     *
     * @param auction what commitments are bound to; null if solutions are wanted at once
     */
    record Solutions(SolveRequest request, @Nullable Bytes32 auction) implements Asked {}

    /** What opens its commitments. */
    record Openings(String auctionId, Bytes32 closed) implements Asked {}
  }

  /** Whether this is something that can be said to what was asked. */
  boolean fits(SolverMessage message) {
    return switch (asked) {
      case Asked.Solutions(_, var auction) ->
          message instanceof SolverMessage.Answer
              || (auction != null && message instanceof SolverMessage.Commit)
              || message instanceof SolverMessage.Unreadable;
      case Asked.Openings _ ->
          message instanceof SolverMessage.Open || message instanceof SolverMessage.Unreadable;
    };
  }

  /** What is left of its time, in milliseconds. */
  long leftMillis(long nowNanos) {
    return Math.max(0, (endNanos - nowNanos) / 1_000_000);
  }
}
