package io.fairlead.solver.dual.edge;

/**
 * The best trades of weighted edges of two coins. With {@code V_i = R_i v_i}, {@code d = ln(V_1 w_2
 * / (V_2 w_1))} and {@code s = |d| + ln gamma} an edge trades iff {@code s > 0}, which takes no
 * power. The coin {@code o} that comes out is left worth {@code V_o e^(-w_i s)}, the one that goes
 * in, taxed, worth {@code w_i / w_o} times that.
 */
final class WeightedPairs {
  private static final int COINS = 2;

  private final int[] token;
  private final double[] reserve;
  private final double[] weight;
  private final double[] logRatio;
  private final double[] logFee;
  private final double[] inverseGamma;

  WeightedPairs(WeightedTable table) {
    int[] edges = table.edges(COINS, COINS);
    token = table.tokens(edges, COINS);
    reserve = table.ofCoins(table.reserve, edges, COINS);
    weight = table.ofCoins(table.weight, edges, COINS);
    double[] logs = table.ofCoins(table.logReserveOverWeight, edges, COINS);
    logRatio = new double[edges.length];
    logFee = new double[edges.length];
    inverseGamma = new double[edges.length];
    for (int edge = 0; edge < edges.length; edge++) {
      logRatio[edge] = logs[COINS * edge] - logs[COINS * edge + 1];
      logFee[edge] = table.logFee[edges[edge]];
      inverseGamma[edge] = 1 / table.gamma[edges[edge]];
    }
  }

  /** {@link EdgeGroup#accumulate} over these edges. */
  double accumulate(PriceState at, double[] imbalance, Laplacian curvature) {
    double[] logs = at.logs();
    double[] prices = at.prices();
    long[] ends = curvature.ends();
    double[] conductances = curvature.conductances();
    int pair = curvature.size();
    double moved = 0;
    double worth = 0;
    for (int edge = 0; edge < logRatio.length; edge++) {
      int first = COINS * edge;
      double d = logs[token[first]] - logs[token[first + 1]] + logRatio[edge];
      double s = Math.abs(d) - logFee[edge];
      if (s > 0) {
        // Which way an edge trades cannot be predicted: the sign bit chooses, not a branch.
        int out = first + (int) (Double.doubleToRawLongBits(d) >>> 63);
        int in = out ^ 1;
        int tokenOut = token[out];
        int tokenIn = token[in];
        double weightIn = weight[in];
        double before = reserve[out] * prices[tokenOut];
        double left = before * Exponential.of(-weightIn * s);
        double k = weightIn * left;
        double flowOut = before - left;
        double flowIn = reserve[in] * prices[tokenIn] * inverseGamma[edge] - k / weight[out];
        imbalance[tokenOut] += flowOut;
        imbalance[tokenIn] += flowIn;
        worth += flowOut + flowIn;
        ends[pair] = Laplacian.ends(tokenOut, tokenIn);
        conductances[pair] = k;
        moved += k;
        pair++;
      }
    }
    curvature.added(pair, moved);
    return worth;
  }
}
