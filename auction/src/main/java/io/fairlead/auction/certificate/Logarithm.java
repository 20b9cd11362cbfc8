package io.fairlead.auction.certificate;

import java.math.BigInteger;

/**
 * Natural logarithm and exponential in fixed point of {@value #BITS} fractional bits, never above
 * the true value: series with positive terms only, every term cut (Abramowitz and Stegun, 4.1.27
 * and 4.2.1).
 */
final class Logarithm {
  /** Fractional bits. */
  static final int BITS = 160;

  private static final BigInteger ONE = BigInteger.ONE.shiftLeft(BITS);
  private static final BigInteger LN2_LOW =
      atanhBelow(ONE.divide(BigInteger.valueOf(3))).shiftLeft(1);

  /** About fifty terms of the series were cut, none by more than a few units. */
  private static final BigInteger LN2_HIGH = LN2_LOW.add(BigInteger.valueOf(1_024));

  private Logarithm() {}

  /** {@code ln x} of a whole number above zero. */
  static BigInteger below(BigInteger x) {
    int exponent = x.bitLength() - 1;
    BigInteger mantissa = x.shiftLeft(BITS).shiftRight(exponent);
    BigInteger z = mantissa.subtract(ONE).shiftLeft(BITS).divide(mantissa.add(ONE));
    return atanhBelow(z).shiftLeft(1).add(LN2_LOW.multiply(BigInteger.valueOf(exponent)));
  }

  /** {@code e^y}, a whole number, of {@code y} not below zero. */
  static BigInteger exponentialBelow(BigInteger y) {
    BigInteger[] parts = y.divideAndRemainder(LN2_HIGH);
    BigInteger sum = BigInteger.ZERO;
    BigInteger term = ONE;
    for (int i = 1; term.signum() > 0; i++) {
      sum = sum.add(term);
      term = term.multiply(parts[1]).shiftRight(BITS).divide(BigInteger.valueOf(i));
    }
    return sum.shiftLeft(parts[0].intValueExact()).shiftRight(BITS);
  }

  /** {@code z + z^3 / 3 + z^5 / 5 + …} for {@code 0 <= z <= 1/3}. */
  private static BigInteger atanhBelow(BigInteger z) {
    BigInteger square = z.multiply(z).shiftRight(BITS);
    BigInteger sum = BigInteger.ZERO;
    BigInteger power = z;
    for (int i = 1; power.signum() > 0; i += 2) {
      sum = sum.add(power.divide(BigInteger.valueOf(i)));
      power = power.multiply(square).shiftRight(BITS);
    }
    return sum;
  }
}
