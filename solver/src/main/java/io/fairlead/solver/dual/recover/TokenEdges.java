package io.fairlead.solver.dual.recover;

import io.fairlead.solver.dual.edge.Network;
import io.fairlead.solver.dual.edge.PriceState;
import java.util.Arrays;
import java.util.PriorityQueue;

/** Which edges meet at a token. */
final class TokenEdges {
  private final Network network;
  private final int[] begin;
  private final int[] edge;
  private final int[] coin;

  TokenEdges(Network network) {
    this.network = network;
    begin = new int[network.tokens() + 1];
    for (int one = 0; one < network.edges(); one++) {
      for (int c = 0; c < network.coins(one); c++) {
        begin[network.token(one, c) + 1]++;
      }
    }
    for (int token = 0; token < network.tokens(); token++) {
      begin[token + 1] += begin[token];
    }
    edge = new int[network.flowCount()];
    coin = new int[network.flowCount()];
    int[] next = Arrays.copyOf(begin, network.tokens());
    for (int one = 0; one < network.edges(); one++) {
      for (int c = 0; c < network.coins(one); c++) {
        int place = next[network.token(one, c)]++;
        edge[place] = one;
        coin[place] = c;
      }
    }
  }

  /** Where a token's places begin. */
  int first(int token) {
    return begin[token];
  }

  /** Where they end. */
  int end(int token) {
    return begin[token + 1];
  }

  int edge(int place) {
    return edge[place];
  }

  int coin(int place) {
    return coin[place];
  }

  /** Which coin of {@code one} is {@code token}. */
  int coinOf(int one, int token) {
    for (int c = 0; c < network.coins(one); c++) {
      if (network.token(one, c) == token) {
        return c;
      }
    }
    throw new IllegalArgumentException("edge " + one + " has no token " + token);
  }

  private record Reach(double depth, int edge, int token) implements Comparable<Reach> {
    @Override
    public int compareTo(Reach other) {
      int byDepth = Double.compare(other.depth, depth);
      int byEdge = Integer.compare(edge, other.edge);
      return byDepth != 0 ? byDepth : byEdge != 0 ? byEdge : Integer.compare(token, other.token);
    }
  }

  /** Tokens that can be reached, roots first, each next one through the deepest edge. */
  int[] outwards(boolean[] root, PriceState prices) {
    int[] order = new int[network.tokens()];
    boolean[] seen = new boolean[network.tokens()];
    int count = 0;
    PriorityQueue<Reach> queue = new PriorityQueue<>();
    for (int token = 0; token < root.length; token++) {
      if (root[token]) {
        seen[token] = true;
        order[count++] = token;
      }
    }
    for (int done = 0; done < count; done++) {
      spread(order[done], seen, prices, queue);
    }
    for (Reach next = queue.poll(); next != null; next = queue.poll()) {
      if (!seen[next.token]) {
        seen[next.token] = true;
        order[count++] = next.token;
        spread(next.token, seen, prices, queue);
      }
    }
    return Arrays.copyOf(order, count);
  }

  private void spread(int token, boolean[] seen, PriceState prices, PriorityQueue<Reach> queue) {
    for (int place = begin[token]; place < begin[token + 1]; place++) {
      int one = edge[place];
      double depth =
          network.depth(one, coin[place], prices.price(token)) * network.readiness(one, prices);
      for (int c = 0; c < network.coins(one); c++) {
        if (!seen[network.token(one, c)]) {
          queue.add(new Reach(depth, one, network.token(one, c)));
        }
      }
    }
  }
}
