package io.fairlead.solver.dual.edge;

/**
 * The StableSwap invariant in doubles. With {@code a = A n^n}, sum {@code S} and product {@code P}
 * of the balances, {@code a S + D = a D + K} where {@code K = D^(n+1) / (n^n P)}; the marginal
 * price of a coin is proportional to {@code a + K / x}.
 */
final class StableInvariant {
  private static final int MAX_STEPS = 255;

  private StableInvariant() {}

  /** {@code D} by Newton's method; NaN if it does not converge. */
  static double of(double[] balance, int offset, int coins, double a) {
    double sum = 0;
    for (int coin = 0; coin < coins; coin++) {
      sum += balance[offset + coin];
    }
    double d = sum;
    for (int step = 0; step < MAX_STEPS; step++) {
      double k = d;
      for (int coin = 0; coin < coins; coin++) {
        k *= d / (coins * balance[offset + coin]);
      }
      double next = (a * sum + coins * k) * d / ((a - 1) * d + (coins + 1) * k);
      if (!Double.isFinite(next) || next <= 0) {
        return Double.NaN;
      }
      if (Math.abs(next - d) <= 1e-15 * d) {
        return next;
      }
      d = next;
    }
    return d;
  }

  /** {@code ln (D^(n+1) / n^n)}: what {@code ln K + sum ln x} must not fall below. */
  static double logProduct(double d, int coins) {
    return (coins + 1) * Math.log(d) - coins * Math.log(coins);
  }

  /**
   * The balance of one coin when those of the others have sum {@code sum} and log product {@code
   * logs}: the root of {@code x^2 + b x = c}; NaN if there is none.
   */
  static double balance(double sum, double logs, double d, int coins, double a) {
    double b = sum + d / a - d;
    double c = Math.exp(logProduct(d, coins) - logs) / a;
    double root = Math.sqrt(b * b + 4 * c);
    // Without cancellation, whichever sign b has.
    return b > 0 ? 2 * c / (b + root) : 0.5 * (root - b);
  }
}
