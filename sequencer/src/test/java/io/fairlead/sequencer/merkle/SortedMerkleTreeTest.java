package io.fairlead.sequencer.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import io.fairlead.sequencer.Samples;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SortedMerkleTreeTest {
  private static List<Bytes32> values(Samples samples, int count) {
    TreeSet<Bytes32> values = new TreeSet<>();
    while (values.size() < count) {
      values.add(samples.word());
    }
    return List.copyOf(values);
  }

  /** RFC 6962's recursive definition, with our hashes. */
  private static Bytes32 recursive(List<Bytes32> leaves) {
    if (leaves.size() == 1) {
      return Keccak.hash(new byte[] {0}, leaves.getFirst().bytes());
    }
    int split = Integer.highestOneBit(leaves.size() - 1);
    return Keccak.hash(
        new byte[] {1},
        recursive(leaves.subList(0, split)).bytes(),
        recursive(leaves.subList(split, leaves.size())).bytes());
  }

  private static Bytes32 plus(Bytes32 word, int by) {
    BigInteger sum = new BigInteger(1, word.bytes()).add(BigInteger.valueOf(by));
    return Bytes32.parse("0x%064x".formatted(sum));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 13, 14, 15, 16, 31, 62, 63, 100, 1_000})
  void provesEveryMemberAndEveryGap(int count) {
    Samples samples = new Samples(count);
    List<Bytes32> values = values(samples, count);
    SortedMerkleTree tree = SortedMerkleTree.of(values);
    List<Bytes32> leaves = new ArrayList<>(values);
    leaves.addFirst(SortedMerkleTree.LOW);
    leaves.addLast(SortedMerkleTree.HIGH);
    assertThat(tree.root()).isEqualTo(recursive(leaves));

    for (Bytes32 value : values) {
      MerkleProof proof = tree.inclusion(value).orElseThrow();
      assertThat(SortedMerkleTree.verifyInclusion(tree.root(), value, proof)).isTrue();
      assertThat(SortedMerkleTree.verifyInclusion(tree.root(), samples.word(), proof)).isFalse();
      assertThat(SortedMerkleTree.verifyInclusion(samples.word(), value, proof)).isFalse();
      assertThat(tree.absence(value)).isEmpty();
    }
    for (Bytes32 leaf : leaves.subList(0, leaves.size() - 1)) {
      Bytes32 missing = plus(leaf, 1);
      AbsenceProof proof = tree.absence(missing).orElseThrow();
      assertThat(tree.inclusion(missing)).isEmpty();
      assertThat(SortedMerkleTree.verifyAbsence(tree.root(), missing, proof)).isTrue();
      assertThat(SortedMerkleTree.verifyAbsence(samples.word(), missing, proof)).isFalse();
      assertThat(SortedMerkleTree.verifyAbsence(tree.root(), leaf, proof)).isFalse();
    }
  }

  @Test
  void noProofOfAbsenceCanBeBentAroundAMember() {
    Samples samples = new Samples(2);
    for (int count = 1; count <= 16; count++) {
      List<Bytes32> values = values(samples, count);
      SortedMerkleTree tree = SortedMerkleTree.of(values);
      Bytes32 victim = values.get(samples.random().nextInt(count));
      MerkleProof below = tree.absence(plus(victim, -1)).orElseThrow().below();
      MerkleProof above = tree.absence(plus(victim, 1)).orElseThrow().above();
      assertThat(
              SortedMerkleTree.verifyAbsence(tree.root(), victim, new AbsenceProof(below, above)))
          .as("honest proofs of leaves that are not neighbours, %d values", count)
          .isFalse();
      // Claim every position, and every size of the tree for each of the two.
      int most = 2 * count + 4;
      for (int sizes = 0; sizes < most * most; sizes++) {
        int sizeBelow = 1 + sizes / most;
        int sizeAbove = 1 + sizes % most;
        for (int index = 0; index < most; index++) {
          AbsenceProof forged =
              new AbsenceProof(
                  new MerkleProof(below.value(), index, sizeBelow, below.siblings()),
                  new MerkleProof(above.value(), index + 1, sizeAbove, above.siblings()));
          if (SortedMerkleTree.verifyAbsence(tree.root(), victim, forged)) {
            throw new AssertionError(count + " values: " + forged);
          }
        }
      }
    }
  }

  @Test
  void anyChangeToAProofIsSeen() {
    for (long seed = 0; seed < 300; seed++) {
      Samples samples = new Samples(seed);
      List<Bytes32> values = values(samples, 2 + samples.random().nextInt(40));
      SortedMerkleTree tree = SortedMerkleTree.of(values);
      Bytes32 value = values.get(samples.random().nextInt(values.size()));
      MerkleProof good = tree.inclusion(value).orElseThrow();
      List<Bytes32> siblings = new ArrayList<>(good.siblings());
      int at = samples.random().nextInt(siblings.size());
      switch (samples.random().nextInt(4)) {
        case 0 -> siblings.remove(at);
        case 1 -> siblings.add(at, samples.word());
        case 2 -> siblings.set(at, samples.word());
        default -> siblings.addAll(good.siblings());
      }
      MerkleProof bad = new MerkleProof(value, good.index(), good.leafCount(), siblings);
      assertThat(SortedMerkleTree.verifyInclusion(tree.root(), value, bad))
          .as("seed %d", seed)
          .isFalse();
    }
  }

  @Test
  void anInnerNodeIsNoLeaf() {
    List<Bytes32> values = values(new Samples(3), 6);
    SortedMerkleTree tree = SortedMerkleTree.of(values);
    MerkleProof proof = tree.inclusion(values.getFirst()).orElseThrow();
    Bytes32 parent =
        Keccak.hash(
            new byte[] {1},
            Keccak.hash(new byte[] {0}, SortedMerkleTree.LOW.bytes()).bytes(),
            Keccak.hash(new byte[] {0}, values.getFirst().bytes()).bytes());
    MerkleProof shorter =
        new MerkleProof(parent, 0, 4, proof.siblings().subList(1, proof.siblings().size()));
    assertThat(SortedMerkleTree.verifyInclusion(tree.root(), parent, shorter)).isFalse();
  }

  @Test
  void differentSetsHaveDifferentRoots() {
    List<Bytes32> values = values(new Samples(4), 9);
    TreeSet<Bytes32> roots = new TreeSet<>();
    for (int from = 0; from <= 9; from++) {
      for (int to = from; to <= 9; to++) {
        roots.add(SortedMerkleTree.root(values.subList(from, to)));
      }
    }
    // 45 ranges that are not empty, and the empty one.
    assertThat(roots).hasSize(46);
  }

  @Test
  void refusesWhatIsNotStrictlyAscending() {
    List<Bytes32> values = values(new Samples(5), 2);
    for (List<Bytes32> bad :
        List.of(
            values.reversed(),
            List.of(values.getFirst(), values.getFirst()),
            List.of(SortedMerkleTree.LOW),
            List.of(SortedMerkleTree.HIGH))) {
      assertThatThrownBy(() -> SortedMerkleTree.of(bad))
          .isInstanceOf(IllegalArgumentException.class);
    }
    SortedMerkleTree tree = SortedMerkleTree.of(values);
    for (Bytes32 sentinel : List.of(SortedMerkleTree.LOW, SortedMerkleTree.HIGH)) {
      assertThat(tree.inclusion(sentinel)).isEmpty();
      assertThat(tree.absence(sentinel)).isEmpty();
    }
  }
}
