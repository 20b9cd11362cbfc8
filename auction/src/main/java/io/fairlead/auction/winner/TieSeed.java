package io.fairlead.auction.winner;

import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;

/** What decides ties. */
public final class TieSeed {
  private TieSeed() {}

  /**
   * The seed of a batch: {@code keccak256(root ‖ block hash)}. The root is fixed before solvers are
   * asked.
   */
  public static Bytes32 of(Bytes32 batchRoot, Bytes32 blockHash) {
    return Keccak.hash(batchRoot.bytes(), blockHash.bytes());
  }
}
