package io.fairlead.devnet.differential;

import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Numbers of all sizes, and signed words, for calls of pools. */
final class RandomNumbers {
  private RandomNumbers() {}

  /** At least one, with {@code fewest} to {@code most} bits, every length equally often. */
  static BigInteger ofBits(SplittableRandom random, int fewest, int most) {
    int bits = fewest + random.nextInt(most - fewest + 1);
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    BigInteger low = new BigInteger(1, bytes).mod(BigInteger.ONE.shiftLeft(bits - 1));
    return low.setBit(bits - 1);
  }

  /** Up to {@code percent} percent of {@code whole}, at least one. */
  static BigInteger share(SplittableRandom random, BigInteger whole, int percent) {
    BigInteger millionths = BigInteger.valueOf(1 + random.nextInt(percent * 10_000));
    return whole.multiply(millionths).divide(BigInteger.valueOf(1_000_000)).max(BigInteger.ONE);
  }

  static <T> T pick(SplittableRandom random, List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  /** An {@code int24} argument. */
  static Bytes32 signed(int value) {
    byte[] word = new byte[Bytes32.SIZE];
    Arrays.fill(word, (byte) (value < 0 ? -1 : 0));
    ByteBuffer.wrap(word).putInt(Bytes32.SIZE - Integer.BYTES, value);
    return Bytes32.of(word);
  }
}
