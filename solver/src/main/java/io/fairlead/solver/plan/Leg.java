package io.fairlead.solver.plan;

import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;

/**
 * One swap of a plan.
 *
 * @param poolId at which pool
 * @param tokenIn what goes in
 * @param tokenOut what comes out
 * @param share how much of what is then held of {@code tokenIn} goes in, in units of 2^-62; {@link
 *     #ALL} for the last swap that takes this token
 */
record Leg(String poolId, Address tokenIn, Address tokenOut, long share) {
  private static final int BITS = 62;

  /** Everything there is. */
  static final long ALL = 1L << BITS;

  /** Of {@code amount} in {@code held}, rounded up so that it comes to at least as much. */
  static long share(BigInteger amount, BigInteger held) {
    if (held.signum() == 0 || amount.compareTo(held) >= 0) {
      return ALL;
    }
    return amount
        .shiftLeft(BITS)
        .add(held)
        .subtract(BigInteger.ONE)
        .divide(held)
        .min(BigInteger.valueOf(ALL))
        .longValueExact();
  }

  static long share(double part) {
    return (long) (Math.min(1, Math.max(0, part)) * ALL);
  }

  /** Rounded down: what is cut off stays for a later leg. */
  BigInteger amountOf(BigInteger held) {
    return part(share, held);
  }

  /** {@code share} of {@code held}, rounded down. */
  static BigInteger part(long share, BigInteger held) {
    return share == ALL ? held : held.multiply(BigInteger.valueOf(share)).shiftRight(BITS);
  }
}
