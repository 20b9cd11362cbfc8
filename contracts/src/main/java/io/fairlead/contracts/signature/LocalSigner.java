package io.fairlead.contracts.signature;

import fr.acinq.secp256k1.Secp256k1;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Optional;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

/** A key in this process's memory. Signs natively where it can, with the same result elsewhere. */
public final class LocalSigner implements Signer {
  private final BigInteger key;
  private final Address address;
  private final Optional<Secp256k1> library;

  LocalSigner(BigInteger key, Optional<Secp256k1> library) {
    this.key = key;
    this.library = library;
    this.address = Curve.address(multiplyBase(key).getEncoded(false));
  }

  /**
   * A signer with the given key.
   *
   * @throws IllegalArgumentException if it is zero or not below the order of secp256k1
   */
  public static LocalSigner of(Bytes32 privateKey) {
    BigInteger key = new BigInteger(1, privateKey.bytes());
    if (key.signum() == 0 || key.compareTo(Curve.ORDER) >= 0) {
      throw new IllegalArgumentException("not a private key of secp256k1");
    }
    return new LocalSigner(key, NativeLibrary.load());
  }

  /**
   * A signer with the key in a file: {@code 0x}, 64 hex digits, at most one line end.
   *
   * @throws KeyFileException if the file cannot be read or holds anything else
   */
  public static LocalSigner read(Path file) {
    return KeyFile.read(file);
  }

  @Override
  public Address address() {
    return address;
  }

  @Override
  public Signature sign(Bytes32 digest) {
    return library
        .map(secp256k1 -> signNatively(secp256k1, digest))
        .orElseGet(() -> sign(digest.bytes()));
  }

  private Signature signNatively(Secp256k1 secp256k1, Bytes32 digest) {
    byte[] bytes = new byte[Signature.SIZE];
    byte[] compact = secp256k1.sign(digest.bytes(), BigIntegers.asUnsignedByteArray(32, key));
    System.arraycopy(compact, 0, bytes, 0, 64);
    NativeRecovery recovery = new NativeRecovery(secp256k1);
    for (byte v = 27; v <= 28; v++) {
      bytes[64] = v;
      Signature signature = Signature.of(bytes);
      if (recovery.recover(digest, signature).filter(address::equals).isPresent()) {
        return signature;
      }
    }
    // The point's x was not below the order: one digest in 2^127, and v cannot express it.
    throw new IllegalStateException("digest has no 65-byte signature");
  }

  private Signature sign(byte[] digest) {
    BigInteger z = new BigInteger(1, digest);
    HMacDSAKCalculator nonces = new HMacDSAKCalculator(new SHA256Digest());
    nonces.init(Curve.ORDER, key, digest);
    while (true) {
      BigInteger k = nonces.nextK();
      ECPoint point = multiplyBase(k);
      BigInteger r = point.getAffineXCoord().toBigInteger();
      BigInteger s =
          BigIntegers.modOddInverse(Curve.ORDER, k)
              .multiply(z.add(key.multiply(r)))
              .mod(Curve.ORDER);
      if (r.signum() == 0 || r.compareTo(Curve.ORDER) >= 0 || s.signum() == 0) {
        continue;
      }
      boolean odd = point.getAffineYCoord().testBitZero();
      if (s.compareTo(Curve.HALF_ORDER) > 0) {
        s = Curve.ORDER.subtract(s);
        odd = !odd;
      }
      byte[] bytes = new byte[Signature.SIZE];
      BigIntegers.asUnsignedByteArray(r, bytes, 0, 32);
      BigIntegers.asUnsignedByteArray(s, bytes, 32, 32);
      bytes[64] = (byte) (odd ? 28 : 27);
      return Signature.of(bytes);
    }
  }

  private static ECPoint multiplyBase(BigInteger factor) {
    return new FixedPointCombMultiplier().multiply(Curve.PARAMETERS.getG(), factor).normalize();
  }

  /** The account only. */
  @Override
  public String toString() {
    return "LocalSigner[" + address + "]";
  }
}
