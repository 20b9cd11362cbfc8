package io.fairlead.devnet.bench.route;

import io.fairlead.solver.dual.edge.EdgeData;
import io.fairlead.solver.dual.solve.Objective;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Networks to measure on, named after where their distributions come from. The random numbers are
 * ours, so that instances have the same distribution as the originals without being the same.
 */
final class Generators {
  /** Of the smallest unit of value that dust pools hold, relative to ordinary ones. */
  private static final double DUST = 1e-9;

  private Generators() {}

  /**
   * {@code benchmark/scaling.jl} of bcc-research/CFMMRouter.jl: {@code factor * sqrt(pools)}
   * tokens; product pools between two random tokens, reserves uniform in [0, 1000), fee 0.3 % or
   * none; objective {@code c.y} over nonnegative {@code y} with {@code c} uniform in [0, 1).
   */
  static Instance cfmmRouter(int pools, int factor, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int tokens = (int) Math.round(factor * Math.sqrt(pools));
    List<EdgeData> edges = new ArrayList<>(pools);
    for (int i = 0; i < pools; i++) {
      int[] two = distinct(random, tokens, 2);
      edges.add(
          new EdgeData.Product(
              two[0],
              two[1],
              1_000 * positive(random),
              1_000 * positive(random),
              random.nextBoolean() ? 0.997 : 1));
    }
    double[] worth = new double[tokens];
    for (int token = 0; token < tokens; token++) {
      worth[token] = positive(random);
    }
    return new Instance("cfmmrouter-" + factor, tokens, edges, Objective.surplus(worth));
  }

  /**
   * {@code paper/cfmm/arbitrage.jl} of tjdiamandis/ConvexFlows.jl: {@code 2 sqrt(pools)} tokens; 40
   * % product pools with reserves in [100, 200), 40 % two-coin pools weighted 0.8 to 0.2 and 20 %
   * three-coin pools of equal weights with reserves in [1000, 2000), all with a fee of 0.3 %;
   * prices uniform in [0.01, 1) as in {@code arbitrage-compare.jl}. The original lets {@code y} be
   * negative at a quadratic penalty; here, as in CFMMRouter.jl, it may not be.
   */
  static Instance convexFlows(int pools, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int tokens = (int) Math.round(2 * Math.sqrt(pools));
    List<EdgeData> edges = new ArrayList<>(pools);
    for (int i = 0; i < pools; i++) {
      double kind = random.nextDouble();
      int coins = kind < 0.8 ? 2 : 3;
      int[] chosen = distinct(random, tokens, coins);
      if (kind < 0.4) {
        edges.add(
            new EdgeData.Product(
                chosen[0],
                chosen[1],
                random.nextDouble(100, 200),
                random.nextDouble(100, 200),
                0.997));
      } else {
        edges.add(
            new EdgeData.Weighted(
                chosen,
                random.doubles(coins, 1_000, 2_000).toArray(),
                coins == 2 ? new double[] {0.8, 0.2} : new double[] {1, 1, 1},
                0.997));
      }
    }
    return new Instance(
        "convexflows", tokens, edges, Objective.surplus(random.doubles(tokens, 0.01, 1).toArray()));
  }

  /**
   * Shaped like Balancer on the main network, all numbers made up: 1,250 pools over 700 tokens of
   * 6, 8 or 18 decimals. Tokens join the older ones the likelier the more pools these have already;
   * 85 % weighted pools of two to four coins, 15 % stable pools of two or three among tokens of one
   * price; depths log-uniform over five orders of magnitude, and one pool in eight is dust of 1e-9
   * of that at prices off by up to a factor of 20. Prices elsewhere are within the fees of common
   * ones. One order sells the tenth token for the first, about 1 % of the deepest pools.
   */
  static Instance balancerLike(int pools, int tokens, long seed) {
    return balancer(pools, tokens, seed).instance("balancer-like");
  }

  /**
   * The same graph once arbitrageurs have been there: every pool that is not dust has made the
   * trade that is best at the tokens' prices, so that nobody gains at these any more.
   */
  static PricedGraph balancerSettled(int pools, int tokens, long seed) {
    return balancer(pools, tokens, seed).settled();
  }

  /** The graph of {@link #balancerLike}. */
  static PricedGraph balancerPriced(int pools, int tokens, long seed) {
    return balancer(pools, tokens, seed);
  }

