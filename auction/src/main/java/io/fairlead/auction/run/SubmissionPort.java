package io.fairlead.auction.run;

import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.AuctionId;
import io.fairlead.sequencer.batch.BatchSettlement;

/** Lands settlements privately, those of different places side by side. Calls block. */
public interface SubmissionPort {
  /**
   * Signs the transaction without sending it, so that its hash can be remembered first. Each place
   * has an account of its own, so that the transaction of one does not wait for that of another.
   *
   * @param place of the winner
   */
  Prepared prepare(int place, Bytes callData, long gasLimit);

  /**
   * Sends it as a private bundle for every block up to {@code lastBlock} and waits for the outcome.
   * Called from several threads, for different places.
   */
  Outcome submit(Prepared prepared, AuctionId winner, long lastBlock);

  /** A signed transaction, kept by whoever made it. */
  interface Prepared {
    /** Its hash. */
    Bytes32 transactionHash();
  }

  /** How it ended. */
  sealed interface Outcome {
    /** On chain. */
    record Landed(BatchSettlement settlement) implements Outcome {}

    /** Not on chain by its last block, and it cannot execute any more. */
    record Missed(String reason) implements Outcome {}

    /** On chain but reverted. */
    record Reverted(Bytes32 transactionHash, String reason) implements Outcome {}
  }
}
