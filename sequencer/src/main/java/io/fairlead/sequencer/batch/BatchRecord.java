package io.fairlead.sequencer.batch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the journal says of a batch.
 *
 * @param batch the fixed set
 * @param stage where it stands
 * @param awards every award made for it, in order
 * @param settlement the settlement, if {@link BatchStage#SETTLED}
 * @param reason why it did not settle, if {@link BatchStage#UNSETTLED}
 */
public record BatchRecord(
    Batch batch,
    BatchStage stage,
    List<BatchAward> awards,
    @Nullable BatchSettlement settlement,
    @Nullable String reason) {
  /** Copies the list. */
  public BatchRecord {
    awards = List.copyOf(awards);
  }
}
