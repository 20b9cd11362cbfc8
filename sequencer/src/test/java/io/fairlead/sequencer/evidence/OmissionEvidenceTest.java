package io.fairlead.sequencer.evidence;

import static io.fairlead.sequencer.Samples.hash;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.contracts.evidence.AbsencePath;
import io.fairlead.contracts.evidence.BatchCommitment;
import io.fairlead.contracts.intent.SignedTerms;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.receipt.Receipt;
import io.fairlead.sequencer.Samples;
import io.fairlead.sequencer.batch.Batch;
import io.fairlead.sequencer.batch.BatchEntry;
import io.fairlead.sequencer.batch.BatchRecord;
import io.fairlead.sequencer.batch.BatchStage;
import io.fairlead.sequencer.merkle.AbsenceProof;
import io.fairlead.sequencer.merkle.MerkleProof;
import io.fairlead.sequencer.merkle.SortedMerkleTree;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class OmissionEvidenceTest {
  private final Samples samples = new Samples(1);
  private final Map<Long, Batch> batches = new HashMap<>();

  private Batch batch(long number, int size) {
    List<BatchEntry> entries =
        IntStream.range(0, size)
            .mapToObj(i -> samples.intent(0, 1_000))
            .map(signed -> new BatchEntry(hash(signed), signed, BigInteger.ZERO))
            .sorted(Comparator.comparing(BatchEntry::intentHash))
            .toList();
    Bytes32 root = SortedMerkleTree.root(entries.stream().map(BatchEntry::intentHash).toList());
    Batch batch = new Batch(number, samples.block(10), entries, root);
    batches.put(number, batch);
    return batch;
  }

  private Optional<List<AbsencePath>> absences(Bytes32 leaf, long first, long last) {
    return OmissionEvidence.absences(
        new Receipt(leaf, 1, first, last, Bytes32.ZERO),
        number -> Optional.ofNullable(batches.get(number)));
  }

  @Test
  void absenceFromEveryBatchIsProvedInOrder() {
    Bytes32 absent = samples.word();
    for (int size = 1; size < 20; size++) {
      batch(size, size);
    }
    List<AbsencePath> paths = absences(absent, 3, 19).orElseThrow();
    assertThat(paths).hasSize(17);
    for (int i = 0; i < paths.size(); i++) {
      Batch batch = Objects.requireNonNull(batches.get(3L + i));
      AbsencePath path = paths.get(i);
      int index = (int) path.index();
      int leaves = batch.entries().size() + 2;
      AbsenceProof proof =
          new AbsenceProof(
              new MerkleProof(path.below(), index, leaves, path.belowPath()),
              new MerkleProof(path.above(), index + 1, leaves, path.abovePath()));
      assertThat(SortedMerkleTree.verifyAbsence(batch.root(), absent, proof)).isTrue();
    }
  }

  @Test
  void aKeptPromiseIsNoOmission() {
    SignedTerms kept = batch(1, 5).entries().get(2).signed();
    batch(2, 5);
    assertThat(absences(hash(kept), 1, 2)).isEmpty();
    assertThat(absences(hash(kept), 2, 2)).isPresent();
  }

  @Test
  void rangesWithoutBoundAndBatchesNotThereAreNoEvidence() {
    batch(1, 5);
    assertThat(absences(samples.word(), 1, Receipt.NO_BOUND)).isEmpty();
    assertThat(absences(samples.word(), 1, 2)).isEmpty();
    assertThat(absences(samples.word(), 0, 1)).isEmpty();
    assertThat(absences(samples.word(), 2, 1)).isEmpty();
  }

  @Test
  void aCommitmentNamesTheBatchBefore() {
    Batch first = batch(1, 4);
    Batch second = batch(2, 7);
    assertThat(BatchEvidence.commitment(first, this::record))
        .isEqualTo(new BatchCommitment(1, first.root(), 4, Bytes32.ZERO));
    assertThat(BatchEvidence.commitment(second, this::record))
        .isEqualTo(new BatchCommitment(2, second.root(), 7, first.root()));
    assertThatThrownBy(() -> BatchEvidence.commitment(second, number -> Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(BatchEvidence.tree(second).root()).isEqualTo(second.root());
  }

  private Optional<BatchRecord> record(long number) {
    return Optional.ofNullable(batches.get(number))
        .map(batch -> new BatchRecord(batch, BatchStage.CLOSED, List.of(), List.of(), null));
  }
}
