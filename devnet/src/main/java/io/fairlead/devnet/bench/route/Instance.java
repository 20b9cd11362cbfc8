package io.fairlead.devnet.bench.route;

import io.fairlead.solver.dual.edge.EdgeData;
import io.fairlead.solver.dual.edge.Network;
import io.fairlead.solver.dual.edge.NetworkBuilder;
import io.fairlead.solver.dual.solve.Objective;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A network and what is wanted of it.
 *
 * @param generator name of the distribution
 * @param tokens number of tokens
 * @param edges pools
 * @param objective what is wanted
 */
record Instance(String generator, int tokens, List<EdgeData> edges, Objective objective) {
  /** Copies the list. */
  Instance {
    edges = List.copyOf(edges);
  }

  Network network() {
    NetworkBuilder builder = new NetworkBuilder(tokens);
    edges.forEach(builder::add);
    return builder.build();
  }

  /** A block later: each reserve a little different, by up to {@code change} of it. */
  Instance later(long seed, double change) {
    SplittableRandom random = new SplittableRandom(seed);
    return new Instance(
        generator,
        tokens,
        edges.stream().map(edge -> moved(edge, random, change)).toList(),
        objective);
  }

  private static EdgeData moved(EdgeData edge, SplittableRandom random, double change) {
    return switch (edge) {
      case EdgeData.Product one ->
          new EdgeData.Product(
              one.token1(),
              one.token2(),
              moved(one.reserve1(), random, change),
              moved(one.reserve2(), random, change),
              one.gamma());
      case EdgeData.Weighted one ->
          new EdgeData.Weighted(
              one.tokens(), moved(one.reserves(), random, change), one.weights(), one.gamma());
      case EdgeData.Stable one ->
          new EdgeData.Stable(
              one.tokens(),
              moved(one.reserves(), random, change),
              one.rates(),
              one.amplification(),
              one.gamma());
      case EdgeData.Concentrated one ->
          new EdgeData.Concentrated(
              one.token1(),
              one.token2(),
              moved(one.rootPrice(), random, 0.5 * change),
              one.boundaries(),
              one.liquidity(),
              one.gamma());
      case EdgeData.Limit one -> one;
    };
  }

  private static double[] moved(double[] reserves, SplittableRandom random, double change) {
    double[] result = reserves.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] = moved(result[i], random, change);
    }
    return result;
  }

  private static double moved(double reserve, SplittableRandom random, double change) {
    return reserve * (1 + change * random.nextDouble(-1, 1));
  }
}
