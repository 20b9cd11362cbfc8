package io.fairlead.solver.plan;

import java.util.stream.IntStream;

/** Which tokens hang together: a disjoint-set forest. */
final class TokenUnion {
  private final int[] parent;

  TokenUnion(int tokens) {
    parent = IntStream.range(0, tokens).toArray();
  }

  /** Joins two tokens; whether they were apart. */
  boolean join(int one, int other) {
    int low = root(one);
    int high = root(other);
    parent[Math.max(low, high)] = Math.min(low, high);
    return low != high;
  }

  private int root(int token) {
    int at = token;
    while (parent[at] != at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  }
}
