package io.fairlead.relay.solvers.dialout;

import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.run.SolverPort.Answer;
import java.util.concurrent.CompletableFuture;

/**
 * A request that waits for its answer.
 *
 * @param number names it on the connection
 * @param endNanos of the node's monotonic clock
 * @param answer completed by whoever is first
 */
record Call(
    long number, SolveRequest request, long endNanos, CompletableFuture<Answer> answer) {
  /** What is left of its time, in milliseconds. */
  long leftMillis(long nowNanos) {
    return Math.max(0, (endNanos - nowNanos) / 1_000_000);
  }
}
