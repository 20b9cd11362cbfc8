package io.fairlead.auction.certificate;

import java.math.BigInteger;

/** Division that never makes a bound smaller. */
final class Outward {
  private Outward() {}

  /** {@code ceil(dividend / divisor)}; the divisor above zero. */
  static BigInteger divideUp(BigInteger dividend, BigInteger divisor) {
    BigInteger[] parts = dividend.divideAndRemainder(divisor);
    return parts[1].signum() > 0 ? parts[0].add(BigInteger.ONE) : parts[0];
  }
}
