package io.fairlead.auction.certificate;

import java.math.BigInteger;

/**
 * What can be taken out of a constant product. With {@code a}, {@code b} the values of its reserves
 * and {@code g} one less the fee, giving the first token is worth {@code (sqrt b - sqrt(a / g))^2}
 * if {@code g * b > a}: the product of fee-free values stays {@code a * b}, and {@code b - y + (a -
 * x) / g} is largest where {@code x = sqrt(g * a * b)} (Angeris et al., "An analysis of Uniswap
 * markets", 2019). In one direction at most it is above zero.
 */
final class PairBound {
  private PairBound() {}

  /**
   * An upper bound, less than 2 above the supremum.
   *
   * @param value0 reserve of token 0 at its price, at least zero
   * @param value1 reserve of token 1 at its price, at least zero
   * @param kept what the fee leaves of {@code whole}, above zero
   */
  static BigInteger of(BigInteger value0, BigInteger value1, BigInteger kept, BigInteger whole) {
    return giving(value0, value1, kept, whole).max(giving(value1, value0, kept, whole));
  }

  /** Giving the token of which the pool holds {@code in}. */
  private static BigInteger giving(
      BigInteger in, BigInteger out, BigInteger kept, BigInteger whole) {
    BigInteger given = whole.multiply(in);
    BigInteger taken = kept.multiply(out);
    if (taken.compareTo(given) <= 0) {
      return BigInteger.ZERO;
    }
    // kept * (b + a / g - 2 sqrt(a b / g)); the root is rounded down, so the result up.
    BigInteger root = given.multiply(taken).shiftLeft(2).sqrt();
    return Outward.divideUp(taken.add(given).subtract(root), kept);
  }
}
