package io.fairlead.solver.pool;

import java.math.BigInteger;

/**
 * Numbers with 18 decimals in 256-bit words, as Balancer V2's contracts compute with them. What
 * leaves a word, or goes below zero, reverts there.
 */
final class FixedPoint {
  /** 1. */
  static final BigInteger ONE = BigInteger.TEN.pow(18);

  private static final int WORD = 256;

  private FixedPoint() {}

  /** {@code a + b}. */
  static BigInteger add(BigInteger a, BigInteger b) {
    return word(a.add(b));
  }

  /** {@code a - b}, not below zero. */
  static BigInteger subtract(BigInteger a, BigInteger b) {
    return word(a.subtract(b));
  }

  /** The product of whole numbers. */
  static BigInteger times(BigInteger a, BigInteger b) {
    return word(a.multiply(b));
  }

  /** The quotient of whole numbers, rounded down. */
  static BigInteger over(BigInteger a, BigInteger b) {
    return a.divide(divisor(b));
  }

  /** The quotient of whole numbers, rounded up. */
  static BigInteger overUp(BigInteger a, BigInteger b) {
    return Integers.divideUp(a, divisor(b));
  }

  /** {@code a * b}, rounded down. */
  static BigInteger mulDown(BigInteger a, BigInteger b) {
    return times(a, b).divide(ONE);
  }

  /** {@code a * b}, rounded up. */
  static BigInteger mulUp(BigInteger a, BigInteger b) {
    return Integers.divideUp(times(a, b), ONE);
  }

  /** {@code a / b}, rounded down. */
  static BigInteger divDown(BigInteger a, BigInteger b) {
    return over(times(a, ONE), b);
  }

  /** {@code a / b}, rounded up. */
  static BigInteger divUp(BigInteger a, BigInteger b) {
    return overUp(times(a, ONE), b);
  }

  /** {@code 1 - a}, or zero if that is below it. */
  static BigInteger complement(BigInteger a) {
    return ONE.subtract(a).max(BigInteger.ZERO);
  }

  private static BigInteger divisor(BigInteger value) {
    if (value.signum() == 0) {
      throw new RevertException("division by zero");
    }
    return value;
  }

  private static BigInteger word(BigInteger value) {
    if (!Integers.fits(value, WORD)) {
      throw new RevertException("a number leaves its word");
    }
    return value;
  }
}
