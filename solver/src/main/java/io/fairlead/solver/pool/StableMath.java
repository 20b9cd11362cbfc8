package io.fairlead.solver.pool;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Amounts of a pool that keeps {@code D} of the StableSwap whitepaper constant, {@code A n^n S + D
 * = A n^n D + D^(n+1) / (n^n P)} with sum {@code S} and product {@code P} of the balances, found by
 * Newton's method in whole numbers. {@code A} is given the way Balancer's and Curve's contracts
 * keep it, as {@code A * n^(n-1)}, and times 1,000. Balances have 18 decimals and are in the order
 * of the pool's tokens, which matters for the last digits.
 */
final class StableMath {
  static final BigInteger PRECISION = BigInteger.valueOf(1_000);
  private static final int MAX_ROUNDS = 255;

  private StableMath() {}

  /** How the contracts of a generation compute {@code D} before a swap. */
  enum Invariant {
    /** Pools of 2021: upwards in every step. */
    ROUNDED_UP {
      @Override
      BigInteger of(BigInteger amplification, List<BigInteger> balances) {
        return roundedUp(amplification, balances);
      }
    },
    /** Pools since: downwards in every step. */
    ROUNDED_DOWN {
      @Override
      BigInteger of(BigInteger amplification, List<BigInteger> balances) {
        return roundedDown(amplification, balances);
      }
    };

    abstract BigInteger of(BigInteger amplification, List<BigInteger> balances);
  }

  /**
   * What goes out, rounded down, and one less; zero where a contract reverts for too small an
   * input.
   *
   * @param d the invariant of {@code balances}, which does not depend on the amount
   */
  static BigInteger outGivenIn(
      BigInteger d,
      BigInteger amplification,
      List<BigInteger> balances,
      int in,
      int out,
      BigInteger amountIn) {
    List<BigInteger> after = new ArrayList<>(balances);
    after.set(in, FixedPoint.add(balances.get(in), amountIn));
    BigInteger left = balance(amplification, after, d, out);
    return balances.get(out).subtract(left).subtract(BigInteger.ONE).max(BigInteger.ZERO);
  }

  /** What has to come in, rounded up, and one more. */
  static BigInteger inGivenOut(
      BigInteger d,
      BigInteger amplification,
      List<BigInteger> balances,
      int in,
      int out,
      BigInteger amountOut) {
    List<BigInteger> after = new ArrayList<>(balances);
    after.set(out, FixedPoint.subtract(balances.get(out), amountOut));
    BigInteger needed = balance(amplification, after, d, in);
    return FixedPoint.add(FixedPoint.subtract(needed, balances.get(in)), BigInteger.ONE);
  }

  private static BigInteger roundedUp(BigInteger amplification, List<BigInteger> balances) {
    BigInteger n = BigInteger.valueOf(balances.size());
    BigInteger sum = sum(balances);
    BigInteger ampTimesN = FixedPoint.times(amplification, n);
    BigInteger invariant = sum;
    for (int round = 0; round < MAX_ROUNDS; round++) {
      BigInteger product = FixedPoint.times(balances.getFirst(), n);
      for (BigInteger balance : balances.subList(1, balances.size())) {
        product =
            FixedPoint.overUp(FixedPoint.times(FixedPoint.times(product, balance), n), invariant);
      }
      BigInteger over =
          FixedPoint.add(
              FixedPoint.times(FixedPoint.times(n, invariant), invariant),
              FixedPoint.overUp(
                  FixedPoint.times(FixedPoint.times(ampTimesN, sum), product), PRECISION));
      BigInteger under =
          FixedPoint.add(
              FixedPoint.times(n.add(BigInteger.ONE), invariant),
              FixedPoint.over(FixedPoint.times(ampTimesN.subtract(PRECISION), product), PRECISION));
      BigInteger before = invariant;
      invariant = FixedPoint.overUp(over, under);
      if (converged(before, invariant)) {
        return invariant;
      }
    }
    throw new RevertException("the invariant does not converge");
  }

  private static BigInteger roundedDown(BigInteger amplification, List<BigInteger> balances) {
    BigInteger n = BigInteger.valueOf(balances.size());
    BigInteger sum = sum(balances);
    BigInteger ampTimesN = FixedPoint.times(amplification, n);
    BigInteger invariant = sum;
    for (int round = 0; round < MAX_ROUNDS; round++) {
      BigInteger product = invariant;
      for (BigInteger balance : balances) {
        product =
            FixedPoint.over(FixedPoint.times(product, invariant), FixedPoint.times(balance, n));
      }
      BigInteger over =
          FixedPoint.times(
              FixedPoint.add(
                  FixedPoint.over(FixedPoint.times(ampTimesN, sum), PRECISION),
                  FixedPoint.times(product, n)),
              invariant);
      BigInteger under =
          FixedPoint.add(
              FixedPoint.over(
                  FixedPoint.times(ampTimesN.subtract(PRECISION), invariant), PRECISION),
              FixedPoint.times(n.add(BigInteger.ONE), product));
      BigInteger before = invariant;
      invariant = FixedPoint.over(over, under);
      if (converged(before, invariant)) {
        return invariant;
      }
    }
    throw new RevertException("the invariant does not converge");
  }

  /** The balance of one token that goes with the others and the invariant, rounded up. */
  private static BigInteger balance(
      BigInteger amplification, List<BigInteger> balances, BigInteger invariant, int token) {
    BigInteger n = BigInteger.valueOf(balances.size());
    BigInteger ampTimesN = FixedPoint.times(amplification, n);
    BigInteger product = FixedPoint.times(balances.getFirst(), n);
    for (BigInteger balance : balances.subList(1, balances.size())) {
      product = FixedPoint.over(FixedPoint.times(FixedPoint.times(product, balance), n), invariant);
    }
    BigInteger others = sum(balances).subtract(balances.get(token));
    BigInteger square = FixedPoint.times(invariant, invariant);
    BigInteger c =
        FixedPoint.times(
            FixedPoint.times(
                FixedPoint.overUp(square, FixedPoint.times(ampTimesN, product)), PRECISION),
            balances.get(token));
    BigInteger b =
        FixedPoint.add(others, FixedPoint.times(FixedPoint.over(invariant, ampTimesN), PRECISION));
    BigInteger over = FixedPoint.add(square, c);
    BigInteger under = FixedPoint.add(invariant, b);
    return StableRoot.find(b.subtract(invariant), c, over, under)
        .orElseGet(() -> root(FixedPoint.overUp(over, under), b, c, invariant));
  }

  /** By the contracts' own rounds, from {@code first} on. */
  private static BigInteger root(
      BigInteger first, BigInteger b, BigInteger c, BigInteger invariant) {
    BigInteger found = first;
    for (int round = 0; round < MAX_ROUNDS; round++) {
      BigInteger before = found;
      found =
          FixedPoint.overUp(
              FixedPoint.add(FixedPoint.times(found, found), c),
              FixedPoint.subtract(
                  FixedPoint.add(FixedPoint.times(found, BigInteger.TWO), b), invariant));
      if (converged(before, found)) {
        return found;
      }
    }
    throw new RevertException("the balance does not converge");
  }

  private static BigInteger sum(List<BigInteger> balances) {
    return balances.stream().reduce(BigInteger.ZERO, FixedPoint::add);
  }

  private static boolean converged(BigInteger before, BigInteger now) {
    return now.subtract(before).abs().compareTo(BigInteger.ONE) <= 0;
  }
}
