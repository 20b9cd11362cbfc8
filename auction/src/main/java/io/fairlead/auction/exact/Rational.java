package io.fairlead.auction.exact;

import java.math.BigInteger;
import java.util.List;

/**
 * An exact fraction in lowest terms, so that equal numbers are equal records.
 *
 * @param numerator carries the sign
 * @param denominator above zero
 */
public record Rational(BigInteger numerator, BigInteger denominator)
    implements Comparable<Rational> {
  /** Nothing. */
  public static final Rational ZERO = new Rational(BigInteger.ZERO, BigInteger.ONE);

  /** One. */
  public static final Rational ONE = new Rational(BigInteger.ONE, BigInteger.ONE);

  /**
   * Normalises.
   *
   * @throws ArithmeticException if the denominator is zero
   */
  public Rational {
    if (denominator.signum() == 0) {
      throw new ArithmeticException("denominator is zero");
    }
    BigInteger divisor = numerator.gcd(denominator);
    if (denominator.signum() < 0) {
      divisor = divisor.negate();
    }
    if (!divisor.equals(BigInteger.ONE)) {
      numerator = numerator.divide(divisor);
      denominator = denominator.divide(divisor);
    }
  }

  /** A whole number. */
  public static Rational of(BigInteger value) {
    return new Rational(value, BigInteger.ONE);
  }

  /**
   * Reads what {@link #toString} wrote.
   *
   * @throws IllegalArgumentException if the text has another form or is not in lowest terms
   */
  public static Rational parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("expected numerator/denominator");
    }
    BigInteger numerator = new BigInteger(text.substring(0, slash));
    BigInteger denominator = new BigInteger(text.substring(slash + 1));
    if (denominator.signum() <= 0) {
      throw new IllegalArgumentException("denominator must be above zero");
    }
    Rational value = new Rational(numerator, denominator);
    if (!value.toString().equals(text)) {
      throw new IllegalArgumentException("not in lowest terms");
    }
    return value;
  }

  /** The sum. */
  public Rational plus(Rational other) {
    return new Rational(
        numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
        denominator.multiply(other.denominator));
  }

  /** The difference. */
  public Rational minus(Rational other) {
    return new Rational(
        numerator.multiply(other.denominator).subtract(other.numerator.multiply(denominator)),
        denominator.multiply(other.denominator));
  }

  /**
   * The sum of all. Halves are summed first: the longest numbers are then met once, not at every
   * step.
   */
  public static Rational sum(List<Rational> values) {
    return switch (values.size()) {
      case 0 -> ZERO;
      case 1 -> values.getFirst();
      default -> {
        int half = values.size() / 2;
        yield sum(values.subList(0, half)).plus(sum(values.subList(half, values.size())));
      }
    };
  }

  /** The product. */
  public Rational times(Rational other) {
    return new Rational(
        numerator.multiply(other.numerator), denominator.multiply(other.denominator));
  }

  /** The product. */
  public Rational times(BigInteger factor) {
    return new Rational(numerator.multiply(factor), denominator);
  }

  /**
   * One divided by this.
   *
   * @throws ArithmeticException if this is zero
   */
  public Rational inverse() {
    return new Rational(/* numerator= */ denominator, /* denominator= */ numerator);
  }

  /** -1, 0 or 1. */
  public int signum() {
    return numerator.signum();
  }

  /** The largest whole number that is not above this. */
  public BigInteger floor() {
    BigInteger[] parts = numerator.divideAndRemainder(denominator);
    return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }

  @Override
  public int compareTo(Rational other) {
    return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
  }

  /** {@code numerator/denominator} in decimal, lowest terms. */
  @Override
  public String toString() {
    return numerator + "/" + denominator;
  }
}
