package io.fairlead.solver.batch.referee;

/**
 * A set of log prices: lower bounds on the differences of all pairs, closed, that is no bound
 * follows from others that is tighter (Dill, "Timing assumptions and verification of finite-state
 * concurrent systems", 1989). The limit of an order is such a bound.
 */
final class PriceBox {
  private static final double EMPTY = 1e-12;

  private final double[][] least;

  private PriceBox(double[][] least) {
    this.least = least;
  }

  /** Where no two of {@code tokens} log prices differ by more than {@code most}. */
  static PriceBox of(int tokens, double most) {
    double[][] least = new double[tokens][tokens];
    for (int one = 0; one < tokens; one++) {
      for (int other = 0; other < tokens; other++) {
        least[one][other] = one == other ? 0 : -most;
      }
    }
    return new PriceBox(least);
  }

  int tokens() {
    return least.length;
  }

  /** The least that the log price of {@code one} is above that of {@code other}. */
  double least(int one, int other) {
    return least[one][other];
  }

  double most(int one, int other) {
    return -least[other][one];
  }

  double width(int one, int other) {
    return most(one, other) - least(one, other);
  }

  /** The part where {@code one} is at least so far above {@code other}. */
  PriceBox with(int one, int other, double atLeast) {
    if (atLeast <= least[one][other]) {
      return this;
    }
    int n = least.length;
    double[][] tight = new double[n][n];
    for (int a = 0; a < n; a++) {
      for (int b = 0; b < n; b++) {
        tight[a][b] = Math.max(least[a][b], least[a][one] + atLeast + least[other][b]);
      }
    }
    return new PriceBox(tight);
  }

  boolean isEmpty() {
    for (int one = 0; one < least.length; one++) {
      for (int other = 0; other <= one; other++) {
        if (least[one][other] + least[other][one] > EMPTY) {
          return true;
        }
      }
    }
    return false;
  }
}
