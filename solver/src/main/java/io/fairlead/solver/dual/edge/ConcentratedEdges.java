package io.fairlead.solver.dual.edge;

import java.util.List;

/**
 * Two coins with liquidity that is constant between boundaries (Uniswap v3 Core whitepaper, section
 * 6). At prices {@code v} the pool is moved to the root price {@code sqrt(gamma v1/v2)} if that is
 * above where it is, or to {@code sqrt(v1/(gamma v2))} if that is below. What moves on the way is
 * read from sums kept from the current price to every boundary, so that an evaluation costs a
 * binary search and small amounts are not lost among large ones.
 */
final class ConcentratedEdges implements EdgeGroup {
  private final int[] first;
  private final int[] second;
  private final double[] rootPrice;
  private final double[] rootGamma;

  /** Where an edge's boundaries begin; its current price is one of them. */
  private final int[] start;

  private final int[] current;
  private final double[] boundary;

  /** Liquidity between a boundary and the next. */
  private final double[] liquidity;

  /** Amounts between the current price and a boundary, without fee, at least zero. */
  private final double[] amount1;

  private final double[] amount2;
  private final double[] range = new double[2];
  private double trialRoot;
  private double trialLiquidity;

  ConcentratedEdges(List<EdgeData.Concentrated> rows) {
    int size = rows.size();
    first = new int[size];
    second = new int[size];
    rootPrice = new double[size];
    rootGamma = new double[size];
    start = new int[size + 1];
    current = new int[size];
    for (int edge = 0; edge < size; edge++) {
      start[edge + 1] = start[edge] + rows.get(edge).boundaries().length + 1;
    }
    boundary = new double[start[size]];
    liquidity = new double[start[size]];
    amount1 = new double[start[size]];
    amount2 = new double[start[size]];
    for (int edge = 0; edge < size; edge++) {
      place(edge, rows.get(edge));
      sum(edge);
    }
  }

  private void place(int edge, EdgeData.Concentrated row) {
    first[edge] = row.token1();
    second[edge] = row.token2();
    rootGamma[edge] = Math.sqrt(row.gamma());
    rootPrice[edge] = row.rootPrice();
    double[] bounds = row.boundaries();
    int at = start[edge];
    int next = 0;
    while (next < bounds.length && bounds[next] <= row.rootPrice()) {
      boundary[at] = bounds[next];
      liquidity[at] = next < row.liquidity().length ? row.liquidity()[next] : 0;
      at++;
      next++;
    }
    current[edge] = at;
    boundary[at] = row.rootPrice();
    liquidity[at] = next == 0 || next == bounds.length ? 0 : row.liquidity()[next - 1];
    at++;
    for (; next < bounds.length; next++, at++) {
      boundary[at] = bounds[next];
      liquidity[at] = next < row.liquidity().length ? row.liquidity()[next] : 0;
    }
  }

  private void sum(int edge) {
    for (int at = current[edge] + 1; at < start[edge + 1]; at++) {
      amount1[at] = amount1[at - 1] + amount1(liquidity[at - 1], boundary[at - 1], boundary[at]);
      amount2[at] = amount2[at - 1] + liquidity[at - 1] * (boundary[at] - boundary[at - 1]);
    }
    for (int at = current[edge] - 1; at >= start[edge]; at--) {
      amount1[at] = amount1[at + 1] + amount1(liquidity[at], boundary[at], boundary[at + 1]);
      amount2[at] = amount2[at + 1] + liquidity[at] * (boundary[at + 1] - boundary[at]);
    }
  }

  private static double amount1(double liquidity, double from, double to) {
    return liquidity * ((to - from) / from / to);
  }

  @Override
  public int size() {
    return first.length;
  }

  @Override
  public int pairs() {
    return first.length;
  }

  @Override
  public int coins(int edge) {
    return 2;
  }

  @Override
  public int token(int edge, int coin) {
    return coin == 0 ? first[edge] : second[edge];
  }

  @Override
  public double accumulate(PriceState at, double[] imbalance, Laplacian curvature) {
    double worth = 0;
    for (int edge = 0; edge < first.length; edge++) {
      int direction = trade(edge, at);
      if (direction != 0) {
        int one = first[edge];
        int two = second[edge];
        double value1 = range[0] * at.prices()[one];
        double value2 = range[1] * at.prices()[two];
        imbalance[one] += value1;
        imbalance[two] += value2;
        worth += value1 + value2;
        if (trialLiquidity > 0) {
          double k = trialLiquidity * at.roots()[one] * at.roots()[two] / rootGamma[edge];
          curvature.add(one, two, 0.5 * k);
        }
      }
    }
    return worth;
  }