  private static PricedGraph balancer(int pools, int tokens, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] worth = new double[tokens];
    int[] peg = new int[tokens];
    for (int token = 0; token < tokens; token++) {
      double decimals = new int[] {18, 6, 18, 8}[token % 4];
      peg[token] = random.nextInt(12);
      double price = peg[token] < 3 ? Math.pow(30, peg[token]) : Math.exp(random.nextDouble(-9, 7));
      worth[token] = price * Math.pow(10, -decimals);
    }
    List<Integer> popular = new ArrayList<>(List.of(0, 1, 2));
    List<EdgeData> edges = new ArrayList<>(pools);
    boolean[] dusty = new boolean[pools];
    for (int i = 0; i < pools; i++) {
      int fresh = i < tokens ? i : random.nextInt(tokens);
      boolean dust = i >= tokens && random.nextInt(8) == 0;
      dusty[i] = dust;
      int coins = random.nextInt(2, 5);
      int[] chosen = chosen(random, popular, fresh, coins, tokens);
      edges.add(
          i % 20 >= 17 && peg[fresh] < 3
              ? stable(random, pegged(random, peg, fresh), worth, dust)
              : weighted(random, chosen, worth, dust));
      for (int token : chosen) {
        popular.add(token);
      }
    }
    return new PricedGraph(edges, dusty, worth);
  }

  private static EdgeData weighted(
      SplittableRandom random, int[] tokens, double[] worth, boolean dust) {
    double depth = depth(random, dust);
    double[] weights = random.doubles(tokens.length, 0.1, 1).toArray();
    double[] reserves = new double[tokens.length];
    for (int coin = 0; coin < tokens.length; coin++) {
      reserves[coin] = depth * weights[coin] / worth[tokens[coin]] * noise(random, dust ? 3 : 2e-3);
    }
    return new EdgeData.Weighted(tokens, reserves, weights, 1 - random.nextDouble(0.001, 0.01));
  }

  private static EdgeData stable(
      SplittableRandom random, int[] tokens, double[] worth, boolean dust) {
    double depth = depth(random, dust);
    double[] rates = new double[tokens.length];
    double[] reserves = new double[tokens.length];
    for (int coin = 0; coin < tokens.length; coin++) {
      rates[coin] = worth[tokens[coin]];
      reserves[coin] = depth / rates[coin] * random.nextDouble(0.5, 1);
    }
    double amplification = tokens.length * random.nextInt(50, 2_000);
    return new EdgeData.Stable(tokens, reserves, rates, amplification, 0.9996);
  }

  private static double depth(SplittableRandom random, boolean dust) {
    return Math.pow(10, random.nextDouble(2, 7)) * (dust ? DUST : 1);
  }

  private static double noise(SplittableRandom random, double spread) {
    return Math.exp(random.nextDouble(-spread, spread));
  }

  private static int[] chosen(
      SplittableRandom random, List<Integer> popular, int fresh, int coins, int tokens) {
    int[] chosen = new int[Math.min(coins, tokens)];
    chosen[0] = fresh;
    int count = 1;
    for (int tries = 0; count < chosen.length; tries++) {
      int next = tries < 50 ? popular.get(random.nextInt(popular.size())) : random.nextInt(tokens);
      boolean known = false;
      for (int i = 0; i < count; i++) {
        known |= chosen[i] == next;
      }
      if (!known) {
        chosen[count++] = next;
      }
    }
    return chosen;
  }

  /** {@code token} and one or two others of its price. */
  private static int[] pegged(SplittableRandom random, int[] peg, int token) {
    int first = random.nextInt(peg.length);
    int[] found = {token, -1, -1};
    int count = 1;
    for (int i = 0; i < peg.length && count < found.length; i++) {
      int other = (first + i) % peg.length;
      if (other != token && peg[other] == peg[token]) {
        found[count++] = other;
      }
    }
    return Arrays.copyOf(found, Math.max(2, count));
  }

  private static int[] distinct(SplittableRandom random, int tokens, int count) {
    return random.ints(0, tokens).distinct().limit(count).toArray();
  }

  /** Uniform in (0, 1): a pool without reserves is none. */
  private static double positive(SplittableRandom random) {
    return Math.max(1e-12, random.nextDouble());
  }
}
