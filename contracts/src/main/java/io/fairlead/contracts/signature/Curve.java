package io.fairlead.contracts.signature;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;

/** secp256k1 and what Ethereum derives from its points. */
final class Curve {
  static final X9ECParameters PARAMETERS = CustomNamedCurves.getByName("secp256k1");
  static final BigInteger ORDER = PARAMETERS.getN();
  static final BigInteger HALF_ORDER = ORDER.shiftRight(1);

  private Curve() {}

  /** The account of an uncompressed public key, {@code 04 ‖ x ‖ y}. */
  static Address address(byte[] publicKey) {
    byte[] hash = Keccak.hash(Arrays.copyOfRange(publicKey, 1, publicKey.length)).bytes();
    return Address.of(Arrays.copyOfRange(hash, Bytes32.SIZE - Address.SIZE, Bytes32.SIZE));
  }
}
