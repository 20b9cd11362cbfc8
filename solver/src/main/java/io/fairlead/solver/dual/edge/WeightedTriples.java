package io.fairlead.solver.dual.edge;

/**
 * The best trades of weighted edges of three coins. With the coins in the order of {@code low_i =
 * ln(R_i v_i / w_i)}, the highest ({@code a}) comes out and the lowest ({@code c}) goes in if
 * {@code s = low_a - low_c + ln gamma} is above zero. If the middle one ({@code b}) stayed the
 * level would be {@code low_a - s w_c / (w_a + w_c)}; by as much as that is below {@code low_b}, or
 * above {@code low_b - ln gamma}, {@code b} is withdrawn or deposited, and takes the share {@code
 * w_b} of it.
 */
final class WeightedTriples {
  private static final int COINS = 3;

  /**
   * Which coins are the highest, middle and lowest, in two bits each of a byte. The byte's number
   * tells whether the first is below the second (1), the first below the third (2), and the second
   * below the third (4).
   */
  private static final long ORDERS = 0x0612_2418_0924_2124L;

  private final int[] token;
  private final double[] reserve;
  private final double[] weight;
  private final double[] logReserveOverWeight;
  private final double[] logFee;

  /** By edge what a unit that goes in counts as, and then one: a unit that comes out. */
  private final double[] charge;

  WeightedTriples(WeightedTable table) {
    int[] edges = table.edges(COINS, COINS);
    token = table.tokens(edges, COINS);
    reserve = table.ofCoins(table.reserve, edges, COINS);
    weight = table.ofCoins(table.weight, edges, COINS);
    logReserveOverWeight = table.ofCoins(table.logReserveOverWeight, edges, COINS);
    logFee = new double[edges.length];
    charge = new double[2 * edges.length];
    for (int edge = 0; edge < edges.length; edge++) {
      logFee[edge] = table.logFee[edges[edge]];
      charge[2 * edge] = 1 / table.gamma[edges[edge]];
      charge[2 * edge + 1] = 1;
    }
  }

  /** One if {@code x} is below zero, else zero; without a branch, for what cannot be predicted. */
  private static int below(double x) {
    return (int) (Double.doubleToRawLongBits(x) >>> 63);
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
    for (int edge = 0; edge < logFee.length; edge++) {
      int start = COINS * edge;
      double low0 = logReserveOverWeight[start] + logs[token[start]];
      double low1 = logReserveOverWeight[start + 1] + logs[token[start + 1]];
      double low2 = logReserveOverWeight[start + 2] + logs[token[start + 2]];
      int signs = below(low0 - low1) + 2 * below(low0 - low2) + 4 * below(low1 - low2);
      int order = (int) (ORDERS >>> (8 * signs));
      int placeA = start + (order & 3);
      int placeB = start + ((order >>> 2) & 3);
      int placeC = start + ((order >>> 4) & 3);
      int tokenA = token[placeA];
      int tokenC = token[placeC];
      double a = logReserveOverWeight[placeA] + logs[tokenA];
      double c = logReserveOverWeight[placeC] + logs[tokenC];
      double fee = logFee[edge];
      double s = a - c - fee;
      if (s > 0) {
        int tokenB = token[placeB];
        double weightA = weight[placeA];
        double weightB = weight[placeB];
        double weightC = weight[placeC];
        double b = logReserveOverWeight[placeB] + logs[tokenB] - a;
        double stays = -weightC * s / (weightA + weightC);
        double over = stays - b;
        double beyond = over - fee;
        // What is below zero, and what is above the fee: one of them is none.
        double excess = 0.5 * (over - Math.abs(over)) + 0.5 * (beyond + Math.abs(beyond));
        double before = reserve[placeA] * prices[tokenA];
        double left = before * Exponential.of(stays - weightB * excess);
        double scale = left / weightA;
        double k = left * weightC;
        double flowA = before - left;
        double flowC = reserve[placeC] * prices[tokenC] * charge[2 * edge] - weightC * scale;
        imbalance[tokenA] += flowA;
        imbalance[tokenC] += flowC;
        worth += flowA + flowC;
        if (excess == 0) {
          k /= weightA + weightC;
        } else {
          double flowB =
              reserve[placeB] * prices[tokenB] * charge[2 * edge + below(over)] - weightB * scale;
          imbalance[tokenB] += flowB;
          worth += flowB;
          double kAb = left * weightB;
          double kBc = weightC * weightB * scale;
          ends[pair] = Laplacian.ends(tokenA, tokenB);
          conductances[pair] = kAb;
          ends[pair + 1] = Laplacian.ends(tokenB, tokenC);
          conductances[pair + 1] = kBc;
          moved += kAb + kBc;
          pair += 2;
        }
        ends[pair] = Laplacian.ends(tokenA, tokenC);
        conductances[pair] = k;
        moved += k;
        pair++;
      }
    }
    curvature.added(pair, moved);
    return worth;
  }
}
