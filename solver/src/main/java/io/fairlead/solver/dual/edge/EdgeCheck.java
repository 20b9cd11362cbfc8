package io.fairlead.solver.dual.edge;

import org.jspecify.annotations.Nullable;

/** Whether an edge's data make sense. Everything else relies on it. */
final class EdgeCheck {
  private static final double LEAST = 1e-30;
  private static final double MOST = 1e60;
  private static final double LEAST_GAMMA = 1e-6;
  private static final double LEAST_WEIGHT = 1e-6;
  private static final double MOST_AMPLIFICATION = 1e9;
  private static final int MOST_COINS = 8;

  private final int tokens;

  EdgeCheck(int tokens) {
    this.tokens = tokens;
  }

  /** What is wrong; null if nothing is. */
  @Nullable String problem(EdgeData data) {
    return switch (data) {
      case EdgeData.Product row ->
          first(
              tokens(row.token1(), row.token2()),
              amounts("reserve", row.reserve1(), row.reserve2()),
              gamma(row.gamma()));
      case EdgeData.Weighted row ->
          first(
              tokens(row.tokens()),
              lengths(row.tokens(), row.reserves(), row.weights()),
              amounts("reserve", row.reserves()),
              amounts("weight", row.weights()),
              weights(row.weights()),
              gamma(row.gamma()));
      case EdgeData.Concentrated row ->
          first(
              tokens(row.token1(), row.token2()),
              amounts("price", row.rootPrice()),
              amounts("boundary", row.boundaries()),
              segments(row),
              gamma(row.gamma()));
      case EdgeData.Stable row ->
          first(
              tokens(row.tokens()),
              lengths(row.tokens(), row.reserves(), row.rates()),
              amounts("reserve", row.reserves()),
              amounts("rate", row.rates()),
              invariant(row),
              gamma(row.gamma()));
      case EdgeData.Limit row ->
          first(
              tokens(row.given(), row.wanted()),
              amounts("price", row.price()),
              amounts("capacity", row.capacity()));
    };
  }

  private static @Nullable String first(@Nullable String... problems) {
    for (String problem : problems) {
      if (problem != null) {
        return problem;
      }
    }
    return null;
  }

  private @Nullable String tokens(int... indices) {
    if (indices.length < 2 || indices.length > MOST_COINS) {
      return "tokens: not 2 to " + MOST_COINS;
    }
    for (int i = 0; i < indices.length; i++) {
      if (indices[i] < 0 || indices[i] >= tokens) {
        return "tokens: unknown token " + indices[i];
      }
      for (int j = 0; j < i; j++) {
        if (indices[i] == indices[j]) {
          return "tokens: token " + indices[i] + " twice";
        }
      }
    }
    return null;
  }

  private static @Nullable String lengths(int[] tokens, double[] one, double[] other) {
    return tokens.length == one.length && tokens.length == other.length
        ? null
        : "tokens: not as many as amounts";
  }

  private static @Nullable String amounts(String field, double... amounts) {
    for (double amount : amounts) {
      if (!(amount >= LEAST && amount <= MOST)) {
        return field + ": " + amount + " is not in [" + LEAST + ", " + MOST + "]";
      }
    }
    return null;
  }

  private static @Nullable String weights(double... weights) {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    for (double weight : weights) {
      if (weight < LEAST_WEIGHT * sum) {
        return "weight: " + weight + " is next to nothing of " + sum;
      }
    }
    return null;
  }

  private static @Nullable String gamma(double gamma) {
    return gamma >= LEAST_GAMMA && gamma <= 1
        ? null
        : "gamma: " + gamma + " is not in [" + LEAST_GAMMA + ", 1]";
  }

  private static @Nullable String segments(EdgeData.Concentrated row) {
    double[] bounds = row.boundaries();
    if (bounds.length < 2 || row.liquidity().length != bounds.length - 1) {
      return "boundaries: not one more than liquidities";
    }
    boolean any = false;
    for (int i = 0; i < bounds.length - 1; i++) {
      if (!(bounds[i] < bounds[i + 1])) {
        return "boundaries: not ascending";
      }
      double liquidity = row.liquidity()[i];
      if (!(liquidity >= 0 && liquidity <= MOST)) {
        return "liquidity: " + liquidity;
      }
      any |= liquidity > 0;
    }
    return any ? null : "liquidity: none";
  }

  private static @Nullable String invariant(EdgeData.Stable row) {
    if (!(row.amplification() >= 1 && row.amplification() <= MOST_AMPLIFICATION)) {
      return "amplification: " + row.amplification();
    }
    double[] balances = new double[row.tokens().length];
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (int coin = 0; coin < balances.length; coin++) {
      balances[coin] = row.reserves()[coin] * row.rates()[coin];
      least = Math.min(least, balances[coin]);
      most = Math.max(most, balances[coin]);
    }
    // Further apart than this doubles no longer tell the product from rounding.
    if (!(least >= 1e-9 * most)) {
      return "reserve: coins are worlds apart";
    }
    double d = StableInvariant.of(balances, 0, balances.length, row.amplification());
    return d > 0 ? null : "invariant: none";
  }
}
