package io.fairlead.sequencer.merkle;

import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A Merkle tree over strictly ascending hashes, enclosed by two sentinels, so that neighbouring
 * leaves prove that nothing lies between them.
 *
 * <p>A leaf is {@code keccak256(0x00 ‖ value)}, an inner node {@code keccak256(0x01 ‖ left ‖
 * right)}; the prefixes keep a node from passing for a leaf. A last node without a partner moves up
 * unchanged (the shape of RFC 6962). It is not paired with itself, since then two different lists
 * would share a root. Immutable.
 */
public final class SortedMerkleTree {
  /** The first leaf: all bits zero. */
  public static final Bytes32 LOW = Bytes32.ZERO;

  /** The last leaf: all bits one. */
  public static final Bytes32 HIGH = high();

  private static final byte[] LEAF = {0};
  private static final byte[] NODE = {1};

  private final List<Bytes32> leaves;
  private final List<List<Bytes32>> levels;

  private SortedMerkleTree(List<Bytes32> leaves, List<List<Bytes32>> levels) {
    this.leaves = leaves;
    this.levels = levels;
  }

  /**
   * Builds the tree; there may be no values.
   *
   * @throws IllegalArgumentException unless the values ascend strictly between the sentinels
   */
  public static SortedMerkleTree of(List<Bytes32> values) {
    List<Bytes32> leaves = new ArrayList<>(values.size() + 2);
    leaves.add(LOW);
    leaves.addAll(values);
    leaves.add(HIGH);
    List<Bytes32> level = new ArrayList<>(leaves.size());
    for (int i = 0; i < leaves.size(); i++) {
      if (i > 0 && leaves.get(i - 1).compareTo(leaves.get(i)) >= 0) {
        throw new IllegalArgumentException("values must ascend strictly between the sentinels");
      }
      level.add(leaf(leaves.get(i)));
    }
    List<List<Bytes32>> levels = new ArrayList<>();
    levels.add(level);
    while (level.size() > 1) {
      level = parents(level);
      levels.add(level);
    }
    return new SortedMerkleTree(leaves, levels);
  }

  /** The root over {@code values}. */
  public static Bytes32 root(List<Bytes32> values) {
    return of(values).root();
  }

  /** What commits to all values. */
  public Bytes32 root() {
    return levels.getLast().getFirst();
  }

  /** Proves that {@code value} is in the tree; empty if it is not, or is a sentinel. */
  public Optional<MerkleProof> inclusion(Bytes32 value) {
    int index = Collections.binarySearch(leaves, value);
    return index <= 0 || index == leaves.size() - 1 ? Optional.empty() : Optional.of(path(index));
  }

  /** Proves that {@code value} is not in the tree; empty if it is, or is a sentinel. */
  public Optional<AbsenceProof> absence(Bytes32 value) {
    int index = Collections.binarySearch(leaves, value);
    if (index >= 0) {
      return Optional.empty();
    }
    int above = -index - 1;
    return Optional.of(new AbsenceProof(path(above - 1), path(above)));
  }

  /** Whether {@code root} commits to {@code value} by this proof. */
  public static boolean verifyInclusion(Bytes32 root, Bytes32 value, MerkleProof proof) {
    return proof.value().equals(value)
        && !value.equals(LOW)
        && !value.equals(HIGH)
        && leadsTo(root, proof);
  }

  /** Whether {@code root} commits to a set without {@code value} by this proof. */
  public static boolean verifyAbsence(Bytes32 root, Bytes32 value, AbsenceProof proof) {
    MerkleProof below = proof.below();
    MerkleProof above = proof.above();
    return below.value().compareTo(value) < 0
        && value.compareTo(above.value()) < 0
        && below.leafCount() == above.leafCount()
        && below.index() + 1 == above.index()
        && leadsTo(root, below)
        && leadsTo(root, above);
  }

  private MerkleProof path(int leafIndex) {
    List<Bytes32> siblings = new ArrayList<>(levels.size());
    int index = leafIndex;
    for (List<Bytes32> level : levels) {
      int sibling = index ^ 1;
      if (sibling < level.size()) {
        siblings.add(level.get(sibling));
      }
      index >>= 1;
    }
    return new MerkleProof(leaves.get(leafIndex), leafIndex, leaves.size(), siblings);
  }

  private static boolean leadsTo(Bytes32 root, MerkleProof proof) {
    int index = proof.index();
    int width = proof.leafCount();
    if (index < 0 || index >= width || proof.siblings().size() >= Integer.SIZE) {
      return false;
    }
    Bytes32 hash = leaf(proof.value());
    int used = 0;
    // The last index of a level is width - 1, so that no intermediate value overflows.
    for (int last = width - 1; last > 0; last >>= 1) {
      if ((index ^ 1) <= last) {
        if (used == proof.siblings().size()) {
          return false;
        }
        Bytes32 sibling = proof.siblings().get(used++);
        hash = (index & 1) == 0 ? node(hash, sibling) : node(sibling, hash);
      }
      index >>= 1;
    }
    return used == proof.siblings().size() && hash.equals(root);
  }

  private static List<Bytes32> parents(List<Bytes32> level) {
    List<Bytes32> parents = new ArrayList<>((level.size() + 1) / 2);
    for (int i = 0; i + 1 < level.size(); i += 2) {
      parents.add(node(level.get(i), level.get(i + 1)));
    }
    if (level.size() % 2 == 1) {
      parents.add(level.getLast());
    }
    return parents;
  }

  private static Bytes32 leaf(Bytes32 value) {
    return Keccak.hash(LEAF, value.bytes());
  }

  private static Bytes32 node(Bytes32 left, Bytes32 right) {
    return Keccak.hash(NODE, left.bytes(), right.bytes());
  }

  private static Bytes32 high() {
    byte[] bytes = new byte[Bytes32.SIZE];
    Arrays.fill(bytes, (byte) 0xff);
    return Bytes32.of(bytes);
  }
}
