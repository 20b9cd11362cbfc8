package io.fairlead.solver.pool;

import java.math.BigInteger;
import java.util.function.UnaryOperator;

/**
 * What Balancer V2's pools do around their curve: the fee is taken of what comes in, amounts are
 * given 18 decimals by a factor, and both roundings are for the pool. The Vault keeps balances in
 * 112 bits.
 *
 * @param fee share of the input, times 10^18
 */
record BalancerSwap(BigInteger fee) {
  private static final int BALANCE_BITS = 112;

  /**
   * @throws IllegalArgumentException if the fee is not in [0, 1)
   */
  BalancerSwap {
    if (fee.signum() < 0 || fee.compareTo(FixedPoint.ONE) >= 0) {
      throw new IllegalArgumentException("fee out of range");
    }
  }

  /** What a curve that takes and gives numbers with 18 decimals makes of an exact input. */
  BigInteger out(
      BigInteger amountIn,
      BigInteger factorIn,
      BigInteger factorOut,
      UnaryOperator<BigInteger> curve) {
    BigInteger taxed = FixedPoint.subtract(amountIn, FixedPoint.mulUp(amountIn, fee));
    BigInteger out = curve.apply(FixedPoint.mulDown(taxed, factorIn));
    return FixedPoint.divDown(out, factorOut);
  }

  /** What a curve that takes and gives numbers with 18 decimals asks for an exact output. */
  BigInteger in(
      BigInteger amountOut,
      BigInteger factorIn,
      BigInteger factorOut,
      UnaryOperator<BigInteger> curve) {
    BigInteger in = curve.apply(FixedPoint.mulDown(amountOut, factorOut));
    return FixedPoint.divUp(FixedPoint.divUp(in, factorIn), FixedPoint.complement(fee));
  }

  /** The balance with {@code amount} more. */
  static BigInteger credited(BigInteger balance, BigInteger amount) {
    BigInteger after = balance.add(amount);
    if (!Integers.fits(after, BALANCE_BITS)) {
      throw new RevertException("the Vault keeps no such balance");
    }
    return after;
  }

  /** The balance with {@code amount} less. */
  static BigInteger debited(BigInteger balance, BigInteger amount) {
    return FixedPoint.subtract(balance, amount);
  }

  static void requireBalance(BigInteger balance) {
    if (!Integers.fits(balance, BALANCE_BITS)) {
      throw new IllegalArgumentException("a balance does not fit uint112");
    }
  }
}
