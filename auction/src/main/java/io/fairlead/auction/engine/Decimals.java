package io.fairlead.auction.engine;

import io.fairlead.auction.json.JsonView;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;

/** Decimal texts of the API, read into whole numbers of a unit {@code 10^-digits}. */
final class Decimals {
  /** Decimals of the fixed-point numbers that Balancer's contracts compute with. */
  static final int FIXED_POINT_DIGITS = 18;

  private static final int MAX_TEXT = 100;

  /** With an exponent, because engines in Rust write very small numbers so. */
  private static final Pattern UNSIGNED =
      Pattern.compile("[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]{1,2})?");

  private Decimals() {}

  /** The shortest plain text of {@code units * 10^-digits}. */
  static String text(BigInteger units, int digits) {
    BigDecimal value = new BigDecimal(units, digits);
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  static String fraction(int units, int digits) {
    return text(BigInteger.valueOf(units), digits);
  }

  /** A whole number of units below {@code 2^bits}. */
  static BigInteger read(JsonView view, int digits, int bits) {
    BigInteger units =
        view.parsed(
            MAX_TEXT,
            text -> units(text, digits),
            "must be a decimal text in steps of 1e-" + digits);
    if (units.bitLength() > bits) {
      throw view.problem("is too large");
    }
    return units;
  }

  /** A fraction of one. */
  static BigInteger belowOne(JsonView view, int digits) {
    BigInteger units = read(view, digits, Integer.MAX_VALUE);
    if (units.compareTo(BigInteger.TEN.pow(digits)) >= 0) {
      throw view.problem("must be below 1");
    }
    return units;
  }

  /** A fraction of one in few digits. */
  static int fraction(JsonView view, int digits) {
    return belowOne(view, digits).intValueExact();
  }

  private static BigInteger units(String text, int digits) {
    if (!UNSIGNED.matcher(text).matches()) {
      throw new IllegalArgumentException("no decimal");
    }
    try {
      return new BigDecimal(text).movePointRight(digits).toBigIntegerExact();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
