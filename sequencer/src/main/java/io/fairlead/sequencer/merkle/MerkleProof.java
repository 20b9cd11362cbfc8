package io.fairlead.sequencer.merkle;

import io.fairlead.contracts.primitive.Bytes32;
import java.util.List;

/**
 * Path from one leaf to the root.
 *
 * @param value the hash at the leaf, a sentinel possibly
 * @param index position of the leaf, from 0; the low sentinel has 0
 * @param leafCount number of leaves, both sentinels included. It only says where the path turns: a
 *     wrong count cannot make a value appear that the root does not commit to
 * @param siblings hashes beside the path, from the leaf upwards; none at a level where the node
 *     stands alone
 */
public record MerkleProof(Bytes32 value, int index, int leafCount, List<Bytes32> siblings) {
  /** Copies the list. */
  public MerkleProof {
    siblings = List.copyOf(siblings);
  }
}
