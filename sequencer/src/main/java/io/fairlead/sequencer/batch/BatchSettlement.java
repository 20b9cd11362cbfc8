package io.fairlead.sequencer.batch;

import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.AuctionId;
import io.fairlead.contracts.settlement.Fill;
import java.util.List;

/**
 * A winner's settlement seen on chain.
 *
 * @param batch the batch it belongs to
 * @param place of the winner in the batch
 * @param transactionHash the transaction
 * @param block the block holding it
 * @param gasUsed gas units of the whole transaction
 * @param fills what the contract's events say, in their order; also of intents that were in no
 *     batch, which are the solver's own
 */
public record BatchSettlement(
    long batch,
    int place,
    Bytes32 transactionHash,
    BlockRef block,
    long gasUsed,
    List<IntentFill> fills) {
  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if there is no such place
   */
  public BatchSettlement {
    AuctionId.checkPlace(place);
    fills = List.copyOf(fills);
  }

  /** What one intent gave and got. */
  public record IntentFill(Bytes32 intentHash, Fill fill) {}
}
