package io.fairlead.solver.pool;

import io.fairlead.auction.engine.Liquidity.WeightedVersion;
import java.math.BigInteger;

/**
 * Amounts of a pool that keeps {@code prod balance_i^weight_i} constant (Balancer whitepaper,
 * section "Out-Given-In" and "In-Given-Out"), rounded for the pool as its contracts round. All
 * numbers have 18 decimals.
 */
final class WeightedMath {
  private static final BigInteger TWO = FixedPoint.ONE.shiftLeft(1);
  private static final BigInteger FOUR = FixedPoint.ONE.shiftLeft(2);

  /** A swap moves at most this share of a balance, on the side whose amount is given. */
  private static final BigInteger MAX_RATIO =
      BigInteger.valueOf(3).multiply(BigInteger.TEN.pow(17));

  /** What the contracts take a power's relative error to be at most. */
  private static final BigInteger POW_ERROR = BigInteger.valueOf(10_000);

  private WeightedMath() {}

  /** {@code out = balanceOut * (1 - (balanceIn / (balanceIn + in))^(weightIn / weightOut))}. */
  static BigInteger outGivenIn(
      BigInteger balanceIn,
      BigInteger weightIn,
      BigInteger balanceOut,
      BigInteger weightOut,
      BigInteger amountIn,
      WeightedVersion version) {
    if (amountIn.compareTo(FixedPoint.mulDown(balanceIn, MAX_RATIO)) > 0) {
      throw new RevertException("more than the share of a balance that may come in");
    }
    BigInteger base = FixedPoint.divUp(balanceIn, FixedPoint.add(balanceIn, amountIn));
    BigInteger exponent = FixedPoint.divDown(weightIn, weightOut);
    return FixedPoint.mulDown(balanceOut, FixedPoint.complement(powUp(base, exponent, version)));
  }

  /** {@code in = balanceIn * ((balanceOut / (balanceOut - out))^(weightOut / weightIn) - 1)}. */
  static BigInteger inGivenOut(
      BigInteger balanceIn,
      BigInteger weightIn,
      BigInteger balanceOut,
      BigInteger weightOut,
      BigInteger amountOut,
      WeightedVersion version) {
    if (amountOut.compareTo(FixedPoint.mulDown(balanceOut, MAX_RATIO)) > 0) {
      throw new RevertException("more than the share of a balance that may go out");
    }
    BigInteger base = FixedPoint.divUp(balanceOut, FixedPoint.subtract(balanceOut, amountOut));
    BigInteger exponent = FixedPoint.divUp(weightOut, weightIn);
    BigInteger ratio = FixedPoint.subtract(powUp(base, exponent, version), FixedPoint.ONE);
    return FixedPoint.mulUp(balanceIn, ratio);
  }

  /** {@code x^y}, not below the true value. */
  private static BigInteger powUp(BigInteger x, BigInteger y, WeightedVersion version) {
    if (version == WeightedVersion.V3_PLUS) {
      if (y.equals(FixedPoint.ONE)) {
        return x;
      }
      if (y.equals(TWO)) {
        return FixedPoint.mulUp(x, x);
      }
      if (y.equals(FOUR)) {
        BigInteger square = FixedPoint.mulUp(x, x);
        return FixedPoint.mulUp(square, square);
      }
    }
    BigInteger raw = LogExpMath.pow(x, y);
    BigInteger error = FixedPoint.add(FixedPoint.mulUp(raw, POW_ERROR), BigInteger.ONE);
    return FixedPoint.add(raw, error);
  }
}
