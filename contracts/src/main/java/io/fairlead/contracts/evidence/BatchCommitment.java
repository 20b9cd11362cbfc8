package io.fairlead.contracts.evidence;

import io.fairlead.contracts.primitive.Bytes32;

/**
 * What a relay states about a batch when it closes it. Two different ones for one batch, or one
 * that contradicts an anchor, cost the relay its bond.
 *
 * @param batch its number, from 1
 * @param root sorted Merkle root over its intent hashes
 * @param count number of intent hashes, 0 to 2^32 - 1
 * @param previousRoot root of batch {@code batch - 1}; zero for batch 1
 */
public record BatchCommitment(long batch, Bytes32 root, long count, Bytes32 previousRoot) {
  private static final long MAX_COUNT = 0xffff_ffffL;

  /**
   * @throws IllegalArgumentException if {@code batch} or {@code count} is out of range
   */
  public BatchCommitment {
    if (batch < 1) {
      throw new IllegalArgumentException("batches are numbered from 1");
    }
    if (count < 0 || count > MAX_COUNT) {
      throw new IllegalArgumentException("a batch has 0 to 2^32 - 1 intents");
    }
  }
}
