package io.fairlead.chain.settlement;

import io.fairlead.chain.artifact.ContractArtifact;
import io.fairlead.chain.simulate.SettlementSimulator.StorageOverride;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;

/**
 * Lets a simulation take another key for the auctioneer's, so that a settlement can be tried before
 * its award is signed for real.
 */
public final class AuctioneerOverride {
  private final Bytes32 slot;

  /**
   * Finds the auctioneer's place in the contract's storage.
   *
   * @param settlement the compiled Settlement contract
   */
  public AuctioneerOverride(ContractArtifact settlement) {
    this.slot = word(settlement.slot("auctioneer"));
  }

  /** Makes {@code auctioneer} the auctioneer of the contract at {@code settlement}. */
  public StorageOverride of(Address settlement, Address auctioneer) {
    return new StorageOverride(settlement, slot, word(new BigInteger(1, auctioneer.bytes())));
  }

  private static Bytes32 word(BigInteger value) {
    byte[] word = new byte[Bytes32.SIZE];
    byte[] bytes = value.toByteArray();
    int skip = bytes[0] == 0 ? 1 : 0;
    System.arraycopy(bytes, skip, word, word.length - (bytes.length - skip), bytes.length - skip);
    return Bytes32.of(word);
  }
}
