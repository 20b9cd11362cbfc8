package io.fairlead.solver.batch.demand;

import java.util.Arrays;

/**
 * What of each token is offered beyond what is asked for, in value at the prices themselves, and
 * how that changes with the log prices. Sums up to zero over the tokens, because every trade is
 * balanced at these prices (Walras' law).
 */
public final class Excess {
  private final int tokens;
  private final double[] value;
  private final double[] slope;
  private double turnover;

  /** For {@code tokens} tokens. */
  public Excess(int tokens) {
    this.tokens = tokens;
    this.value = new double[tokens];
    this.slope = new double[tokens * tokens];
  }

  void clear() {
    Arrays.fill(value, 0);
    Arrays.fill(slope, 0);
    turnover = 0;
  }

  /** {@code amount} of value goes from {@code give} to {@code take}. */
  void moves(int give, int take, double amount) {
    value[give] += amount;
    value[take] -= amount;
    turnover += Math.abs(amount);
  }

  /**
   * The movement from {@code give} to {@code take} grows by {@code by} per log price of {@code of}.
   */
  void grows(int give, int take, int of, double by) {
    slope[give * tokens + of] += by;
    slope[take * tokens + of] -= by;
  }

  /** Number of tokens. */
  public int tokens() {
    return tokens;
  }

  /** Excess of a token, native wei. */
  public double value(int token) {
    return value[token];
  }

  /** Derivative of the excess of {@code token} by the log price of {@code of}. */
  public double slope(int token, int of) {
    return slope[token * tokens + of];
  }

  /** Value of everything that moves. */
  public double turnover() {
    return turnover;
  }

  /** Sum of the absolute excesses. */
  public double imbalance() {
    double sum = 0;
    for (double one : value) {
      sum += Math.abs(one);
    }
    return sum;
  }
}
