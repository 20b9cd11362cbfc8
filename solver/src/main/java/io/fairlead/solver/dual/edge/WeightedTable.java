package io.fairlead.solver.dual.edge;

import java.util.List;
import java.util.stream.IntStream;

/** The numbers of weighted edges in flat arrays, by place of a coin or by edge. */
final class WeightedTable {
  /** Where an edge's coins lie. */
  final CoinTable coins;

  final double[] reserve;

  /** Of the coins, adding up to one in every edge. */
  final double[] weight;

  /** {@code ln(R_i / w_i)}. */
  final double[] logReserveOverWeight;

  /** By edge, one less the fee. */
  final double[] gamma;

  /** By edge, {@code -ln gamma}. */
  final double[] logFee;

  WeightedTable(List<EdgeData.Weighted> rows) {
    coins = new CoinTable(rows.stream().map(EdgeData.Weighted::tokens).toArray(int[][]::new));
    reserve = new double[coins.total()];
    weight = new double[coins.total()];
    logReserveOverWeight = new double[coins.total()];
    gamma = new double[rows.size()];
    logFee = new double[rows.size()];
    for (int edge = 0; edge < rows.size(); edge++) {
      EdgeData.Weighted row = rows.get(edge);
      gamma[edge] = row.gamma();
      logFee[edge] = -Math.log(row.gamma());
      double sum = 0;
      for (double one : row.weights()) {
        sum += one;
      }
      for (int coin = 0; coin < row.tokens().length; coin++) {
        int place = coins.start(edge) + coin;
        reserve[place] = row.reserves()[coin];
        weight[place] = row.weights()[coin] / sum;
        logReserveOverWeight[place] = Math.log(reserve[place] / weight[place]);
      }
    }
  }

  /** The edges of at least {@code least} and at most {@code most} coins, ascending. */
  int[] edges(int least, int most) {
    return IntStream.range(0, coins.edges())
        .filter(edge -> coins.coins(edge) >= least && coins.coins(edge) <= most)
        .toArray();
  }

  /** One number per coin of {@code edges}, all of which have {@code count} coins. */
  double[] ofCoins(double[] all, int[] edges, int count) {
    double[] some = new double[count * edges.length];
    for (int i = 0; i < edges.length; i++) {
      System.arraycopy(all, coins.start(edges[i]), some, count * i, count);
    }
    return some;
  }

  /** The tokens of the coins of {@code edges}, all of which have {@code count} coins. */
  int[] tokens(int[] edges, int count) {
    int[] some = new int[count * edges.length];
    for (int i = 0; i < some.length; i++) {
      some[i] = coins.token(coins.start(edges[i / count]) + i % count);
    }
    return some;
  }
}
