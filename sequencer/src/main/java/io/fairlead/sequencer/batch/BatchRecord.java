package io.fairlead.sequencer.batch;

import io.fairlead.contracts.primitive.Bytes32;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the journal says of a batch.
 *
 * @param batch the fixed set
 * @param stage where it stands
 * @param awards every award made for it, in order
 * @param settlements those on chain, ascending by place, at most one for each
 * @param reason once it has ended, why what was not filled was not; null before, and where a
 *     settlement came after the end
 */
public record BatchRecord(
    Batch batch,
    BatchStage stage,
    List<BatchAward> awards,
    List<BatchSettlement> settlements,
    @Nullable String reason) {
  /** Copies the lists. */
  public BatchRecord {
    awards = List.copyOf(awards);
    settlements = List.copyOf(settlements);
  }

  /** Whether it has not ended. */
  public boolean isInFlight() {
    return stage == BatchStage.CLOSED || stage == BatchStage.AWARDED;
  }

  /** The settlement of a place, if it is on chain. */
  public Optional<BatchSettlement> settlement(int place) {
    return settlements.stream().filter(one -> one.place() == place).findFirst();
  }

  /** Settlements that fill an intent. */
  public List<BatchSettlement> settlementsOf(Bytes32 intentHash) {
    return settlements.stream().filter(one -> one.intents().contains(intentHash)).toList();
  }

  /** Awards for places without a settlement, in order; those before the last block may execute. */
  public List<BatchAward> unsettledAwards() {
    return awards.stream().filter(award -> settlement(award.place()).isEmpty()).toList();
  }
}
