package io.fairlead.contracts.typeddata;

import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;

/**
 * Digests of Permit2's {@code PermitWitnessTransferFrom} with an intent as witness, in Permit2's
 * own domain, which has no version: docs/protocol.md section 1.5. Thread safe.
 */
public final class Permit2 {
  /** Permit2 has the same address on every chain. */
  public static final Address ADDRESS = Address.parse("0x000000000022d473030f116ddee9f6b43ac78ba3");

  /** The name in Permit2's domain. */
  public static final String NAME = "Permit2";

  static final String DOMAIN_TYPE =
      "EIP712Domain(string name,uint256 chainId,address verifyingContract)";

  static final String PERMIT_TYPE =
      "PermitWitnessTransferFrom(TokenPermissions permitted,address spender,uint256 nonce,"
          + "uint256 deadline,Intent witness)";

  static final String PERMISSIONS_TYPE = "TokenPermissions(address token,uint256 amount)";

  private static final byte[] DOMAIN_HASH = Eip712.text(DOMAIN_TYPE);
  private static final byte[] NAME_HASH = Eip712.text(NAME);
  private static final byte[] PERMIT_HASH =
      Eip712.text(PERMIT_TYPE + Eip712.INTENT_TYPE + PERMISSIONS_TYPE);
  private static final byte[] PERMISSIONS_HASH = Eip712.text(PERMISSIONS_TYPE);

  private final Domain spender;
  private final byte[] separator;

  Permit2(Domain spender) {
    this.spender = spender;
    this.separator =
        new Words(4)
            .put(DOMAIN_HASH)
            .put(NAME_HASH)
            .put(spender.chainId())
            .put(ADDRESS)
            .keccak()
            .bytes();
  }

  Bytes32 digest(Intent intent, Bytes32 witness) {
    Bytes32 permitted =
        new Words(3)
            .put(PERMISSIONS_HASH)
            .put(intent.sellToken())
            .put(intent.sellAmount())
            .keccak();
    Bytes32 permit =
        new Words(6)
            .put(PERMIT_HASH)
            .put(permitted.bytes())
            .put(spender.settlement())
            .put(intent.nonce())
            .put(intent.validTo())
            .put(witness.bytes())
            .keccak();
    return Keccak.hash(Eip712.PREFIX, separator, permit.bytes());
  }
}
