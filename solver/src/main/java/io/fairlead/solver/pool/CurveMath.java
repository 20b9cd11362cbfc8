package io.fairlead.solver.pool;

import java.math.BigInteger;
import java.util.List;

/**
 * The StableSwap invariant as Curve's contracts compute it: the equation of {@link StableMath}, in
 * 256-bit words with every division rounded down ({@code get_D} and {@code get_y} of
 * curve-contract: StableSwap3Pool without, SwapTemplateBase with an {@code A_PRECISION}). Balances
 * are the contract's {@code xp}, with 18 decimals and in its order of coins, which matters for the
 * last digits. Where Newton's method comes to no end, newer contracts revert; so does this.
 *
 * @param amplification what the contracts call A, times {@code precision}
 * @param precision {@code A_PRECISION}, or 1 where there is none
 */
record CurveMath(BigInteger amplification, BigInteger precision) {
  private static final int MAX_ROUNDS = 255;

  /** {@code D} of {@code balances}. */
  BigInteger invariant(List<BigInteger> balances) {
    BigInteger n = BigInteger.valueOf(balances.size());
    BigInteger ampTimesN = FixedPoint.times(amplification, n);
    BigInteger sum = balances.stream().reduce(BigInteger.ZERO, FixedPoint::add);
    BigInteger weighted = FixedPoint.over(FixedPoint.times(ampTimesN, sum), precision);
    BigInteger d = sum;
    for (int round = 0; round < MAX_ROUNDS; round++) {
      BigInteger product = d;
      for (BigInteger balance : balances) {
        product = FixedPoint.over(FixedPoint.times(product, d), FixedPoint.times(balance, n));
      }
      BigInteger over = FixedPoint.times(FixedPoint.add(weighted, FixedPoint.times(product, n)), d);
      BigInteger under =
          FixedPoint.add(
              FixedPoint.over(
                  FixedPoint.times(FixedPoint.subtract(ampTimesN, precision), d), precision),
              FixedPoint.times(n.add(BigInteger.ONE), product));
      BigInteger before = d;
      d = FixedPoint.over(over, under);
      if (converged(before, d)) {
        return d;
      }
    }
    throw new RevertException("the invariant does not converge");
  }

  /**
   * The balance of coin {@code wanted} that goes with {@code d} once that of coin {@code changed}
   * is {@code balance}.
   */
  BigInteger balance(
      List<BigInteger> balances, BigInteger d, int changed, BigInteger balance, int wanted) {
    BigInteger n = BigInteger.valueOf(balances.size());
    BigInteger ampTimesN = FixedPoint.times(amplification, n);
    BigInteger c = d;
    BigInteger others = BigInteger.ZERO;
    for (int coin = 0; coin < balances.size(); coin++) {
      if (coin != wanted) {
        BigInteger x = coin == changed ? balance : balances.get(coin);
        others = FixedPoint.add(others, x);
        c = FixedPoint.over(FixedPoint.times(c, d), FixedPoint.times(x, n));
      }
    }
    c =
        FixedPoint.over(
            FixedPoint.times(FixedPoint.times(c, d), precision), FixedPoint.times(ampTimesN, n));
    BigInteger b =
        FixedPoint.add(others, FixedPoint.over(FixedPoint.times(d, precision), ampTimesN));
    BigInteger y = d;
    for (int round = 0; round < MAX_ROUNDS; round++) {
      BigInteger before = y;
      y =
          FixedPoint.over(
              FixedPoint.add(FixedPoint.times(y, y), c),
              FixedPoint.subtract(FixedPoint.add(FixedPoint.times(y, BigInteger.TWO), b), d));
      if (converged(before, y)) {
        return y;
      }
    }
    throw new RevertException("the balance does not converge");
  }

  private static boolean converged(BigInteger before, BigInteger now) {
    return now.subtract(before).abs().compareTo(BigInteger.ONE) <= 0;
  }
}
