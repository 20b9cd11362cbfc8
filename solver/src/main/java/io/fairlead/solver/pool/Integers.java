package io.fairlead.solver.pool;

import java.math.BigInteger;

/** Division with the rounding the contracts use, and their word size. */
public final class Integers {
  /** 2^96, the unit of square root prices. */
  static final BigInteger Q96 = BigInteger.ONE.shiftLeft(96);

  private Integers() {}

  /** {@code dividend / divisor}, rounded up; both at least zero, the divisor above it. */
  public static BigInteger divideUp(BigInteger dividend, BigInteger divisor) {
    BigInteger[] result = dividend.divideAndRemainder(divisor);
    return result[1].signum() == 0 ? result[0] : result[0].add(BigInteger.ONE);
  }

  /** {@code a * b / divisor}, rounded down. */
  public static BigInteger mulDiv(BigInteger a, BigInteger b, BigInteger divisor) {
    return a.multiply(b).divide(divisor);
  }

  /** {@code a * b / divisor}, rounded up. */
  public static BigInteger mulDivUp(BigInteger a, BigInteger b, BigInteger divisor) {
    return divideUp(a.multiply(b), divisor);
  }

  /** Whether {@code value} fits an unsigned word of {@code bits} bits. */
  static boolean fits(BigInteger value, int bits) {
    return value.signum() >= 0 && value.bitLength() <= bits;
  }
}
