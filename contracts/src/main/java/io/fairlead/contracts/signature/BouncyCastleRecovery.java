package io.fairlead.contracts.signature;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;

/** Recovery in Java alone: runs everywhere, about four times slower than {@link NativeRecovery}. */
public final class BouncyCastleRecovery implements SignatureRecovery {
  @Override
  public Optional<Address> recover(Bytes32 digest, Signature signature) {
    if (!signature.isCanonical()) {
      return Optional.empty();
    }
    byte[] bytes = signature.bytes();
    byte[] compressed = new byte[33];
    compressed[0] = (byte) (signature.v() == 27 ? 2 : 3);
    System.arraycopy(bytes, 0, compressed, 1, 32);
    ECPoint point;
    try {
      point = Curve.PARAMETERS.getCurve().decodePoint(compressed);
    } catch (IllegalArgumentException notOnTheCurve) {
      return Optional.empty();
    }
    BigInteger inverse = BigIntegers.modOddInverseVar(Curve.ORDER, new BigInteger(1, bytes, 0, 32));
    BigInteger s = new BigInteger(1, bytes, 32, 32);
    BigInteger z = new BigInteger(1, digest.bytes());
    BigInteger u1 = z.negate().multiply(inverse).mod(Curve.ORDER);
    BigInteger u2 = s.multiply(inverse).mod(Curve.ORDER);
    ECPoint key =
        ECAlgorithms.sumOfTwoMultiplies(Curve.PARAMETERS.getG(), u1, point, u2).normalize();
    return key.isInfinity() ? Optional.empty() : Optional.of(Curve.address(key.getEncoded(false)));
  }
}
