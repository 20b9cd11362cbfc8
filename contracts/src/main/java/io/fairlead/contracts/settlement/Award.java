package io.fairlead.contracts.settlement;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;

/**
 * The auctioneer's signed permission to execute exactly one settlement: docs/protocol.md section 3.
 *
 * @param auctionId batch and place, see {@link AuctionId}; executes at most once on chain, 0 never
 *     does
 * @param batchRoot Merkle root of the batch
 * @param solver receives what is left over after all users are paid
 * @param solutionHash of the packed solution, see {@link SettlementCodec#solutionHash}
 * @param lastBlock last block in which it executes
 * @param transcriptHash running hash of the batch's transcript up to this award
 */
public record Award(
    long auctionId,
    Bytes32 batchRoot,
    Address solver,
    Bytes32 solutionHash,
    long lastBlock,
    Bytes32 transcriptHash) {
  /**
   * @throws IllegalArgumentException if a number is negative
   */
  public Award {
    if (auctionId < 0 || lastBlock < 0) {
      throw new IllegalArgumentException("auctionId and lastBlock are not negative");
    }
  }
}
