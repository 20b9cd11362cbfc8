package io.fairlead.solver.dual.solve;

import java.util.Arrays;

/**
 * What is to be had from a network: of all trades that use no more of any token than there is of
 * it, the ones whose leftovers are worth most. Its dual is {@code min over v >= worth of sum v_t
 * supply_t + sum arb_e(v)}: any such prices {@code v} give an upper bound.
 *
 * @param worth what a unit of each token is worth when left over, at least zero; zero if it is not
 *     wanted
 * @param supply units of each token that are there to begin with, at least zero
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier for arrays, never compared
public record Objective(double[] worth, double[] supply) {
  /**
   * @throws IllegalArgumentException if the arrays differ in length or a number is negative or not
   *     finite
   */
  public Objective {
    if (worth.length != supply.length) {
      throw new IllegalArgumentException("worth and supply differ in length");
    }
    for (int token = 0; token < worth.length; token++) {
      if (!finite(worth[token]) || !finite(supply[token])) {
        throw new IllegalArgumentException("token " + token + ": not a number of at least zero");
      }
    }
  }

  private static boolean finite(double value) {
    return value >= 0 && value <= Double.MAX_VALUE;
  }

  /** As much of token {@code out} as possible for {@code amount} of token {@code in}. */
  public static Objective sale(int tokens, int in, double amount, int out) {
    double[] worth = new double[tokens];
    double[] supply = new double[tokens];
    worth[out] = 1;
    supply[in] = amount;
    return new Objective(worth, supply);
  }

  /** As much worth as possible out of nothing: arbitrage, and the surplus of limit orders. */
  public static Objective surplus(double[] worth) {
    return new Objective(Arrays.copyOf(worth, worth.length), new double[worth.length]);
  }
}
