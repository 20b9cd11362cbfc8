package io.fairlead.solver.dual;

import io.fairlead.solver.dual.edge.EdgeData;
import io.fairlead.solver.dual.edge.Network;
import io.fairlead.solver.dual.edge.NetworkBuilder;
import io.fairlead.solver.dual.solve.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Seeded networks near common prices over tokens whose units differ by up to 24 orders of
 * magnitude. Edges are kept as data, so that they can be scaled, shuffled and added to.
 */
public final class RandomNetwork {
  /** Kinds of edges, as {@link #edge} numbers them. */
  public static final int KINDS = 5;

  private final SplittableRandom random;
  private final double[] worth;
  private final List<EdgeData> edges = new ArrayList<>();

  /** With {@code tokens} tokens and no edge yet. */
  public RandomNetwork(long seed, int tokens) {
    random = new SplittableRandom(seed);
    worth = new double[tokens];
    for (int token = 0; token < tokens; token++) {
      worth[token] = Math.exp(random.nextDouble(-28, 28));
    }
  }

  /** Of random size; without orders if {@code smooth}. */
  public static RandomNetwork of(long seed, boolean smooth) {
    SplittableRandom sizes = new SplittableRandom(~seed);
    RandomNetwork network = new RandomNetwork(seed, sizes.nextInt(2, 10));
    int count = sizes.nextInt(network.tokens(), 40);
    // A chain first, so that everything is connected.
    for (int token = 1; token < network.tokens(); token++) {
      network.edges.add(network.product(token - 1, token));
    }
    for (int i = 0; i < count; i++) {
      network.edge(sizes.nextInt(smooth ? KINDS - 1 : KINDS));
    }
    return network;
  }

  /** Number of tokens. */
  public int tokens() {
    return worth.length;
  }

  /** About the common price of a token. */
  public double worth(int token) {
    return worth[token];
  }

  /** The edges so far. */
  public List<EdgeData> edges() {
    return edges;
  }

  /** Where the randomness comes from. */
  public SplittableRandom random() {
    return random;
  }

  /** The network of the edges so far. */
  public Network build() {
    return build(worth.length, edges);
  }

  /** A network of given edges. */
  public static Network build(int tokens, List<EdgeData> edges) {
    NetworkBuilder builder = new NetworkBuilder(tokens);
    edges.forEach(builder::add);
    return builder.build();
  }

  /** A sale of the first token for the last, or the surplus at noisy prices. */
  public Objective objective() {
    if (random.nextBoolean()) {
      double value = Math.exp(random.nextDouble(-1, 6));
      return Objective.sale(tokens(), 0, value / worth[0], tokens() - 1);
    }
    double[] noisy = new double[tokens()];
    for (int token = 0; token < noisy.length; token++) {
      noisy[token] = random.nextInt(3) == 0 ? 0 : worth[token] * noise(0.02);
    }
    noisy[0] = worth[0];
    return Objective.surplus(noisy);
  }

  private double noise(double spread) {
    return Math.exp(spread * (2 * random.nextDouble() - 1));
  }

  private double gamma() {
    return random.nextInt(4) == 0 ? 1 : 1 - random.nextDouble(0.01);
  }

  private double depth() {
    return Math.exp(random.nextDouble(2, 7));
  }

  private int[] distinct(int count) {
    return random.ints(0, tokens()).distinct().limit(count).toArray();
  }

  /** Adds a random edge of a kind. */
  public void edge(int kind) {
    int[] two = distinct(2);
    int[] several = distinct(random.nextInt(2, Math.min(4, tokens()) + 1));
    edges.add(
        switch (kind) {
          case 0 -> product(two[0], two[1]);
          case 1 -> weighted(several);
          case 2 -> concentrated(two[0], two[1]);
          case 3 -> stable(several);
          default ->
              new EdgeData.Limit(
                  two[0],
                  two[1],
                  worth[two[0]] / worth[two[1]] * noise(0.03),
                  0.1 * depth() / worth[two[0]]);
        });
  }

  private EdgeData product(int one, int other) {
    double depth = depth();
    return new EdgeData.Product(
        one, other, depth / worth[one], depth / worth[other] * noise(0.03), gamma());
  }

  private EdgeData weighted(int[] tokens) {
    double depth = depth();
    double[] weights = random.doubles(tokens.length, 0.1, 1).toArray();
    double[] reserves = new double[tokens.length];
    for (int coin = 0; coin < reserves.length; coin++) {
      reserves[coin] = depth * weights[coin] / worth[tokens[coin]] * noise(0.03);
    }
    return new EdgeData.Weighted(tokens, reserves, weights, gamma());
  }

  private EdgeData concentrated(int one, int other) {
    double root = Math.sqrt(worth[one] / worth[other]) * noise(0.02);
    int count = random.nextInt(2, 8);
    double[] bounds = new double[count];
    double log = Math.log(root) - 0.2;
    for (int i = 0; i < count; i++) {
      bounds[i] = Math.exp(log);
      log += random.nextDouble(0.02, 0.2);
    }
    double[] liquidity = new double[count - 1];
    double depth = depth() / Math.sqrt(worth[one] * worth[other]);
    for (int i = 0; i < liquidity.length; i++) {
      liquidity[i] = i > 0 && random.nextInt(6) == 0 ? 0 : depth * random.nextDouble(0.1, 1);
    }
    return new EdgeData.Concentrated(one, other, root, bounds, liquidity, gamma());
  }

  private EdgeData stable(int[] tokens) {
    double depth = depth();
    double[] rates = new double[tokens.length];
    double[] reserves = new double[tokens.length];
    for (int coin = 0; coin < rates.length; coin++) {
      rates[coin] = worth[tokens[coin]] * noise(0.01);
      reserves[coin] = depth * random.nextDouble(0.2, 1) / rates[coin];
    }
    return new EdgeData.Stable(tokens, reserves, rates, Math.exp(random.nextDouble(1, 8)), gamma());
  }
}
