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
final class LotSizes {
  private static final int[] SMALL = {2, 3, 5};
  private static final int[] SMALL_POWERS = {26, 15, 9};
  private static final int[] LARGE = {7, 11, 13, 17, 19, 23, 29};
  private static final int[] LARGE_POWERS = {5, 3, 2, 2, 1, 1, 1};

  /** Below 2^128, and a multiple of every lot. */
  static final BigInteger UNIT =
      product(SMALL, SMALL_POWERS).multiply(product(LARGE, LARGE_POWERS));

  private static final Divisors FINE = new Divisors(SMALL, SMALL_POWERS);
  private static final Divisors COARSE = new Divisors(LARGE, LARGE_POWERS);

  /** More than what rounding makes of a logarithm. */
  private static final double SURELY = 1e-13;

  private LotSizes() {}

  private static BigInteger product(int[] primes, int[] powers) {
    BigInteger product = BigInteger.ONE;
    for (int i = 0; i < primes.length; i++) {
      product = product.multiply(BigInteger.valueOf(primes[i]).pow(powers[i]));
    }
    return product;
  }

  /** Divisors of a number, ascending, with their logarithms. */
  private static final class Divisors {
    final BigInteger[] divisors;
    final double[] logs;

    Divisors(int[] primes, int[] powers) {
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

  /** The lot nearest to {@code wanted} wei, in proportion; at least 1. */
  static BigInteger near(double wanted) {
    return nearest(Math.log(Math.max(1, wanted)), true, true);
  }

  /** The smallest lot of {@code wanted} wei or more; the largest there is if none is. */
  static BigInteger atLeast(double wanted) {
    return nearest(Math.log(Math.max(1, wanted)) + SURELY, false, true);
  }

  /** The largest lot of {@code wanted} wei or less; at least 1. */
  static BigInteger atMost(double wanted) {
    return nearest(Math.log(Math.max(1, wanted)) - SURELY, true, false);
  }

  private static BigInteger nearest(double target, boolean below, boolean above) {
    int high = FINE.logs.length - 1;
    double best = Double.POSITIVE_INFINITY;
    int bestCoarse = above ? COARSE.logs.length - 1 : 0;
    int bestFine = above ? FINE.logs.length - 1 : 0;
    for (int low = 0; low < COARSE.logs.length; low++) {
      double rest = target - COARSE.logs[low];
      while (high > 0 && FINE.logs[high - 1] >= rest) {
        high--;
      }
      for (int fine = Math.max(0, high - 1); fine <= high; fine++) {
        double off = FINE.logs[fine] - rest;
        if (Math.abs(off) < best && (off >= 0 ? above || off == 0 : below)) {
          best = Math.abs(off);
          bestCoarse = low;
          bestFine = fine;
        }
      }
    }
    return COARSE.divisors[bestCoarse].multiply(FINE.divisors[bestFine]);
  }
}
