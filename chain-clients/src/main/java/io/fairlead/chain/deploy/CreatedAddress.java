package io.fairlead.chain.deploy;

import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import org.web3j.crypto.ContractUtils;

/** Where new contracts go. */
public final class CreatedAddress {
  private CreatedAddress() {}

  /** Address of the contract which {@code creator}'s transaction number {@code nonce} creates. */
  public static Address of(Address creator, long nonce) {
    return Address.of(
        ContractUtils.generateContractAddress(creator.bytes(), BigInteger.valueOf(nonce)));
  }
}
