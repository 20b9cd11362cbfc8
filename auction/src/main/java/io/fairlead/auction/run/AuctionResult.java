package io.fairlead.auction.run;

import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.sequencer.batch.BatchSettlement;
import java.util.List;

/**
 * How an auction ended. Nothing else of the batch can come on chain any more.
 *
 * @param settlements on chain, ascending by place; none if nothing settled
 * @param reason why what was not filled was not
 * @param transcriptHash running hash of the complete transcript
 */
public record AuctionResult(
    List<BatchSettlement> settlements, String reason, Bytes32 transcriptHash) {
  /** Copies the list. */
  public AuctionResult {
    settlements = List.copyOf(settlements);
  }
}
