package io.fairlead.solver.batch.price;

import io.fairlead.solver.batch.demand.PoolAgent;

/**
 * What a pool can do along one line of marginal prices: farther along it gives more of some coins
 * and takes more of the others, at ever worse rates. Where the pool does nothing because of its fee
 * the line has no length.
 */
final class PoolLine {
  private final PoolAgent agent;
  private final double[] origin;
  private final double[] direction;
  private final double band;
  private double position;

  private PoolLine(
      PoolAgent agent, double[] origin, double[] direction, double band, double position) {
    this.agent = agent;
    this.origin = origin;
    this.direction = direction;
    this.band = band;
    this.position = position;
  }

  /** The line through what the pool does at these clearing prices. */
  static PoolLine of(PoolAgent agent, double[] logPrices) {
    int coins = agent.coins();
    double[] marginal = agent.marginal(logPrices);
    double[] spot = new double[coins];
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int coin = 0; coin < coins; coin++) {
      spot[coin] = agent.spot(coin);
      low = Math.min(low, marginal[coin] - spot[coin]);
      high = Math.max(high, marginal[coin] - spot[coin]);
    }
    double band = agent.band();
    double beyond = Math.max(0, high - low - band);
    double[] direction = new double[coins];
    if (coins == 2) {
      direction[0] = 1;
      boolean outwards = marginal[0] - spot[0] > marginal[1] - spot[1];
      return new PoolLine(agent, spot, direction, band, outwards ? beyond : -beyond);
    }
    for (int coin = 0; beyond > 0 && coin < coins; coin++) {
      direction[coin] = (marginal[coin] - spot[coin] - low) / (high - low);
    }
    return new PoolLine(agent, spot, direction, band, beyond);
  }

  PoolAgent agent() {
    return agent;
  }

  /** Whether it can do anything else than it does. */
  boolean moves() {
    for (double one : direction) {
      if (one != 0) {
        return true;
      }
    }
    return false;
  }

  /** Where on the line the pool is: log prices beyond its fee, zero where it does nothing. */
  double position() {
    return position;
  }

  void moveTo(double to) {
    position = to;
  }

  /** Wei of each coin that come out (above zero) or go in, so far from where it is now. */
  double[] flow(double farther) {
    double at = position + farther;
    if (at == 0 || !moves()) {
      return new double[origin.length];
    }
    double along = at + Math.copySign(band, at);
    double[] logPrices = new double[origin.length];
    for (int coin = 0; coin < logPrices.length; coin++) {
      logPrices[coin] = origin[coin] + along * direction[coin];
    }
    return agent.flow(logPrices);
  }
}
