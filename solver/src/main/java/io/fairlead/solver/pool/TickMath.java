package io.fairlead.solver.pool;

import io.fairlead.auction.price.TickPrice;
import java.math.BigInteger;

/** Ticks and square root prices; the prices are {@link TickPrice}'s. */
public final class TickMath {
  /** Lowest tick. */
  public static final int MIN_TICK = TickPrice.MIN_TICK;

  /** Highest tick. */
  public static final int MAX_TICK = TickPrice.MAX_TICK;

  /** Square root price at {@link #MIN_TICK}. */
  public static final BigInteger MIN_SQRT_RATIO = TickPrice.MIN_SQRT;

  /** Square root price at {@link #MAX_TICK}. */
  public static final BigInteger MAX_SQRT_RATIO = TickPrice.MAX_SQRT;

  private TickMath() {}

  /**
   * Square root price times 2^96 at {@code tick}.
   *
   * @throws IllegalArgumentException if the tick is out of range
   */
  public static BigInteger sqrtRatioAt(int tick) {
    return TickPrice.sqrtX96(tick);
  }

  /**
   * The highest tick whose square root price is at most {@code sqrtRatio}.
   *
   * @throws IllegalArgumentException unless {@code MIN_SQRT_RATIO <= sqrtRatio < MAX_SQRT_RATIO}
   */
  public static int tickAt(BigInteger sqrtRatio) {
    if (sqrtRatio.compareTo(MIN_SQRT_RATIO) < 0 || sqrtRatio.compareTo(MAX_SQRT_RATIO) >= 0) {
      throw new IllegalArgumentException("square root price out of range");
    }
    // The logarithm is only where the search begins; exact comparisons decide.
    int tick = Math.clamp(guess(sqrtRatio), MIN_TICK, MAX_TICK - 1);
    while (sqrtRatioAt(tick).compareTo(sqrtRatio) > 0) {
      tick--;
    }
    while (sqrtRatioAt(tick + 1).compareTo(sqrtRatio) <= 0) {
      tick++;
    }
    return tick;
  }

  private static long guess(BigInteger sqrtRatio) {
    int shift = Math.max(0, sqrtRatio.bitLength() - 62);
    double log2 =
        StrictMath.log((double) sqrtRatio.shiftRight(shift).longValueExact()) / StrictMath.log(2)
            + shift;
    return (long) StrictMath.floor(2 * (log2 - 96) * StrictMath.log(2) / StrictMath.log(1.0001));
  }
}