  /**
   * Puts the best trade's flows into {@code range}, and into {@code trialLiquidity} the liquidity
   * at which it stops, zero if it stops at a boundary. Returns its direction: 1 if coin 1 comes
   * out.
   */
  private int trade(int edge, PriceState at) {
    range[0] = 0;
    range[1] = 0;
    double root1 = at.roots()[first[edge]];
    double root2 = at.roots()[second[edge]];
    double here = rootPrice[edge];
    if (root1 * rootGamma[edge] > here * root2) {
      move(edge, rootGamma[edge] * root1 / root2);
    } else if (root1 < here * root2 * rootGamma[edge]) {
      move(edge, root1 / (root2 * rootGamma[edge]));
    } else {
      return 0;
    }
    return range[0] == 0 && range[1] == 0 ? 0 : range[0] > 0 ? 1 : -1;
  }

  /** Moves the pool to {@code target}, or as far as there is liquidity. */
  private void move(int edge, double target) {
    double gamma = rootGamma[edge] * rootGamma[edge];
    int low = start[edge];
    int high = start[edge + 1] - 1;
    boolean inside = target > boundary[low] && target < boundary[high];
    trialRoot = Math.min(Math.max(target, boundary[low]), boundary[high]);
    int segment = segment(edge, trialRoot);
    trialLiquidity = inside ? liquidity[segment] : 0;
    if (trialRoot == rootPrice[edge]) {
      range[0] = 0;
      range[1] = 0;
    } else if (trialRoot > rootPrice[edge]) {
      range[0] = amount1[segment] + amount1(liquidity[segment], boundary[segment], trialRoot);
      range[1] = -(amount2[segment] + liquidity[segment] * (trialRoot - boundary[segment])) / gamma;
    } else {
      int next = segment + 1;
      range[0] = -(amount1[next] + amount1(liquidity[segment], trialRoot, boundary[next])) / gamma;
      range[1] = amount2[next] + liquidity[segment] * (boundary[next] - trialRoot);
    }
  }

  /** The segment that holds {@code root}: the last whose lower boundary is not above it. */
  private int segment(int edge, double root) {
    int low = start[edge];
    int high = start[edge + 1] - 2;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (boundary[middle] <= root) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  @Override
  public double value(int edge, PriceState at) {
    return trade(edge, at) == 0
        ? 0
        : Math.max(0, range[0] * at.prices()[first[edge]] + range[1] * at.prices()[second[edge]]);
  }

  @Override
  public void flows(int edge, PriceState at, double[] flows, int offset) {
    trade(edge, at);
    flows[offset] = range[0];
    flows[offset + 1] = range[1];
  }

  @Override
  public double response(int edge, double[] flows, int offset, int adjusted) {
    double given = flows[offset + 1 - adjusted];
    if (given == 0) {
      return 0;
    }
    double gamma = rootGamma[edge] * rootGamma[edge];
    double amount = given > 0 ? given : -given * gamma;
    double root =
        adjusted == 1 ? rootAfter1(edge, amount, given > 0) : rootAfter2(edge, amount, given > 0);
    if (Double.isNaN(root)) {
      return Double.NaN;
    }
    move(edge, root);
    return range[adjusted];
  }

  /** Where the pool ends when {@code amount} of coin 1 leaves it (upwards) or enters it. */
  private double rootAfter1(int edge, double amount, boolean up) {
    if (up) {
      for (int at = current[edge]; at < start[edge + 1] - 1; at++) {
        if (amount <= amount1[at + 1] && liquidity[at] > 0) {
          return 1 / (1 / boundary[at] - (amount - amount1[at]) / liquidity[at]);
        }
      }
    } else {
      for (int at = current[edge] - 1; at >= start[edge]; at--) {
        if (amount <= amount1[at] && liquidity[at] > 0) {
          return 1 / (1 / boundary[at + 1] + (amount - amount1[at + 1]) / liquidity[at]);
        }
      }
    }
    return Double.NaN;
  }

  /** Where the pool ends when {@code amount} of coin 2 leaves it (downwards) or enters it. */
  private double rootAfter2(int edge, double amount, boolean down) {
    if (down) {
      for (int at = current[edge] - 1; at >= start[edge]; at--) {
        if (amount <= amount2[at] && liquidity[at] > 0) {
          return boundary[at + 1] - (amount - amount2[at + 1]) / liquidity[at];
        }
      }
    } else {
      for (int at = current[edge]; at < start[edge + 1] - 1; at++) {
        if (amount <= amount2[at + 1] && liquidity[at] > 0) {
          return boundary[at] + (amount - amount2[at]) / liquidity[at];
        }
      }
    }
    return Double.NaN;
  }

  @Override
  public double depth(int edge, int coin, double price) {
    int here = current[edge];
    double below = here > start[edge] ? liquidity[here - 1] : 0;
    double root = coin == 0 ? 1 / rootPrice[edge] : rootPrice[edge];
    return 0.5 * Math.max(liquidity[here], below) * root * price;
  }

  @Override
  public double logPriceOverFirst(int edge, int coin) {
    return coin == 0 ? 0 : -2 * Math.log(rootPrice[edge]);
  }
}
