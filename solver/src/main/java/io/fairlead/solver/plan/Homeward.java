package io.fairlead.solver.plan;

import io.fairlead.solver.dual.edge.EdgeData;
import io.fairlead.solver.dual.edge.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;

/**
 * From every token the way to one of them through the deepest pools: Prim's tree, grown from that
 * token by depth at given prices.
 */
final class Homeward {
  private final int home;
  private final int[] edge;
  private final int[] next;
  private final List<Integer> outwards = new ArrayList<>();

  /** The deepest pool that has led to each token so far: shallower ones are not looked at. */
  private final double[] deepest;

  private record Reach(double depth, int edge, int token, int inner) implements Comparable<Reach> {
    @Override
    public int compareTo(Reach other) {
      int byDepth = Double.compare(other.depth, depth);
      int byEdge = Integer.compare(edge, other.edge);
      return byDepth != 0 ? byDepth : byEdge != 0 ? byEdge : Integer.compare(token, other.token);
    }
  }

  /**
   * The tree of the pools' network; limit orders, which trade one way only, are no part of it.
   *
   * @param home where all ways lead
   * @param logPrices of the tokens
   */
  Homeward(PoolNetwork pools, int home, double[] logPrices) {
    Network network = pools.network();
    this.home = home;
    edge = new int[network.tokens()];
    next = new int[network.tokens()];
    deepest = new double[network.tokens()];
    Arrays.fill(edge, -1);
    Arrays.fill(next, -1);
    PriorityQueue<Reach> queue = new PriorityQueue<>();
    next[home] = home;
    spread(pools, home, logPrices, queue);
    for (Reach best = queue.poll(); best != null; best = queue.poll()) {
      if (next[best.token] < 0) {
        next[best.token] = best.inner;
        edge[best.token] = best.edge;
        outwards.add(best.token);
        spread(pools, best.token, logPrices, queue);
      }
    }
  }

  private void spread(
      PoolNetwork pools, int token, double[] logPrices, PriorityQueue<Reach> queue) {
    Network network = pools.network();
    double price = Math.exp(logPrices[token]);
    for (int one : pools.incident(token)) {
      if (pools.edges().get(one) instanceof EdgeData.Limit) {
        continue;
      }
      int own = network.coinOf(one, token);
      double depth = network.depth(one, own, price);
      for (int coin = 0; coin < network.coins(one); coin++) {
        int other = network.token(one, coin);
        if (next[other] < 0 && depth >= deepest[other]) {
          deepest[other] = depth;
          queue.add(new Reach(depth, one, other, token));
        }
      }
    }
  }

  /** Whether there is a way from {@code token}. */
  boolean leads(int token) {
    return next[token] >= 0;
  }

  /** The pool of the first swap from {@code token} on. */
  int edge(int token) {
    return edge[token];
  }

  /** The token that this swap gives. */
  int next(int token) {
    return next[token];
  }

  /** All tokens from which a way leads home, the outermost first, home itself left out. */
  List<Integer> inwards() {
    List<Integer> inwards = new ArrayList<>(outwards);
    Collections.reverse(inwards);
    return inwards;
  }

  /** The swaps from {@code token} home, each of everything held. */
  List<Arc> way(int token) {
    List<Arc> way = new ArrayList<>();
    for (int at = token; leads(at) && at != home; at = next[at]) {
      way.add(new Arc(edge[at], at, next[at], 1, 0));
    }
    return way;
  }
}
