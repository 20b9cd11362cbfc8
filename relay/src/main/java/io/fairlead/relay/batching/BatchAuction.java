package io.fairlead.relay.batching;

import io.fairlead.sequencer.batch.Batch;
import io.fairlead.sequencer.batch.BatchSettlement;

/** Runs one auction to its end, and records its awards before they are sent. Blocking. */
public interface BatchAuction {
  /**
   * Auctions a batch.
   *
   * @throws RuntimeException if it could not be carried through; an award that was recorded may
   *     still be on its way
   */
  Result run(Batch batch);

  /** The chain says that a batch was settled whose auction did not get to see it. */
  void settledMeanwhile(BatchSettlement settlement);

  /** A batch was given up whose auction did not get to its end. */
  void givenUp(long batch, String reason);

  /** How it ended. */
  sealed interface Result {
    /** On chain. */
    record Settled(BatchSettlement settlement) implements Result {}

    /** Nothing is on chain and nothing can come any more. */
    record Unsettled(String reason) implements Result {}
  }
}
