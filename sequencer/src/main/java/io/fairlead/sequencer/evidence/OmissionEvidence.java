package io.fairlead.sequencer.evidence;

import io.fairlead.contracts.evidence.AbsencePath;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.receipt.Receipt;
import io.fairlead.sequencer.batch.Batch;
import io.fairlead.sequencer.merkle.AbsenceProof;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/** What the relay registry asks of who accuses a relay of having left an intent out. Pure. */
public final class OmissionEvidence {
  /** Most batches a receipt may name to be evidence. */
  public static final int MAX_BATCHES = 256;

  private OmissionEvidence() {}

  /**
   * One proof for each batch the receipt names, in order.
   *
   * @param batches batches by number, as they were anchored
   * @return empty if the promise was kept, has no bound or too wide a range, or a batch is not
   *     there: then there is nothing to accuse of, or not yet
   */
  public static Optional<List<AbsencePath>> absences(
      Receipt receipt, LongFunction<Optional<Batch>> batches) {
    long first = receipt.firstBatch();
    long last = receipt.lastBatch();
    if (first < 1 || last < first || last - first >= MAX_BATCHES) {
      return Optional.empty();
    }
    List<AbsencePath> paths = new ArrayList<>();
    for (long number = first; number <= last; number++) {
      Optional<AbsencePath> path =
          batches.apply(number).flatMap(batch -> absence(batch, receipt.leaf()));
      if (path.isEmpty()) {
        return Optional.empty();
      }
      paths.add(path.get());
    }
    return Optional.of(paths);
  }

  /** Proof that a hash is not in a batch; empty if it is. */
  public static Optional<AbsencePath> absence(Batch batch, Bytes32 leaf) {
    return BatchEvidence.tree(batch).absence(leaf).map(OmissionEvidence::path);
  }

  private static AbsencePath path(AbsenceProof proof) {
    return new AbsencePath(
        proof.below().index(),
        proof.below().value(),
        proof.above().value(),
        proof.below().siblings(),
        proof.above().siblings());
  }
}
