package io.fairlead.auction.run;

import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.settlement.AuctionId;
import io.fairlead.sequencer.batch.BatchSettlement;
import java.util.Optional;

/** What an auction has to know of the chain while it awards. Calls block. */
public interface ChainPort {
  /** The newest block. */
  BlockRef head();

  /** Waits until a block after {@code number} is there. */
  BlockRef awaitAfter(long number) throws InterruptedException;

  /**
   * The settlement of a winner that is on chain, whoever sent it.
   *
   * @param fromBlock no earlier block can hold it
   */
  Optional<BatchSettlement> settlementOf(AuctionId winner, long fromBlock);
}
