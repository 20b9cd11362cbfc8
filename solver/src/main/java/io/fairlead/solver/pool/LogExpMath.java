package io.fairlead.solver.pool;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Powers of numbers with 18 decimals, {@code x^y = exp(y * ln x)}, in the very steps of Balancer
 * V2's contracts, so that the last digit is theirs: powers of two are split off the exponent with
 * tabulated exponentials, the rest is a Taylor series; the logarithm does the same backwards and
 * ends in the series of the inverse hyperbolic tangent, with 36 decimals where the argument is near
 * one. Every product and quotient is cut towards zero. Number of terms, decimals and bounds are
 * facts of the deployed bytecode, against which devnet compares this class.
 */
final class LogExpMath {
  private static final BigInteger ONE_18 = BigInteger.TEN.pow(18);
  private static final BigInteger ONE_20 = BigInteger.TEN.pow(20);
  private static final BigInteger ONE_36 = BigInteger.TEN.pow(36);
  private static final BigInteger HUNDRED = BigInteger.valueOf(100);

  private static final BigInteger MAX_EXPONENT = ONE_18.multiply(BigInteger.valueOf(130));
  private static final BigInteger MIN_EXPONENT = ONE_18.multiply(BigInteger.valueOf(-41));

  /** Powers of numbers strictly between 0.9 and 1.1 use the logarithm with 36 decimals. */
  private static final BigInteger NEAR_ONE = BigInteger.TEN.pow(17);

  private static final BigInteger MAX_POWER = BigInteger.ONE.shiftLeft(254).divide(ONE_20);

  /** The contracts keep the exponentials to this many digits, whatever their size. */
  private static final int TABLE_DIGITS = 21;

  private static final int LARGEST_POWER = 7;
  private static final int SMALLEST_POWER = -4;

  /** The exponential uses the table down to 2^-2 only. */
  private static final int SMALLEST_POWER_OF_EXP = -2;

  private static final int EXP_TERMS = 12;
  private static final int LN_TERMS = 6;
  private static final int LN_36_TERMS = 8;

  /** e^(2^k) for k from 7 down: whole numbers for 7 and 6, with 20 decimals for the others. */
  private static final BigInteger[] EXPONENTIALS = exponentials();

  private LogExpMath() {}

  /** {@code x^y}, rounded as the contracts round: near the true value, on either side. */
  static BigInteger pow(BigInteger x, BigInteger y) {
    if (y.signum() == 0) {
      return ONE_18;
    }
    if (x.signum() == 0) {
      return BigInteger.ZERO;
    }
    if (x.bitLength() > 255 || y.compareTo(MAX_POWER) >= 0) {
      throw new RevertException("power out of bounds");
    }
    BigInteger product;
    if (x.subtract(ONE_18).abs().compareTo(NEAR_ONE) < 0) {
      BigInteger[] parts = ln36(x).divideAndRemainder(ONE_18);
      product = parts[0].multiply(y).add(parts[1].multiply(y).divide(ONE_18));
    } else {
      product = ln(x).multiply(y);
    }
    return exp(product.divide(ONE_18));
  }

  /** Natural exponential; reverts outside of [-41, 130]. */
  static BigInteger exp(BigInteger x) {
    if (x.compareTo(MIN_EXPONENT) < 0 || x.compareTo(MAX_EXPONENT) > 0) {
      throw new RevertException("exponent out of bounds");
    }
    if (x.signum() < 0) {
      return ONE_36.divide(exp(x.negate()));
    }
    BigInteger rest = x;
    BigInteger whole = BigInteger.ONE;
    // e^128 and e^64 are never both taken: the exponent ends before.
    for (int power = LARGEST_POWER; power > LARGEST_POWER - 2; power--) {
      if (rest.compareTo(powerOfTwo(power, ONE_18)) >= 0) {
        rest = rest.subtract(powerOfTwo(power, ONE_18));
        whole = exponential(power);
        break;
      }
    }
    rest = rest.multiply(HUNDRED);
    BigInteger product = ONE_20;
    for (int power = LARGEST_POWER - 2; power >= SMALLEST_POWER_OF_EXP; power--) {
      if (rest.compareTo(powerOfTwo(power, ONE_20)) >= 0) {
        rest = rest.subtract(powerOfTwo(power, ONE_20));
        product = product.multiply(exponential(power)).divide(ONE_20);
      }
    }
    BigInteger term = rest;
    BigInteger sum = ONE_20.add(term);
    for (int n = 2; n <= EXP_TERMS; n++) {
      term = term.multiply(rest).divide(ONE_20).divide(BigInteger.valueOf(n));
      sum = sum.add(term);
    }
    return product.multiply(sum).divide(ONE_20).multiply(whole).divide(HUNDRED);
  }

