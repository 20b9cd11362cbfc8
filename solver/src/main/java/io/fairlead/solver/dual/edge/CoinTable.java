package io.fairlead.solver.dual.edge;

import java.util.Arrays;

/** Where the coins of edges with differing numbers of coins lie in flat arrays. */
final class CoinTable {
  private final int[] start;
  private final int[] token;

  /**
   * @param tokens each edge's tokens
   */
  CoinTable(int[][] tokens) {
    start = new int[tokens.length + 1];
    for (int edge = 0; edge < tokens.length; edge++) {
      start[edge + 1] = start[edge] + tokens[edge].length;
    }
    token = new int[start[tokens.length]];
    for (int edge = 0; edge < tokens.length; edge++) {
      System.arraycopy(tokens[edge], 0, token, start[edge], tokens[edge].length);
    }
  }

  int edges() {
    return start.length - 1;
  }

  /** Number of coins over all edges. */
  int total() {
    return token.length;
  }

  /** Place of an edge's first coin. */
  int start(int edge) {
    return start[edge];
  }

  int coins(int edge) {
    return start[edge + 1] - start[edge];
  }

  /** Tokens of an edge's coins. */
  int[] tokens(int edge) {
    return Arrays.copyOfRange(token, start[edge], start[edge + 1]);
  }

  int most() {
    int most = 0;
    for (int edge = 0; edge < edges(); edge++) {
      most = Math.max(most, coins(edge));
    }
    return most;
  }

  /** Token of the coin at {@code place}. */
  int token(int place) {
    return token[place];
  }

  /** Number of unordered pairs of coins, summed over the edges. */
  int pairs() {
    int pairs = 0;
    for (int edge = 0; edge < edges(); edge++) {
      pairs += coins(edge) * (coins(edge) - 1) / 2;
    }
    return pairs;
  }
}
