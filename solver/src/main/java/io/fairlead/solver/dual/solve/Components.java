package io.fairlead.solver.dual.solve;

import io.fairlead.solver.dual.edge.Network;

/** Which tokens are connected at all. */
final class Components {
  private final int[] parent;

  Components(Network network) {
    parent = new int[network.tokens()];
    for (int token = 0; token < parent.length; token++) {
      parent[token] = token;
    }
    for (int edge = 0; edge < network.edges(); edge++) {
      for (int coin = 1; coin < network.coins(edge); coin++) {
        int one = of(network.token(edge, 0));
        int other = of(network.token(edge, coin));
        parent[Math.max(one, other)] = Math.min(one, other);
      }
    }
  }

  /** The token that stands for the component of {@code token}. */
  int of(int token) {
    int at = token;
    while (parent[at] != at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  }
}
