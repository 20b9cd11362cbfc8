package io.fairlead.auction.price;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Square root prices at ticks: tick {@code i} is the price {@code 1.0001^i} (Uniswap v3 Core
 * whitepaper, section 6.1), kept as its square root times 2^96. To agree with deployed pools in the
 * last bit, the power is multiplied up the way they do: factors {@code 1.0001^(-2^k/2)} in 128
 * fractional bits for each bit {@code k} of the tick, cut after every multiplication, inverted for
 * positive ticks, and rounded up to 96 fractional bits at the end.
 */
public final class TickPrice {
  /** Lowest tick. */
  public static final int MIN_TICK = -887_272;

  /** Highest tick. */
  public static final int MAX_TICK = 887_272;

  private static final int FRACTION_BITS = 128;
  private static final int FACTORS = 20;
  private static final int CUT_BITS = 32;
  private static final BigInteger ONE = BigInteger.ONE.shiftLeft(FRACTION_BITS);
  private static final BigInteger CUT = BigInteger.ONE.shiftLeft(CUT_BITS).subtract(BigInteger.ONE);
  private static final BigInteger MAX_WORD = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
  private static final BigInteger[] FACTORS_OF_BITS = halvings();

  /** Square root price at {@link #MIN_TICK}. */
  public static final BigInteger MIN_SQRT = sqrtX96(MIN_TICK);

  /** Square root price at {@link #MAX_TICK}. */
  public static final BigInteger MAX_SQRT = sqrtX96(MAX_TICK);

  private TickPrice() {}

  /**
   * Square root price times 2^96 at {@code tick}.
   *
   * @throws IllegalArgumentException if the tick is out of range
   */
  public static BigInteger sqrtX96(int tick) {
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
    return ratio.add(CUT).shiftRight(CUT_BITS);
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
