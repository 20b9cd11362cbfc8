package io.fairlead.sequencer.evidence;

import io.fairlead.contracts.evidence.BatchCommitment;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.sequencer.batch.Batch;
import io.fairlead.sequencer.batch.BatchEntry;
import io.fairlead.sequencer.batch.BatchRecord;
import io.fairlead.sequencer.merkle.SortedMerkleTree;
import java.util.Optional;
import java.util.function.LongFunction;

/** Statements about batches and the tree behind them. Pure. */
public final class BatchEvidence {
  private BatchEvidence() {}

  /**
   * What is stated about a batch.
   *
   * @param previousRoot root of the batch before; zero if this is the first
   */
  public static BatchCommitment commitment(Batch batch, Bytes32 previousRoot) {
    return new BatchCommitment(batch.number(), batch.root(), batch.entries().size(), previousRoot);
  }

  /**
   * What is stated about a batch, the one before being looked up.
   *
   * @throws IllegalArgumentException if that is not there
   */
  public static BatchCommitment commitment(
      Batch batch, LongFunction<Optional<BatchRecord>> batches) {
    if (batch.number() == 1) {
      return commitment(batch, Bytes32.ZERO);
    }
    return batches
        .apply(batch.number() - 1)
        .map(before -> commitment(batch, before.batch().root()))
        .orElseThrow(() -> new IllegalArgumentException("the batch before is not known"));
  }

  /** The tree whose root the batch has. */
  public static SortedMerkleTree tree(Batch batch) {
    return SortedMerkleTree.of(batch.entries().stream().map(BatchEntry::intentHash).toList());
  }
}