  /** Natural logarithm with 18 decimals, of a number above zero. */
  private static BigInteger ln(BigInteger x) {
    if (x.compareTo(ONE_18) < 0) {
      return ln(ONE_36.divide(x)).negate();
    }
    BigInteger rest = x;
    BigInteger sum = BigInteger.ZERO;
    for (int power = LARGEST_POWER; power > LARGEST_POWER - 2; power--) {
      if (rest.compareTo(exponential(power).multiply(ONE_18)) >= 0) {
        rest = rest.divide(exponential(power));
        sum = sum.add(powerOfTwo(power, ONE_20));
      }
    }
    rest = rest.multiply(HUNDRED);
    for (int power = LARGEST_POWER - 2; power >= SMALLEST_POWER; power--) {
      if (rest.compareTo(exponential(power)) >= 0) {
        rest = rest.multiply(ONE_20).divide(exponential(power));
        sum = sum.add(powerOfTwo(power, ONE_20));
      }
    }
    return sum.add(nearOne(rest, ONE_20, LN_TERMS)).divide(HUNDRED);
  }

  /** Natural logarithm with 36 decimals, of a number near one. */
  private static BigInteger ln36(BigInteger x) {
    return nearOne(x.multiply(ONE_18), ONE_36, LN_36_TERMS);
  }

  /** {@code ln x = 2 * (z + z^3/3 + z^5/5 + …)} with {@code z = (x - 1) / (x + 1)}. */
  private static BigInteger nearOne(BigInteger x, BigInteger one, int terms) {
    BigInteger z = x.subtract(one).multiply(one).divide(x.add(one));
    BigInteger square = z.multiply(z).divide(one);
    BigInteger power = z;
    BigInteger sum = z;
    for (int n = 1; n < terms; n++) {
      power = power.multiply(square).divide(one);
      sum = sum.add(power.divide(BigInteger.valueOf(2L * n + 1)));
    }
    return sum.shiftLeft(1);
  }

  private static BigInteger exponential(int power) {
    return EXPONENTIALS[LARGEST_POWER - power];
  }

  private static BigInteger powerOfTwo(int power, BigInteger one) {
    return power >= 0 ? one.shiftLeft(power) : one.shiftRight(-power);
  }

  private static BigInteger[] exponentials() {
    MathContext precision = new MathContext(100, RoundingMode.HALF_EVEN);
    BigDecimal e = BigDecimal.ONE;
    BigDecimal term = BigDecimal.ONE;
    for (int n = 1; n <= 80; n++) {
      term = term.divide(BigDecimal.valueOf(n), precision);
      e = e.add(term, precision);
    }
    BigDecimal smallest = e;
    for (int power = 0; power > SMALLEST_POWER; power--) {
      smallest = smallest.sqrt(precision);
    }
    BigInteger[] table = new BigInteger[LARGEST_POWER - SMALLEST_POWER + 1];
    MathContext kept = new MathContext(TABLE_DIGITS, RoundingMode.HALF_UP);
    for (int power = SMALLEST_POWER; power <= LARGEST_POWER; power++) {
      int decimals = power > LARGEST_POWER - 2 ? 0 : 20;
      table[LARGEST_POWER - power] =
          smallest.round(kept).movePointRight(decimals).toBigIntegerExact();
      smallest = smallest.multiply(smallest, precision);
    }
    return table;
  }
}
