package io.fairlead.chain.settlement;

import io.fairlead.chain.artifact.ContractArtifact;
import io.fairlead.chain.simulate.SettlementSimulator.StorageOverride;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;

/**
 * Makes the contract execute an award of auction 0, which it never does: so a settlement can be
 * tried with an award that is signed by the auctioneer, and yet is worth nothing to whoever sees
 * it.
 */
public final class AuctioneerOverride {
  /**
   * The slot is {@code auctioneer (160 bits, lowest) | newestAuction (48) | auctionWindow (48)}.
   */
  private static final BigInteger NEWEST_IS_1 = BigInteger.ONE.shiftLeft(8 * Address.SIZE);

  private final Bytes32 slot;

  /**
   * Finds the auctioneer's place in the contract's storage.
   *
   * @param settlement the compiled Settlement contract
   */
  public AuctioneerOverride(ContractArtifact settlement) {
    this.slot = word(settlement.slot("auctioneer"));
  }

  /**
   * Makes {@code auctioneer} the auctioneer of the contract at {@code settlement}, auction 1 the
   * newest that was executed, and no other.
   */
  public StorageOverride of(Address settlement, Address auctioneer) {
    BigInteger content = new BigInteger(1, auctioneer.bytes()).or(NEWEST_IS_1);
    return new StorageOverride(settlement, slot, word(content));
  }

  private static Bytes32 word(BigInteger value) {
    byte[] word = new byte[Bytes32.SIZE];
    byte[] bytes = value.toByteArray();
    int skip = bytes[0] == 0 ? 1 : 0;
    System.arraycopy(bytes, skip, word, word.length - (bytes.length - skip), bytes.length - skip);
    return Bytes32.of(word);
  }
}
