package io.fairlead.devnet.bench.uniswapx;

import io.fairlead.contracts.abi.AbiWriter;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * What an owner signs for Permit2: a transfer of one token with a witness.
 *
 * @param domainSeparator Permit2's on this chain
 * @param typeHash of the permit together with its witness's types
 */
record Permit2Digest(Bytes32 domainSeparator, Bytes32 typeHash) {
  private static final Bytes32 DOMAIN =
      text("EIP712Domain(string name,uint256 chainId,address verifyingContract)");
  private static final String STUB =
      "PermitWitnessTransferFrom(TokenPermissions permitted,address spender,uint256 nonce,uint256 deadline,";
  private static final String PERMISSIONS = "TokenPermissions(address token,uint256 amount)";
  private static final byte[] PREFIX = {0x19, 0x01};

  /**
   * For one kind of witness.
   *
   * @param witnessName its type's name
   * @param types definitions of it and of the types in it, with {@link #permissions()}, ascending
   *     by name
   */
  static Permit2Digest of(long chainId, Address permit2, String witnessName, String types) {
    Bytes32 domain =
        Keccak.hash(
            new AbiWriter()
                .word(DOMAIN)
                .word(text("Permit2"))
                .uint(chainId)
                .address(permit2)
                .toBytes()
                .bytes());
    return new Permit2Digest(domain, text(STUB + witnessName + " witness)" + types));
  }

  /** The definition of the type Permit2 adds to every witness's. */
  static String permissions() {
    return PERMISSIONS;
  }

  Bytes32 digest(
      Address token,
      BigInteger amount,
      Address spender,
      BigInteger nonce,
      long deadline,
      Bytes32 witness) {
    Bytes32 permitted =
        hash(new AbiWriter().word(text(PERMISSIONS)).address(token).uint(amount, 256));
    Bytes32 struct =
        hash(
            new AbiWriter()
                .word(typeHash)
                .word(permitted)
                .address(spender)
                .uint(nonce, 256)
                .uint(deadline)
                .word(witness));
    return Keccak.hash(PREFIX, domainSeparator.bytes(), struct.bytes());
  }

  static Bytes32 hash(AbiWriter words) {
    return Keccak.hash(words.toBytes().bytes());
  }

  static Bytes32 text(String text) {
    return Keccak.hash(text.getBytes(StandardCharsets.UTF_8));
  }
}
