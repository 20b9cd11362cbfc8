package io.fairlead.devnet.bench.route;

import io.fairlead.solver.dual.edge.EdgeData;
import io.fairlead.solver.dual.edge.Network;
import io.fairlead.solver.dual.edge.NetworkBuilder;
import io.fairlead.solver.dual.edge.PriceState;
import io.fairlead.solver.dual.solve.Objective;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Pools and what their tokens are worth.
 *
 * @param edges the pools
 * @param dust which of them are dust
 * @param worth value of the smallest unit of each token
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier for arrays, never compared
record PricedGraph(List<EdgeData> edges, boolean[] dust, double[] worth) {
  PricedGraph {
    edges = List.copyOf(edges);
  }

  /** With the order that sells 10,000 of value of the tenth token for the first. */
  Instance instance(String name) {
    Objective sale = Objective.sale(worth.length, 9, 1e4 / worth[9], 0);
    return new Instance(name, worth.length, edges, sale);
  }

  /** A block later: each reserve a little different, by up to {@code change} of it. */
  PricedGraph later(long seed, double change) {
    return new PricedGraph(instance("").later(seed, change).edges(), dust, worth);
  }

  /** Every pool but dust moved to where nobody gains at the tokens' prices. */
  PricedGraph settled() {
    NetworkBuilder builder = new NetworkBuilder(worth.length);
    edges.forEach(builder::add);
    Network network = builder.build();
    PriceState prices = new PriceState(worth.length);
    prices.set(Arrays.stream(worth).map(Math::log).toArray());
    double[] flows = new double[network.flowCount()];
    List<EdgeData> moved = new ArrayList<>();
    for (int edge = 0; edge < edges.size(); edge++) {
      network.flows(edge, prices, flows);
      int from = network.offset(edge);
      double[] own = Arrays.copyOfRange(flows, from, from + network.coins(edge));
      moved.add(dust[edge] ? edges.get(edge) : moved(edges.get(edge), own));
    }
    return new PricedGraph(moved, dust, worth);
  }

  private static EdgeData moved(EdgeData edge, double[] flows) {
    return switch (edge) {
      case EdgeData.Weighted one ->
          new EdgeData.Weighted(
              one.tokens(), less(one.reserves(), flows), one.weights(), one.gamma());
      case EdgeData.Stable one ->
          new EdgeData.Stable(
              one.tokens(),
              less(one.reserves(), flows),
              one.rates(),
              one.amplification(),
              one.gamma());
      case EdgeData.Product one -> one;
      case EdgeData.Concentrated one -> one;
      case EdgeData.Limit one -> one;
    };
  }

  private static double[] less(double[] reserves, double[] flows) {
    double[] result = reserves.clone();
    for (int coin = 0; coin < result.length; coin++) {
      result[coin] -= flows[coin];
    }
    return result;
  }

  /** Value of all that pools hold of a token, dust aside. */
  double depth(int token) {
    double sum = 0;
    for (int edge = 0; edge < edges.size(); edge++) {
      if (!dust[edge]) {
        sum += depth(edges.get(edge), token);
      }
    }
    return sum;
  }

  private double depth(EdgeData edge, int token) {
    return switch (edge) {
      case EdgeData.Weighted one -> of(token, one.tokens(), one.reserves());
      case EdgeData.Stable one -> of(token, one.tokens(), one.reserves());
      case EdgeData.Product ignored -> 0;
      case EdgeData.Concentrated ignored -> 0;
      case EdgeData.Limit ignored -> 0;
    };
  }

  private double of(int token, int[] tokens, double[] reserves) {
    for (int coin = 0; coin < tokens.length; coin++) {
      if (tokens[coin] == token) {
        return reserves[coin] * worth[token];
      }
    }
    return 0;
  }
}
