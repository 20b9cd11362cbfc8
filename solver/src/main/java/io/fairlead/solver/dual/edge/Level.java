package io.fairlead.solver.dual.edge;

/**
 * The root {@code L} of {@code sum w_i (min(0, L - low_i) + max(0, L - high_i)) = 0}, where {@code
 * low_i <= high_i}: a monotone, piecewise linear equation. Coins with {@code L < low_i} are
 * withdrawn, those with {@code L > high_i} are deposited, the others stay. The root lies between
 * two neighbouring breakpoints; there are so few coins that looking at every breakpoint beats
 * sorting them.
 */
final class Level {
  private Level() {}

  /** Whether anything trades: some coin's low is above another's high. */
  static boolean trades(double[] low, double[] high, int coins) {
    double highestLow = Double.NEGATIVE_INFINITY;
    double lowestHigh = Double.POSITIVE_INFINITY;
    for (int coin = 0; coin < coins; coin++) {
      highestLow = Math.max(highestLow, low[coin]);
      lowestHigh = Math.min(lowestHigh, high[coin]);
    }
    return highestLow > lowestHigh;
  }

  /** The root; where a whole interval is one, a point of it. */
  static double of(double[] low, double[] high, double[] weight, int offset, int coins) {
    double below = Double.NEGATIVE_INFINITY;
    double above = Double.POSITIVE_INFINITY;
    for (int coin = 0; coin < coins; coin++) {
      for (int side = 0; side < 2; side++) {
        double at = side == 0 ? low[coin] : high[coin];
        if (at > below && at < above) {
          double excess = excess(at, low, high, weight, offset, coins);
          if (excess < 0) {
            below = at;
          } else if (excess > 0) {
            above = at;
          } else {
            return at;
          }
        }
      }
    }
    double sum = 0;
    double weights = 0;
    for (int coin = 0; coin < coins; coin++) {
      double w = weight[offset + coin];
      if (low[coin] >= above) {
        sum += w * low[coin];
        weights += w;
      } else if (high[coin] <= below) {
        sum += w * high[coin];
        weights += w;
      }
    }
    return sum / weights;
  }

  private static double excess(
      double at, double[] low, double[] high, double[] weight, int offset, int coins) {
    double sum = 0;
    for (int coin = 0; coin < coins; coin++) {
      sum += weight[offset + coin] * (Math.min(0, at - low[coin]) + Math.max(0, at - high[coin]));
    }
    return sum;
  }
}
