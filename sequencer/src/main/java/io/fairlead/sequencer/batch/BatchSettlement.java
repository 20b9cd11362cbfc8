package io.fairlead.sequencer.batch;

import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.AuctionId;
import io.fairlead.contracts.settlement.Fill;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;

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
 * @param basketFills the same of baskets
 */
public record BatchSettlement(
    long batch,
    int place,
    Bytes32 transactionHash,
    BlockRef block,
    long gasUsed,
    List<IntentFill> fills,
    List<BasketFill> basketFills) {
  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if there is no such place
   */
  public BatchSettlement {
    AuctionId.checkPlace(place);
    fills = List.copyOf(fills);
    basketFills = List.copyOf(basketFills);
  }

  /** One without baskets. */
  public BatchSettlement(
      long batch,
      int place,
      Bytes32 transactionHash,
      BlockRef block,
      long gasUsed,
      List<IntentFill> fills) {
    this(batch, place, transactionHash, block, gasUsed, fills, List.of());
  }

  /** The intents and baskets it fills, each once, in the order of the events. */
  public List<Bytes32> intents() {
    return Stream.concat(
            fills.stream().map(IntentFill::intentHash),
            basketFills.stream().map(BasketFill::intentHash))
        .distinct()
        .toList();
  }

  /** What one intent gave and got. */
  public record IntentFill(Bytes32 intentHash, Fill fill) {}

  /**
   * How much of one basket was filled.
   *
   * @param units at least one
   * @param quote wei of its quote token the receiver got, or below zero what the owner paid
   */
  public record BasketFill(Bytes32 intentHash, BigInteger units, BigInteger quote) {}
}
