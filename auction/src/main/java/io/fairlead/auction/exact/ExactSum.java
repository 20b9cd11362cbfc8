package io.fairlead.auction.exact;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An exact sum of many fractions that is only compared and rounded. A stranger chooses the
 * denominators, so a common one can have very many digits: binary digits behind the point decide
 * wherever they can, and what they leave open is decided by fractions that are never reduced,
 * because the greatest common divisor would cost more than everything else. For one thread.
 */
public final class ExactSum implements Comparable<ExactSum> {
  private static final int DIGITS = 320;

  /** Nothing. */
  public static final ExactSum ZERO = new ExactSum(new TreeMap<>());

  private final SortedMap<BigInteger, BigInteger> byDenominator;
  private final BigInteger low;
  private final BigInteger high;
  private @Nullable Fraction exact;
  private @Nullable BigInteger floor;

  private record Fraction(BigInteger numerator, BigInteger denominator) {
    Fraction plus(Fraction other) {
      return new Fraction(
          numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
          denominator.multiply(other.denominator));
    }

    BigInteger floor() {
      return ExactSum.floor(numerator, denominator);
    }
  }

  private ExactSum(SortedMap<BigInteger, BigInteger> byDenominator) {
    this.byDenominator = byDenominator;
    BigInteger least = BigInteger.ZERO;
    int inexact = 0;
    for (Map.Entry<BigInteger, BigInteger> term : byDenominator.entrySet()) {
      BigInteger shifted = term.getValue().shiftLeft(DIGITS);
      BigInteger digits = floor(shifted, term.getKey());
      least = least.add(digits);
      inexact += digits.multiply(term.getKey()).equals(shifted) ? 0 : 1;
    }
    this.low = least;
    this.high = least.add(BigInteger.valueOf(inexact));
  }

  /** The sum of all. */
  public static ExactSum of(Collection<Rational> values) {
    SortedMap<BigInteger, BigInteger> terms = new TreeMap<>();
    for (Rational value : values) {
      terms.merge(value.denominator(), value.numerator(), BigInteger::add);
    }
    return new ExactSum(terms);
  }

  /** The sum of all sums. */
  public static ExactSum total(Collection<ExactSum> sums) {
    SortedMap<BigInteger, BigInteger> terms = new TreeMap<>();
    for (ExactSum sum : sums) {
      sum.byDenominator.forEach(
          (denominator, numerator) -> terms.merge(denominator, numerator, BigInteger::add));
    }
    return new ExactSum(terms);
  }

  /** -1, 0 or 1. */
  public int signum() {
    return compareTo(ZERO);
  }

  /** The largest whole number that is not above this. */
  public BigInteger floor() {
    BigInteger known = floor;
    if (known == null) {
      known = low.shiftRight(DIGITS);
      if (!known.equals(high.shiftRight(DIGITS))) {
        known = exact().floor();
      }
      floor = known;
    }
    return known;
  }

  @Override
  public int compareTo(ExactSum other) {
    if (high.compareTo(other.low) < 0) {
      return -1;
    }
    if (low.compareTo(other.high) > 0) {
      return 1;
    }
    if (byDenominator.equals(other.byDenominator)) {
      return 0;
    }
    Fraction one = exact();
    Fraction two = other.exact();
    return one.numerator
        .multiply(two.denominator)
        .compareTo(two.numerator.multiply(one.denominator));
  }

  private Fraction exact() {
    Fraction known = exact;
    if (known == null) {
      List<Fraction> terms = new ArrayList<>();
      byDenominator.forEach(
          (denominator, numerator) -> terms.add(new Fraction(numerator, denominator)));
      known = sum(terms);
      exact = known;
    }
    return known;
  }

  /** Halves are added first, so that long numbers meet rarely. */
  private static Fraction sum(List<Fraction> terms) {
    return switch (terms.size()) {
      case 0 -> new Fraction(BigInteger.ZERO, BigInteger.ONE);
      case 1 -> terms.getFirst();
      default -> {
        int half = terms.size() / 2;
        yield sum(terms.subList(0, half)).plus(sum(terms.subList(half, terms.size())));
      }
    };
  }

  private static BigInteger floor(BigInteger numerator, BigInteger denominator) {
    BigInteger[] parts = numerator.divideAndRemainder(denominator);
    return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ExactSum that && compareTo(that) == 0;
  }

  @Override
  public int hashCode() {
    return floor().hashCode();
  }

  /** The terms of the sum. */
  @Override
  public String toString() {
    return byDenominator.toString();
  }
}
