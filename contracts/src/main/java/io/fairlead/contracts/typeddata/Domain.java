package io.fairlead.contracts.typeddata;

import io.fairlead.contracts.primitive.Address;

/**
 * The EIP-712 domain everything is signed in: name "Fairlead", version "1".
 *
 * @param chainId EIP-155 chain id
 * @param settlement the Settlement contract, {@code verifyingContract}
 */
public record Domain(long chainId, Address settlement) {
  /** The signed {@code name}. */
  public static final String NAME = "Fairlead";

  /** The signed {@code version}. */
  public static final String VERSION = "1";
}
