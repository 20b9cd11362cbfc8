package io.fairlead.solver.batch.demand;

import io.fairlead.solver.dual.edge.EdgeData;
import io.fairlead.solver.dual.edge.Laplacian;
import io.fairlead.solver.dual.edge.Network;
import io.fairlead.solver.dual.edge.NetworkBuilder;
import io.fairlead.solver.dual.edge.PriceState;
import java.util.Arrays;
import java.util.Optional;

/**
 * A pool that takes part in a clearing without a gain: it trades until what it gave is worth what
 * it took at the clearing prices, so that its average price is the clearing price and all it can
 * give goes to the owners. Its marginal price is then beyond the clearing price, on a smooth curve
 * about as far again as that is beyond the edge of the pool's fee; {@link #settle} corrects the
 * factor. What is still gained or lost at a time counts as less or more of what comes out.
 */
public final class PoolAgent {
  private static final double FARTHEST = 4;
  private static final double UNSETTLED = 1;

  private final int pool;
  private final int[] tokens;
  private final double[] logReference;
  private final double band;
  private final Network network;
  private final PriceState marginal;
  private final Laplacian curvature;
  private final double[] logMarginal;
  private final double[] spot;
  private final double[] imbalance;
  private final double[] flow;
  private final double[] unit;
  private final double[] column;
  private double stretch = UNSETTLED;
  private double beyond;

  private PoolAgent(int pool, int[] tokens, double[] logReference, double band, Network network) {
    this.pool = pool;
    this.tokens = tokens;
    this.logReference = logReference;
    this.band = band;
    this.network = network;
    int coins = tokens.length;
    marginal = new PriceState(coins);
    curvature = new Laplacian(network.pairs());
    logMarginal = new double[coins];
    spot = new double[coins];
    imbalance = new double[coins];
    flow = new double[coins];
    unit = new double[coins];
    column = new double[coins];
    for (int coin = 0; coin < coins; coin++) {
      spot[coin] = network.logPrice(0, coin, 0);
    }
  }

  /**
   * An agent of a pool.
   *
   * @param pool its number, for the caller
   * @param edge its curve with coins numbered from zero in the order of {@code tokens}
   * @param tokens the coins' tokens
   * @param logReference log reference prices of all tokens, native wei per wei
   * @return empty if the curve's data make no sense
   */
  public static Optional<PoolAgent> of(
      int pool, EdgeData edge, int[] tokens, double[] logReference) {
    NetworkBuilder builder = new NetworkBuilder(tokens.length);
    builder.add(edge);
    Network network = builder.build();
    return network.present(0)
        ? Optional.of(new PoolAgent(pool, tokens, logReference, -Math.log(gamma(edge)), network))
        : Optional.empty();
  }

  private static double gamma(EdgeData edge) {
    return switch (edge) {
      case EdgeData.Product one -> one.gamma();
      case EdgeData.Weighted one -> one.gamma();
      case EdgeData.Concentrated one -> one.gamma();
      case EdgeData.Stable one -> one.gamma();
      case EdgeData.Limit ignored -> 1;
    };
  }

  /** The pool's number. */
  public int pool() {
    return pool;
  }

  /** Number of coins. */
  public int coins() {
    return tokens.length;
  }

  /** Token of a coin. */
  public int token(int coin) {
    return tokens[coin];
  }

  private double logPrice(int coin, double[] logPrices) {
    return logReference[tokens[coin]] + logPrices[tokens[coin]];
  }

