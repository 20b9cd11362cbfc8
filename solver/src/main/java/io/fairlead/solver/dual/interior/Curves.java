package io.fairlead.solver.dual.interior;

import io.fairlead.solver.dual.edge.Curve;
import io.fairlead.solver.dual.edge.Network;
import java.util.ArrayList;
import java.util.List;

/**
 * The curves of a network in the units of an interior point method: at the prices to begin with, a
 * unit of any balance is worth about as much as a unit of the objective, so that tokens of any
 * decimals and pools of any size come to the same scale. Coins of all curves lie in flat arrays.
 */
final class Curves {
  /** Curves that are worth less than this part of what is at stake are left out. */
  private static final double DUST = 1e-9;

  /** Where a curve's coins begin. */
  final int[] start;

  final int[] token;

  /** Balance of each coin. */
  final double[] reserve;

  /** What a unit of the balance is worth at the prices to begin with. */
  final double[] unit;

  /** Share of each coin in the mean; one in a stable pool. */
  final double[] weight;

  final double[] gamma;

  /** Amplification of a stable pool, zero for a weighted one. */
  final double[] amplification;

  /** Sum of a stable pool's balances that is its invariant. */
  final double[] invariant;

  /** Product term of a stable pool before any trade. */
  final double[] product;

  /** What the complementary products of a curve are measured by. */
  final double[] measure;

  /** The curves that take part, first ones of the array. */
  final int[] live;

  private final List<Curve> curves = new ArrayList<>();
  private int liveCount;

  Curves(Network network) {
    for (int edge = 0; edge < network.edges(); edge++) {
      Curve curve = network.curve(edge);
      if (curve != null) {
        curves.add(curve);
      }
    }
    int size = curves.size();
    start = new int[size + 1];
    for (int one = 0; one < size; one++) {
      start[one + 1] = start[one] + curves.get(one).tokens().length;
    }
    int coins = start[size];
    token = new int[coins];
    reserve = new double[coins];
    unit = new double[coins];
    weight = new double[coins];
    gamma = new double[size];
    amplification = new double[size];
    invariant = new double[size];
    product = new double[size];
    measure = new double[size];
    live = new int[size];
    for (int one = 0; one < size; one++) {
      Curve curve = curves.get(one);
      System.arraycopy(curve.tokens(), 0, token, start[one], curve.tokens().length);
      gamma[one] = curve.gamma();
      amplification[one] = curve.amplification();
    }
  }

  int size() {
    return gamma.length;
  }

  int coins() {
    return token.length;
  }

  /** How many curves take part. */
  int liveCount() {
    return liveCount;
  }

  /**
   * Chooses units for {@code logPrices} and the curves that matter where {@code scale} is at stake.
   */
  void measure(double[] logPrices, double scale) {
    liveCount = 0;
    for (int one = 0; one < size(); one++) {
      double worth = priced(one, logPrices) ? place(one, logPrices) : 0;
      measure[one] = Math.min(scale, worth);
      if (worth > DUST * scale && worth <= Double.MAX_VALUE) {
        live[liveCount++] = one;
      }
    }
  }

  private boolean priced(int one, double[] logPrices) {
    for (int place = start[one]; place < start[one + 1]; place++) {
      if (!(logPrices[token[place]] > Double.NEGATIVE_INFINITY)) {
        return false;
      }
    }
    return true;
  }

  /** Returns what all of the curve is worth. */
  private double place(int one, double[] logPrices) {
    Curve curve = curves.get(one);
    int begin = start[one];
    int coins = curve.tokens().length;
    double worth = 0;
    double balances = 0;
    double weights = 0;
    for (int coin = 0; coin < coins; coin++) {
      unit[begin + coin] = Math.exp(logPrices[token[begin + coin]]) / curve.rates()[coin];
      worth += unit[begin + coin] * curve.balances()[coin];
      balances += curve.balances()[coin];
      weights += curve.weights()[coin];
    }
    boolean stable = amplification[one] > 0;
    double common = worth / balances;
    for (int coin = 0; coin < coins; coin++) {
      double scale = stable ? common : unit[begin + coin];
      reserve[begin + coin] = curve.balances()[coin] * scale;
      unit[begin + coin] /= scale;
      weight[begin + coin] = stable ? 1 : curve.weights()[coin] / weights;
    }
    invariant[one] = curve.invariant() * common;
    product[one] = amplification[one] * (worth - invariant[one]) + invariant[one];
    return worth;
  }
}
