package io.fairlead.solver.clearing;

import java.math.BigInteger;

/**
 * An exact fraction of whole numbers, both above zero; not reduced, so equality is of the parts.
 */
record Ratio(BigInteger over, BigInteger under) {
  static Ratio of(BigInteger over, BigInteger under) {
    if (over.signum() <= 0 || under.signum() <= 0) {
      throw new IllegalArgumentException("a ratio of prices is above zero");
    }
    BigInteger common = over.gcd(under);
    return new Ratio(over.divide(common), under.divide(common));
  }

  /** By value. */
  int against(Ratio other) {
    return over.multiply(other.under).compareTo(other.over.multiply(under));
  }

  Ratio inverse() {
    return new Ratio(under, over);
  }

  /** A ratio not above this one whose parts have at most {@code bits} bits, as near as may be. */
  Ratio roundedDown(int bits) {
    int excess = Math.max(over.bitLength(), under.bitLength()) - bits;
    if (excess <= 0) {
      return this;
    }
    BigInteger less = over.shiftRight(excess);
    BigInteger more = under.add(BigInteger.ONE.shiftLeft(excess)).shiftRight(excess);
    return new Ratio(less.max(BigInteger.ONE), more);
  }
}
