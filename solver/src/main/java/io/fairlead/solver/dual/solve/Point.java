package io.fairlead.solver.dual.solve;

import io.fairlead.solver.dual.edge.Laplacian;
import io.fairlead.solver.dual.edge.Network;
import io.fairlead.solver.dual.edge.PriceState;

/** Prices, and the network evaluated at them. */
final class Point {
  private static final double ROUNDING = 1e-14;

  final double[] logPrices;
  final PriceState prices;

  /** Value of what is left over of each token, or lacking. */
  final double[] imbalance;

  final Laplacian curvature;
  private final Network network;

  /** The dual, limit orders softened. */
  double dual;

  /** The dual as it is. */
  double bound;

  /** What rounding may do to the dual. */
  double rounding;

  Point(Network network) {
    this.network = network;
    logPrices = new double[network.tokens()];
    imbalance = new double[network.tokens()];
    prices = new PriceState(network.tokens());
    curvature = new Laplacian(network.pairs());
  }

  /** Looks at all edges at the present log prices. */
  void evaluate(double[] supply) {
    prices.set(logPrices);
    curvature.clear();
    double sum = 0;
    for (int token = 0; token < imbalance.length; token++) {
      double there = supply[token] == 0 ? 0 : supply[token] * prices.price(token);
      imbalance[token] = there;
      sum += there;
    }
    dual = sum + network.accumulate(prices, imbalance, curvature);
    bound = dual + network.hiddenWorth(prices);
    rounding = ROUNDING * (bound + curvature.scale());
  }
}
