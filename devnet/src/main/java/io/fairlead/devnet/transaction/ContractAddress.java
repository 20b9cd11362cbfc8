package io.fairlead.devnet.transaction;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import java.util.Arrays;
import java.util.List;

/** Where new contracts go. */
public final class ContractAddress {
  private ContractAddress() {}

  /** Address of the contract which {@code creator}'s transaction number {@code nonce} creates. */
  public static Address of(Address creator, long nonce) {
    return last20(
        Keccak.hash(Rlp.encode(RlpItem.list(List.of(RlpItem.of(creator), RlpItem.of(nonce))))));
  }

  /** Address of a contract created by CREATE2 (EIP-1014). */
  public static Address create2(Address creator, Bytes32 salt, Bytes creationCode) {
    return last20(
        Keccak.hash(
            new byte[] {(byte) 0xff},
            creator.bytes(),
            salt.bytes(),
            Keccak.hash(creationCode.bytes()).bytes()));
  }

  private static Address last20(Bytes32 hash) {
    return Address.of(Arrays.copyOfRange(hash.bytes(), Bytes32.SIZE - Address.SIZE, Bytes32.SIZE));
  }
}
