package io.fairlead.solver.dual.edge;

import java.util.Arrays;

/**
 * Prices of all tokens and what edges need of them, computed once per evaluation. A token without a
 * price (log price of negative infinity) is worth nothing: no edge trades it.
 */
public final class PriceState {
  private final double[] price;
  private final double[] root;
  private final double[] log;

  /** For {@code tokens} tokens, all worth nothing. */
  public PriceState(int tokens) {
    price = new double[tokens];
    root = new double[tokens];
    log = new double[tokens];
    Arrays.fill(log, Double.NEGATIVE_INFINITY);
  }

  /** Takes over the natural logarithms of the prices. */
  public void set(double[] logPrices) {
    for (int token = 0; token < log.length; token++) {
      double half = Math.exp(0.5 * logPrices[token]);
      log[token] = logPrices[token];
      root[token] = half;
      price[token] = half * half;
    }
  }

  /** Price of {@code token} in the objective's unit. */
  public double price(int token) {
    return price[token];
  }

  /** Natural logarithm of the price. */
  public double log(int token) {
    return log[token];
  }

  /** All square roots of prices; not to be written to. */
  double[] roots() {
    return root;
  }

  /** All logarithms; not to be written to. */
  double[] logs() {
    return log;
  }

  /** All prices; not to be written to. */
  double[] prices() {
    return price;
  }
}
