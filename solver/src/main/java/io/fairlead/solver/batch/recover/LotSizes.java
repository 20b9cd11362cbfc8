package io.fairlead.solver.batch.recover;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Lots that make clearing exact. The contract rounds every payment in the owner's favour, so where
 * orders trade with nobody but each other there is nothing to pay roundings from: every payment has
 * to come out whole. It does if each token has a lot of so many wei, lots are exchanged one for
 * one, and orders are filled in whole lots. Prices are then {@code U / lot}, which must be whole
 * too; so lots are divisors of one number {@code U} with very many of them. Of its divisors near a
 * wanted size there is nearly always one within 10^-5, if lots are large enough.
 */
final class LotSizes implements LotSteps {
  private static final int[] SMALL = {2, 3, 5};
  private static final int[] LARGE = {7, 11, 13, 17, 19, 23, 29};

  /** Those of a number just below 2^125. */
  static final LotSizes ALL =
      new LotSizes(new int[] {26, 15, 9}, new int[] {5, 3, 2, 2, 1, 1, 1}, 1e-5);

  /**
   * Those of a number below 2^84, which leaves room for a lot that is none of them. There is nearly
   * always one within 10^-4.
   */
  static final LotSizes FEWER =
      new LotSizes(new int[] {22, 11, 7}, new int[] {3, 2, 1, 1, 1, 0, 0}, 1e-4);

  /** More than what rounding makes of a logarithm. */
  private static final double SURELY = 1e-13;

  private final double precision;
  private final BigInteger unit;
  private final Ladder fine;
  private final Ladder coarse;

  private LotSizes(int[] small, int[] large, double precision) {
    this.precision = precision;
    unit = product(SMALL, small).multiply(product(LARGE, large));
    fine = new Ladder(SMALL, small);
    coarse = new Ladder(LARGE, large);
  }

  private static BigInteger product(int[] primes, int[] powers) {
    BigInteger product = BigInteger.ONE;
    for (int i = 0; i < primes.length; i++) {
      product = product.multiply(BigInteger.valueOf(primes[i]).pow(powers[i]));
    }
    return product;
  }

  /** A multiple of every lot. */
  BigInteger unit() {
    return unit;
  }

  /** Ladder of a number, ascending, with their logarithms. */
  private static final class Ladder {
    final BigInteger[] divisors;
    final double[] logs;

    Ladder(int[] primes, int[] powers) {
      BigInteger[] all = {BigInteger.ONE};
      for (int i = 0; i < primes.length; i++) {
        BigInteger[] more = new BigInteger[all.length * (powers[i] + 1)];
        BigInteger power = BigInteger.ONE;
        for (int exponent = 0; exponent <= powers[i]; exponent++) {
          for (int j = 0; j < all.length; j++) {
            more[exponent * all.length + j] = all[j].multiply(power);
          }
          power = power.multiply(BigInteger.valueOf(primes[i]));
        }
        all = more;
      }
      Arrays.sort(all, Comparator.naturalOrder());
      divisors = all;
      logs = Arrays.stream(all).mapToDouble(one -> Math.log(one.doubleValue())).toArray();
    }
  }

  @Override
  public BigInteger near(double wanted) {
    return nearest(Math.log(Math.max(1, wanted)), true, true);
  }

  @Override
  public BigInteger atLeast(double wanted) {
    return nearest(Math.log(Math.max(1, wanted)) + SURELY, false, true);
  }

  @Override
  public BigInteger atMost(double wanted) {
    return nearest(Math.log(Math.max(1, wanted)) - SURELY, true, false);
  }

  /** An estimate, to compare sizes by: smooth numbers are the rarer the smaller they may be. */
  @Override
  public double miss(double wanted) {
    return Math.max(precision, 0.5 / Math.pow(Math.max(1, wanted), 0.75))
        + Math.max(0, 1 / wanted - 1);
  }

  private BigInteger nearest(double target, boolean below, boolean above) {
    int high = fine.logs.length - 1;
    double best = Double.POSITIVE_INFINITY;
    int bestCoarse = above ? coarse.logs.length - 1 : 0;
    int bestFine = above ? fine.logs.length - 1 : 0;
    for (int low = 0; low < coarse.logs.length; low++) {
      double rest = target - coarse.logs[low];
      while (high > 0 && fine.logs[high - 1] >= rest) {
        high--;
      }
      for (int i = Math.max(0, high - 1); i <= high; i++) {
        double off = fine.logs[i] - rest;
        if (Math.abs(off) < best && (off >= 0 ? above || off == 0 : below)) {
          best = Math.abs(off);
          bestCoarse = low;
          bestFine = i;
        }
      }
    }
    return coarse.divisors[bestCoarse].multiply(fine.divisors[bestFine]);
  }
}
