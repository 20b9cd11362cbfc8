package io.fairlead.solver.dual.edge;

import java.util.Arrays;
import java.util.List;

/**
 * Any number of coins whose weighted geometric mean must not fall after a fee on every input. With
 * {@code low_i = ln(R_i v_i / w_i)} and {@code high_i = low_i - ln gamma} the best trade follows
 * exactly from one {@link Level} {@code L}: withdrawn coins are left worth {@code w_i e^L},
 * deposited ones, taxed, are brought up to it. All coins may move in one trade. Sums over all edges
 * are what the search for prices spends its time on: for two and for three coins they come from
 * loops of their own.
 */
final class WeightedEdges implements EdgeGroup {
  private final CoinTable table;
  private final double[] reserve;
  private final double[] weight;
  private final double[] logReserveOverWeight;
  private final double[] gamma;
  private final double[] logFee;
  private final double[] low;
  private final double[] high;
  private final WeightedPairs pairs;
  private final WeightedTriples triples;

  /** The edges of four coins and more. */
  private final int[] larger;

  WeightedEdges(List<EdgeData.Weighted> rows) {
    WeightedTable all = new WeightedTable(rows);
    table = all.coins;
    reserve = all.reserve;
    weight = all.weight;
    logReserveOverWeight = all.logReserveOverWeight;
    gamma = all.gamma;
    logFee = all.logFee;
    low = new double[table.most()];
    high = new double[table.most()];
    pairs = new WeightedPairs(all);
    triples = new WeightedTriples(all);
    larger = all.edges(4, Integer.MAX_VALUE);
  }

  @Override
  public int size() {
    return table.edges();
  }

  @Override
  public int pairs() {
    return table.pairs();
  }

  @Override
  public int coins(int edge) {
    return table.coins(edge);
  }

  @Override
  public int token(int edge, int coin) {
    return table.token(table.start(edge) + coin);
  }

  @Override
  public double accumulate(PriceState at, double[] imbalance, Laplacian curvature) {
    double worth =
        pairs.accumulate(at, imbalance, curvature) + triples.accumulate(at, imbalance, curvature);
    for (int edge : larger) {
      int start = table.start(edge);
      int coins = table.coins(edge);
      if (!level(edge, at)) {
        continue;
      }
      double level = scratchLevel;
      double scale = Math.exp(level);
      double active = 0;
      for (int coin = 0; coin < coins; coin++) {
        int place = start + coin;
        double moved = moved(coin, place, edge, level, scale, at);
        if (moved != 0) {
          imbalance[table.token(place)] += moved;
          worth += moved;
          active += weight[place];
        }
      }
      addCurvature(start, coins, level, scale / active, curvature);
    }
    return worth;
  }

  private double scratchLevel;

  /** Fills the breakpoints of {@code edge} and, if it trades, its level. */
  private boolean level(int edge, PriceState at) {
    int start = table.start(edge);
    int coins = table.coins(edge);
    double[] logs = at.logs();
    if (logs[table.token(start)] == Double.NEGATIVE_INFINITY) {
      return false;
    }
    for (int coin = 0; coin < coins; coin++) {
      low[coin] = logReserveOverWeight[start + coin] + logs[table.token(start + coin)];
      high[coin] = low[coin] + logFee[edge];
    }
    if (!Level.trades(low, high, coins)) {
      return false;
    }
    if (coins == 2) {
      int out = low[0] > low[1] ? 0 : 1;
      scratchLevel = weight[start + out] * low[out] + weight[start + 1 - out] * high[1 - out];
    } else {
      scratchLevel = Level.of(low, high, weight, start, coins);
    }
    return true;
  }

  /** Value of the flow of one coin. */
  private double moved(int coin, int place, int edge, double level, double scale, PriceState at) {
    if (level < low[coin]) {
      return reserve[place] * at.prices()[table.token(place)] - weight[place] * scale;
    }
    if (level > high[coin]) {
      return reserve[place] * at.prices()[table.token(place)] / gamma[edge] - weight[place] * scale;
    }
    return 0;
  }

  private void addCurvature(int start, int coins, double level, double k, Laplacian curvature) {
    for (int one = 0; one < coins; one++) {
      if (level < low[one] || level > high[one]) {
        for (int other = one + 1; other < coins; other++) {
          if (level < low[other] || level > high[other]) {
            curvature.add(
                table.token(start + one),
                table.token(start + other),
                k * weight[start + one] * weight[start + other]);
          }
        }
      }
    }
  }

  @Override
  public double value(int edge, PriceState at) {
    if (!level(edge, at)) {
      return 0;
    }
    double scale = Math.exp(scratchLevel);
    double worth = 0;
    for (int coin = 0; coin < table.coins(edge); coin++) {
      worth += moved(coin, table.start(edge) + coin, edge, scratchLevel, scale, at);
    }
    return Math.max(0, worth);
  }

  @Override
  public void flows(int edge, PriceState at, double[] flows, int offset) {
    boolean trades = level(edge, at);
    for (int coin = 0; coin < table.coins(edge); coin++) {
      double taxed = reserve[table.start(edge) + coin];
      double flow = 0;
      if (trades && scratchLevel < low[coin]) {
        flow = -taxed * Math.expm1(scratchLevel - low[coin]);
      } else if (trades && scratchLevel > high[coin]) {
        flow = -taxed * Math.expm1(scratchLevel - high[coin]) / gamma[edge];
      }
      flows[offset + coin] = flow;
    }
  }

  @Override
  public double response(int edge, double[] flows, int offset, int adjusted) {
    int start = table.start(edge);
    double logs = 0;
    for (int coin = 0; coin < table.coins(edge); coin++) {
      if (coin != adjusted) {
        double flow = flows[offset + coin];
        double ratio = -(flow > 0 ? flow : flow * gamma[edge]) / reserve[start + coin];
        if (ratio <= -1) {
          return Double.NaN;
        }
        logs += weight[start + coin] * Math.log1p(ratio);
      }
    }
    double flow = -reserve[start + adjusted] * Math.expm1(-logs / weight[start + adjusted]);
    return flow > 0 ? flow : flow / gamma[edge];
  }

  @Override
  public double depth(int edge, int coin, double price) {
    return 0.5 * reserve[table.start(edge) + coin] * price;
  }

  @Override
  public double logPriceOverFirst(int edge, int coin) {
    int start = table.start(edge);
    return logReserveOverWeight[start] - logReserveOverWeight[start + coin];
  }

  @Override
  public Curve curve(int edge) {
    int from = table.start(edge);
    int to = table.start(edge + 1);
    double[] rates = new double[to - from];
    Arrays.fill(rates, 1);
    return new Curve(
        table.tokens(edge),
        Arrays.copyOfRange(reserve, from, to),
        rates,
        Arrays.copyOfRange(weight, from, to),
        0,
        0,
        gamma[edge]);
  }
}
