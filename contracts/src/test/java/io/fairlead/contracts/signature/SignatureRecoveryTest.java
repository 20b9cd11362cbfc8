package io.fairlead.contracts.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contracts.RandomValues;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;

class SignatureRecoveryTest {
  private static final SignatureRecovery NATIVE = new NativeRecovery();
  private static final SignatureRecovery JAVA = new BouncyCastleRecovery();
  private static final BigInteger N = Curve.ORDER;

  @Test
  void bothRecoverTheSigner() {
    RandomValues.forAll(
        500,
        random -> {
          LocalSigner signer = LocalSigner.of(random.bytes32());
          Bytes32 digest = random.bytes32();
          Signature signature = signer.sign(digest);
          assertThat(recover(digest, signature)).contains(signer.address());
          assertThat(recover(random.bytes32(), signature))
              .isNotEqualTo(Optional.of(signer.address()));
          byte[] otherV = signature.bytes();
          otherV[64] = (byte) (55 - otherV[64]);
          assertThat(recover(digest, Signature.of(otherV)).filter(signer.address()::equals))
              .isEmpty();
        });
  }

  /** Half of all r are no x of a point, so both outcomes are common. */
  @Test
  void bothAgreeOnRandomNumbers() {
    int[] found = new int[2];
    RandomValues.forAll(
        2_000,
        random -> {
          Signature signature =
              signature(
                  number(random),
                  number(random),
                  random.below(8) == 0 ? random.below(256) : 27 + random.below(2));
          found[recover(random.bytes32(), signature).isPresent() ? 1 : 0]++;
        });
    assertThat(found[0]).isGreaterThan(200);
    assertThat(found[1]).isGreaterThan(200);
  }

  private static BigInteger number(RandomValues random) {
    BigInteger half = N.shiftRight(1);
    return switch (random.below(12)) {
      case 0 -> BigInteger.ZERO;
      case 1 -> BigInteger.ONE;
      case 2 -> N.subtract(BigInteger.ONE);
      case 3 -> N;
      case 4 -> half;
      case 5 -> half.add(BigInteger.ONE);
      case 6 -> new BigInteger(1, random.array(32));
      default -> new BigInteger(1, random.array(32)).mod(half);
    };
  }

  @Test
  void malformedSignaturesRecoverToNothing() {
    LocalSigner signer = LocalSigner.of(Bytes32.of(new RandomValues(3).array(32)));
    Bytes32 digest = new RandomValues(4).bytes32();
    byte[] valid = signer.sign(digest).bytes();
    BigInteger r = new BigInteger(1, valid, 0, 32);
    BigInteger s = new BigInteger(1, valid, 32, 32);
    int v = valid[64];
    assertThat(recover(digest, signature(r, s, v))).contains(signer.address());
    List<Signature> malformed =
        List.of(
            // Malleable: the other s, with v as it is and flipped.
            signature(r, N.subtract(s), v),
            signature(r, N.subtract(s), 55 - v),
            signature(BigInteger.ZERO, s, v),
            signature(N, s, v),
            signature(N.add(BigInteger.ONE), s, v),
            signature(r, BigInteger.ZERO, v),
            signature(r, N, v),
            signature(r, BigInteger.TWO.pow(256).subtract(BigInteger.ONE), v),
            signature(r, s, 0),
            signature(r, s, 1),
            signature(r, s, 26),
            signature(r, s, 29),
            signature(r, s, 30),
            signature(r, s, 255));
    for (Signature signature : malformed) {
      assertThat(recover(digest, signature)).as(signature.toString()).isEmpty();
    }
  }

  /** With s = z / k the recovered point is the one at infinity, which is nobody's key. */
  @Test
  void thePointAtInfinityIsNobody() {
    RandomValues.forAll(
        50,
        random -> {
          Bytes32 digest = random.bytes32();
          BigInteger k = new BigInteger(1, random.array(32)).mod(N);
          BigInteger s = new BigInteger(1, digest.bytes()).multiply(k.modInverse(N)).mod(N);
          ECPoint point = Curve.PARAMETERS.getG().multiply(k).normalize();
          BigInteger r = point.getAffineXCoord().toBigInteger();
          boolean odd = point.getAffineYCoord().testBitZero();
          boolean high = s.compareTo(Curve.HALF_ORDER) > 0;
          Signature signature = signature(r, high ? N.subtract(s) : s, odd == high ? 27 : 28);
          assertThat(signature.isCanonical()).isTrue();
          assertThat(recover(digest, signature)).isEmpty();
        });
  }

  @Test
  void theNativeOneIsBestHere() {
    assertThat(SignatureRecovery.best()).isInstanceOf(NativeRecovery.class);
  }

  /** What both say. */
  private static Optional<Address> recover(Bytes32 digest, Signature signature) {
    Optional<Address> result = JAVA.recover(digest, signature);
    assertThat(NATIVE.recover(digest, signature)).as(signature.toString()).isEqualTo(result);
    return result;
  }

  private static Signature signature(BigInteger r, BigInteger s, int v) {
    byte[] bytes = new byte[Signature.SIZE];
    System.arraycopy(word(r), 0, bytes, 0, 32);
    System.arraycopy(word(s), 0, bytes, 32, 32);
    bytes[64] = (byte) v;
    return Signature.of(bytes);
  }

  private static byte[] word(BigInteger value) {
    return BigIntegers.asUnsignedByteArray(32, value);
  }
}
