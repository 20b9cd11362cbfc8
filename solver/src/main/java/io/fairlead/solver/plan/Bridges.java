package io.fairlead.solver.plan;

import io.fairlead.solver.dual.edge.EdgeData;
import io.fairlead.solver.dual.edge.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.IntPredicate;

/**
 * The ways between tokens on which a small amount loses least at the dual's prices (Dijkstra). At
 * these prices a pool that trades loses nothing on a little more in the same direction, and any
 * other at most its fee twice: from where it stands to where it would begin to trade. What an
 * amount moves the prices itself is added.
 */
final class Bridges {
  /** Of a pool's depth: larger amounts do not pass. */
  private static final double SHALLOW = 0.1;

  /** How much further than the nearest wanted token the others are looked for. */
  private static final double WIDER = 1.5;

  private static final double FEE = 1e-3;

  private final PoolNetwork pools;
  private final Network network;
  private final double[] fee;

  /** Of each edge's coins: the logarithm of the price over the edge's first coin's. */
  private final double[] spot;

  /** How much moves per unit of log price. */
  private final double[] depth;

  /** How much a pool that is flat until it is empty has of each coin. */
  private final double[] reserve;

  private double[] logPrices = new double[0];
  private double[] price = new double[0];

  Bridges(PoolNetwork pools) {
    this.pools = pools;
    network = pools.network();
    fee = new double[network.edges()];
    spot = new double[network.flowCount()];
    depth = new double[network.flowCount()];
    reserve = new double[network.flowCount()];
    Arrays.fill(reserve, Double.POSITIVE_INFINITY);
    for (int edge = 0; edge < fee.length; edge++) {
      if (pools.edges().get(edge) instanceof EdgeData.Stable pool) {
        System.arraycopy(pool.reserves(), 0, reserve, network.offset(edge), pool.reserves().length);
      }
      fee[edge] = fee(pools.edges().get(edge));
      for (int coin = 0; coin < network.coins(edge); coin++) {
        spot[network.offset(edge) + coin] = network.logPrice(edge, coin, 0);
        depth[network.offset(edge) + coin] = network.depth(edge, coin, 1);
      }
    }
  }

  /** From now on at these prices. */
  Bridges at(double[] prices) {
    logPrices = prices;
    price = Arrays.stream(prices).map(Math::exp).toArray();
    return this;
  }

  private record Reach(double loss, int token) implements Comparable<Reach> {
    @Override
    public int compareTo(Reach other) {
      int byLoss = Double.compare(loss, other.loss);
      return byLoss != 0 ? byLoss : Integer.compare(token, other.token);
    }
  }

  /** Ways from or to some tokens. */
  final class Ways {
    private final boolean outwards;
    private final double amount;
    private final double[] loss;
    private final int[] edge;
    private final int[] next;
    private final PriorityQueue<Reach> queue = new PriorityQueue<>();

    private Ways(
        Iterable<Integer> tokens,
        boolean outwards,
        double amount,
        double most,
        boolean[] closed,
        IntPredicate wanted) {
      this.outwards = outwards;
      this.amount = amount;
      loss = new double[network.tokens()];
      edge = new int[network.tokens()];
      next = new int[network.tokens()];
      Arrays.fill(loss, Double.POSITIVE_INFINITY);
      Arrays.fill(next, -1);
      for (int token : tokens) {
        loss[token] = 0;
        queue.add(new Reach(0, token));
      }
      double limit = most;
      for (Reach best = queue.poll(); best != null && best.loss < limit; best = queue.poll()) {
        if (best.loss == loss[best.token]) {
          limit = wanted.test(best.token) ? Math.min(limit, WIDER * best.loss + FEE) : limit;
          if (!closed[best.token]) {
            spread(best.token, limit);
          }
        }
      }
    }

    private void spread(int token, double most) {
      for (int one : pools.incident(token)) {
        int own = network.coinOf(one, token);
        for (int coin = 0; coin < network.coins(one); coin++) {
          int other = network.token(one, coin);
          if (coin != own && loss[other] > loss[token]) {
            double there =
                loss[token]
                    + (outwards ? lost(one, own, coin, amount) : lost(one, coin, own, amount));
            if (there < most && there < loss[other]) {
              loss[other] = there;
              edge[other] = one;
              next[other] = token;
              queue.add(new Reach(there, other));
            }
          }
        }
      }
    }

    /** Part of the amount that is lost on the way between {@code token} and the nearest of them. */
    double loss(int token) {
      return loss[token];
    }

    /** Which of them that is. */
    int end(int token) {
      int at = token;
      while (next[at] >= 0) {
        at = next[at];
      }
      return at;
    }

    /** The swaps in order. */
    List<Arc> way(int token) {
      List<Arc> way = new ArrayList<>();
      for (int at = token; next[at] >= 0; at = next[at]) {
        way.add(
            outwards
                ? new Arc(edge[at], next[at], at, amount, 0)
                : new Arc(edge[at], at, next[at], amount, 0));
      }
      if (outwards) {
        Collections.reverse(way);
      }
      return way;
    }
  }

  /** Value of the smallest unit of a token. */
  double price(int token) {
    return price[token];
  }

  /**
   * The ways of {@code amount} of value from {@code tokens} to all others.
   *
   * @param most part of the amount that may be lost on the way
   * @param closed by token, through which no way leads
   * @param wanted tokens of which the nearest are enough
   */
  Ways from(
      Iterable<Integer> tokens, double amount, double most, boolean[] closed, IntPredicate wanted) {
    return new Ways(tokens, true, amount, most, closed, wanted);
  }

  /** The ways from all others to {@code tokens}. */
  Ways to(
      Iterable<Integer> tokens, double amount, double most, boolean[] closed, IntPredicate wanted) {
    return new Ways(tokens, false, amount, most, closed, wanted);
  }

  /** What swapping coin {@code from} of an edge into {@code to} loses. */
  private double lost(int edge, int from, int to, double amount) {
    int in = network.offset(edge) + from;
    int out = network.offset(edge) + to;
    int tokenIn = network.token(edge, from);
    int tokenOut = network.token(edge, to);
    double depthIn = depth[in] * price[tokenIn];
    double depthOut = depth[out] * price[tokenOut];
    double most = Math.min(Math.min(depthIn, depthOut), reserve[out] * price[tokenOut]);
    if (!(amount < SHALLOW * most) || Double.isNaN(fee[edge])) {
      return Double.POSITIVE_INFINITY;
    }
    double given = logPrices[tokenIn] - logPrices[tokenOut];
    double lost = given - spot[in] + spot[out] + fee[edge];
    double moved = 0.25 * amount * (1 / depthIn + 1 / depthOut);
    return Math.max(0, Math.min(2 * fee[edge], lost)) + moved;
  }

  /** As a difference of logarithms; NaN where a swap is not possible both ways. */
  private static double fee(EdgeData edge) {
    return switch (edge) {
      case EdgeData.Product pool -> -Math.log(pool.gamma());
      case EdgeData.Weighted pool -> -Math.log(pool.gamma());
      case EdgeData.Stable pool -> -Math.log(pool.gamma());
      case EdgeData.Concentrated pool -> -Math.log(pool.gamma());
      case EdgeData.Limit ignored -> Double.NaN;
    };
  }
}
