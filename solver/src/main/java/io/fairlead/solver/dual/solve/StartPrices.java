package io.fairlead.solver.dual.solve;

import io.fairlead.solver.dual.edge.Network;
import java.util.Arrays;
import java.util.PriorityQueue;

/**
 * Log prices to begin with: from the wanted tokens outwards, every token gets the spot price of the
 * deepest edge that leads to it from tokens that have one already (Prim's tree).
 */
public final class StartPrices {
  private final Network network;
  private final int[] begin;
  private final int[] edges;

  /** For {@code network}. */
  public StartPrices(Network network) {
    this.network = network;
    begin = new int[network.tokens() + 1];
    for (int edge = 0; edge < network.edges(); edge++) {
      for (int coin = 0; coin < network.coins(edge); coin++) {
        begin[network.token(edge, coin) + 1]++;
      }
    }
    for (int token = 0; token < network.tokens(); token++) {
      begin[token + 1] += begin[token];
    }
    edges = new int[begin[network.tokens()]];
    int[] next = Arrays.copyOf(begin, network.tokens());
    for (int edge = 0; edge < network.edges(); edge++) {
      for (int coin = 0; coin < network.coins(edge); coin++) {
        edges[next[network.token(edge, coin)]++] = edge;
      }
    }
  }

  private record Reach(double depth, int edge, int token, double logPrice)
      implements Comparable<Reach> {
    @Override
    public int compareTo(Reach other) {
      int byDepth = Double.compare(other.depth, depth);
      return byDepth != 0 ? byDepth : Integer.compare(edge, other.edge);
    }
  }

  /** One log price per token; negative infinity where no wanted token can be reached. */
  public double[] of(Objective objective) {
    double[] logPrices = new double[network.tokens()];
    Arrays.fill(logPrices, Double.NEGATIVE_INFINITY);
    PriorityQueue<Reach> queue = new PriorityQueue<>();
    double[] deepest = new double[network.tokens()];
    int priced = 0;
    for (int token = 0; token < logPrices.length; token++) {
      if (objective.worth()[token] > 0) {
        logPrices[token] = Math.log(objective.worth()[token]);
        priced++;
      }
    }
    for (int token = 0; token < logPrices.length && priced < logPrices.length; token++) {
      if (objective.worth()[token] > 0) {
        spread(token, logPrices, deepest, queue);
      }
    }
    for (Reach best = queue.poll(); best != null; best = queue.poll()) {
      if (logPrices[best.token] == Double.NEGATIVE_INFINITY) {
        logPrices[best.token] = best.logPrice;
        spread(best.token, logPrices, deepest, queue);
      }
    }
    return logPrices;
  }

  /** Edges less deep than one that is waiting already come too late in any case. */
  private void spread(int token, double[] logPrices, double[] deepest, PriorityQueue<Reach> queue) {
    double price = Math.exp(logPrices[token]);
    for (int i = begin[token]; i < begin[token + 1]; i++) {
      int edge = edges[i];
      int from = coinOf(edge, token);
      double depth = network.depth(edge, from, price);
      for (int coin = 0; coin < network.coins(edge); coin++) {
        int other = network.token(edge, coin);
        if (logPrices[other] == Double.NEGATIVE_INFINITY && depth >= deepest[other]) {
          deepest[other] = depth;
          double logPrice = logPrices[token] + network.logPrice(edge, coin, from);
          queue.add(new Reach(depth, edge, other, logPrice));
        }
      }
    }
  }

  private int coinOf(int edge, int token) {
    for (int coin = 0; coin < network.coins(edge); coin++) {
      if (network.token(edge, coin) == token) {
        return coin;
      }
    }
    throw new IllegalStateException("edge " + edge + " lost token " + token);
  }
}
