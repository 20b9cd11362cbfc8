package io.fairlead.sequencer.batch;

import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.Fill;
import java.util.List;

/**
 * A settlement seen on chain.
 *
 * @param batch the batch it settles
 * @param transactionHash the transaction
 * @param block the block holding it
 * @param gasUsed gas units of the whole transaction
 * @param fills what the contract's events say, in their order; also of intents that were in no
 *     batch, which are the solver's own
 */
public record BatchSettlement(
    long batch, Bytes32 transactionHash, BlockRef block, long gasUsed, List<IntentFill> fills) {
  /** Copies the list. */
  public BatchSettlement {
    fills = List.copyOf(fills);
  }

  /** What one intent gave and got. */
  public record IntentFill(Bytes32 intentHash, Fill fill) {}
}
