package io.fairlead.solver.batch.recover;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** What can be known of lots by trying all numbers one after another. */
final class LotsByTrial {
  /** What a price that is off costs the score, for the part by which it is off. */
  private static final double LEVERAGE = 20;

  private LotsByTrial() {}

  /** All divisors of a number above zero. */
  static SortedSet<BigInteger> divisors(long number) {
    SortedSet<BigInteger> divisors = new TreeSet<>();
    for (long by = 1; by * by <= number; by++) {
      if (number % by == 0) {
        divisors.add(BigInteger.valueOf(by));
        divisors.add(BigInteger.valueOf(number / by));
      }
    }
    return divisors;
  }

  /**
   * The part of the score that is lost at a lot of {@code root}: by the price that is farthest off
   * once every token has the lot next to the one wanted, and by the half of a lot that an order is
   * left with.
   *
   * @param prices native wei per wei of each token
   * @param usual what a usual order is worth, native wei
   */
  static double loss(double[] prices, double usual, int root, BigInteger lot, LotSteps steps) {
    double value = lot.doubleValue() * prices[root];
    double off = 0;
    for (int token = 0; token < prices.length; token++) {
      double wanted = value / prices[token];
      double nearest = token == root ? wanted : steps.near(wanted).doubleValue();
      off = Math.max(off, Math.abs(nearest - wanted) / wanted);
    }
    return LEVERAGE * off + value / 2 / usual;
  }

  /** Divisors of a number at which no more than {@code most} is lost. */
  static List<BigInteger> good(
      double[] prices, double usual, int root, long number, LotSteps steps, double most) {
    List<BigInteger> good = new ArrayList<>();
    for (BigInteger lot : divisors(number)) {
      if (loss(prices, usual, root, lot, steps) <= most) {
        good.add(lot);
      }
    }
    return good;
  }
}
