package io.fairlead.solver.pool;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Ticks and square root prices: tick {@code i} is the price {@code 1.0001^i} (Uniswap v3 Core
 * whitepaper, section 6.1), kept as its square root times 2^96. To agree with deployed pools in the
 * last bit, the power is multiplied up the way they do: factors {@code 1.0001^(-2^k/2)} in 128
 * fractional bits for each bit {@code k} of the tick, cut after every multiplication, inverted for
 * positive ticks, and rounded up to 96 fractional bits at the end.
 */
public final class TickMath {
  /** Lowest tick. */
  public static final int MIN_TICK = -887_272;

  /** Highest tick. */
  public static final int MAX_TICK = 887_272;

  private static final int FRACTION_BITS = 128;
  private static final int FACTORS = 20;
  private static final BigInteger ONE = BigInteger.ONE.shiftLeft(FRACTION_BITS);
  private static final BigInteger MAX_WORD = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
  private static final BigInteger[] FACTORS_OF_BITS = halvings();

  /** Square root price at {@link #MIN_TICK}. */
  public static final BigInteger MIN_SQRT_RATIO = sqrtRatioAt(MIN_TICK);

  /** Square root price at {@link #MAX_TICK}. */
  public static final BigInteger MAX_SQRT_RATIO = sqrtRatioAt(MAX_TICK);

  private TickMath() {}

  /**
   * Square root price times 2^96 at {@code tick}.
   *
   * @throws IllegalArgumentException if the tick is out of range
   */
  public static BigInteger sqrtRatioAt(int tick) {
    int magnitude = Math.abs(tick);
    if (magnitude > MAX_TICK) {
      throw new IllegalArgumentException("tick out of range: " + tick);
    }
    BigInteger ratio = ONE;
    for (int k = 0; k < FACTORS; k++) {
      if ((magnitude >> k & 1) != 0) {
        ratio = ratio.multiply(FACTORS_OF_BITS[k]).shiftRight(FRACTION_BITS);
      }
    }
    if (tick > 0) {
      ratio = MAX_WORD.divide(ratio);
    }
    return Integers.divideUp(ratio, BigInteger.ONE.shiftLeft(32));
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

  private static BigInteger[] halvings() {
    MathContext precision = new MathContext(120, RoundingMode.HALF_EVEN);
    BigDecimal factor = BigDecimal.ONE.divide(new BigDecimal("1.0001"), precision).sqrt(precision);
    BigDecimal one = new BigDecimal(ONE);
    BigInteger[] factors = new BigInteger[FACTORS];
    for (int k = 0; k < FACTORS; k++) {
      factors[k] = factor.multiply(one).setScale(0, RoundingMode.HALF_EVEN).toBigIntegerExact();
      factor = factor.multiply(factor, precision);
    }
    return factors;
  }
}
