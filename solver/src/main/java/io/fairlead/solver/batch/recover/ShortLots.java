package io.fairlead.solver.batch.recover;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * Lots of a few significant bits, any of them. The least number that several such are divisors of
 * is about the product of their significant parts, times what the finest lots are larger: among few
 * tokens prices nearly always stay below 2^128, and come closer to those wanted than with divisors
 * of one given number, most of all where lots are of few wei.
 *
 * @param bits significant ones
 */
record ShortLots(int bits) implements LotSteps {
  @Override
  public BigInteger near(double wanted) {
    return rounded(wanted, RoundingMode.HALF_EVEN);
  }

  @Override
  public BigInteger atLeast(double wanted) {
    return rounded(wanted, RoundingMode.CEILING);
  }

  @Override
  public BigInteger atMost(double wanted) {
    return rounded(wanted, RoundingMode.FLOOR);
  }

  @Override
  public double miss(double wanted) {
    double sane = Math.max(1, wanted);
    double kept = Math.scalb(sane, -Math.max(0, Math.getExponent(sane) + 1 - bits));
    return Math.abs(Math.rint(kept) - kept) / kept + Math.max(0, sane / wanted - 1);
  }

  private BigInteger rounded(double wanted, RoundingMode mode) {
    double sane = Math.max(1, Math.min(Double.MAX_VALUE, wanted));
    int shift = Math.max(0, Math.getExponent(sane) + 1 - bits);
    BigInteger kept =
        new BigDecimal(Math.scalb(sane, -shift)).setScale(0, mode).toBigIntegerExact();
    return kept.max(BigInteger.ONE).shiftLeft(shift);
  }
}