  /** Sets the marginal prices: as far beyond the clearing prices as these are beyond the fee. */
  private void look(double[] logPrices) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int coin = 0; coin < tokens.length; coin++) {
      double off = logPrice(coin, logPrices) - spot[coin];
      low = Math.min(low, off);
      high = Math.max(high, off);
    }
    beyond = Math.max(0, high - low - band);
    double factor = beyond == 0 ? 0 : stretch * beyond / (high - low);
    for (int coin = 0; coin < tokens.length; coin++) {
      double price = logPrice(coin, logPrices);
      // Relative to the first coin's spot price, of which only ratios matter.
      logMarginal[coin] = price + factor * (price - spot[coin] - low);
    }
    marginal.set(logMarginal);
  }

  /**
   * Adds what the pool moves: what goes in, and as much value of what comes out.
   *
   * @param moving whether to count that amounts are worth more at higher prices
   */
  void addTo(Excess excess, double[] logPrices, boolean moving) {
    trade(logPrices);
    if (beyond == 0) {
      return;
    }
    double out = 0;
    for (double one : flow) {
      out += Math.max(0, one);
    }
    for (int from = 0; from < flow.length; from++) {
      for (int to = 0; to < flow.length && flow[from] < 0; to++) {
        if (flow[to] > 0) {
          excess.moves(tokens[from], tokens[to], flow[from] * flow[to] / out);
        }
      }
    }
    for (int of = 0; of < flow.length; of++) {
      unit[of] = 1;
      Arrays.fill(column, 0);
      curvature.addProduct(unit, column);
      unit[of] = 0;
      for (int from = 0; from < flow.length; from++) {
        for (int to = 0; to < flow.length && flow[from] < 0; to++) {
          if (flow[to] > 0) {
            double inPrices = Math.exp(logPrice(from, logPrices) - logMarginal[from]);
            double by = (1 + stretch) * inPrices * column[from];
            double own = moving && of == from ? flow[from] : 0;
            excess.grows(tokens[from], tokens[to], tokens[of], (by + own) * flow[to] / out);
          }
        }
      }
    }
  }

  /** Puts the coins' values at the clearing prices into {@code flow}; returns their sum. */
  private double trade(double[] logPrices) {
    look(logPrices);
    Arrays.fill(imbalance, 0);
    curvature.clear();
    network.accumulate(marginal, imbalance, curvature);
    double gain = 0;
    for (int coin = 0; coin < flow.length; coin++) {
      flow[coin] = imbalance[coin] * Math.exp(logPrice(coin, logPrices) - logMarginal[coin]);
      gain += flow[coin];
    }
    return gain;
  }

  /**
   * Corrects how far the pool goes, so that it gains no more than {@code kept} of what it moves.
   *
   * @return by how much it missed that, in native wei
   */
  double settle(double[] logPrices, double kept) {
    double gain = trade(logPrices);
    double moved = 0;
    double bend = 0;
    for (int coin = 0; coin < flow.length; coin++) {
      moved += 0.5 * Math.abs(flow[coin]);
      unit[coin] = logMarginal[coin] - logPrice(coin, logPrices);
    }
    Arrays.fill(column, 0);
    curvature.addProduct(unit, column);
    for (int coin = 0; coin < flow.length; coin++) {
      bend += unit[coin] * column[coin];
      unit[coin] = 0;
    }
    double miss = gain - kept * moved;
    if (bend > 0 && stretch > 0) {
      // A step in the stretch by d lets the gain fall by d * bend / stretch.
      double step = miss * stretch / bend;
      stretch = Math.max(0.1, Math.min(FARTHEST, stretch + Math.max(-0.5, Math.min(0.5, step))));
    }
    return Math.abs(miss);
  }

  /** Wei of each coin that come out (above zero) or go in at these prices. */
  public double[] amounts(double[] logPrices) {
    trade(logPrices);
    double[] amounts = new double[flow.length];
    for (int coin = 0; coin < flow.length; coin++) {
      amounts[coin] = beyond == 0 ? 0 : flow[coin] / Math.exp(logPrice(coin, logPrices));
    }
    return amounts;
  }

  /** What the pool moves at these prices, native wei. */
  public double moved(double[] logPrices) {
    trade(logPrices);
    double moved = 0;
    for (double one : flow) {
      moved += beyond == 0 ? 0 : 0.5 * Math.abs(one);
    }
    return moved;
  }

  /** What the pool would give away at these prices for nothing, native wei: what it is worth. */
  public double worth(double[] logPrices) {
    for (int coin = 0; coin < tokens.length; coin++) {
      logMarginal[coin] = logPrice(coin, logPrices);
    }
    marginal.set(logMarginal);
    return network.value(0, marginal);
  }
}
