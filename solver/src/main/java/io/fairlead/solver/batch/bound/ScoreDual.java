package io.fairlead.solver.batch.bound;

import io.fairlead.auction.engine.Order;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.dual.edge.EdgeData;
import io.fairlead.solver.dual.edge.Network;
import io.fairlead.solver.dual.edge.NetworkBuilder;
import io.fairlead.solver.dual.solve.DualSolver;
import io.fairlead.solver.dual.solve.Objective;
import io.fairlead.solver.dual.solve.SolveLimits;
import io.fairlead.solver.dual.solve.SolveResult;
import io.fairlead.solver.plan.PoolEdges;
import io.fairlead.solver.pool.Pool;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Prices that bound every score from above as tightly as can be found (docs/protocol.md section
 * 5.1): the dual of filling orders at their limits and keeping what is left at reference prices.
 * Prices stay at or above the reference price of what somebody buys.
 */
public final class ScoreDual {
  private static final double UNIT = 1e18;

  /** Stands in for a limit of nothing. */
  private static final double LEAST_PRICE = 1e-29;

  private final SortedMap<Address, Integer> index = new TreeMap<>();
  private final List<Address> tokens = new ArrayList<>();
  private final DualSolver solver;
  private final Objective objective;
  private final List<OrderDual.Edge> orderEdges = new ArrayList<>();

  /** Reference prices by token, 0 where there is none. */
  private final double[] scale;

  private final boolean ordersAlone;

  /**
   * Prices and what they prove, in doubles.
   *
   * @param prices native wei per wei
   * @param bound native wei
   */
  public record Prices(SortedMap<Address, Double> prices, double bound) {}

  /**
   * The dual of an auction.
   *
   * @param reference native wei per 10^18 wei of tokens that have a price
   */
  public ScoreDual(
      List<Order> orders, Collection<Pool> pools, SortedMap<Address, BigInteger> reference) {
    List<EdgeData> edges = new ArrayList<>();
    for (Pool pool : pools) {
      edges.add(PoolEdges.of(pool, this::number));
    }
    for (Order order : orders) {
      Intent intent = order.intent();
      number(intent.sellToken());
      number(intent.buyToken());
      if (intent.sellAmount().signum() > 0) {
        edges.add(edge(order));
      }
    }
    double[] worth = new double[tokens.size()];
    for (Order order : orders) {
      Address bought = order.intent().buyToken();
      worth[number(bought)] = reference.getOrDefault(bought, BigInteger.ZERO).doubleValue() / UNIT;
    }
    scale = new double[tokens.size()];
    boolean priced = true;
    for (int token = 0; token < scale.length; token++) {
      scale[token] =
          reference.getOrDefault(tokens.get(token), BigInteger.ZERO).doubleValue() / UNIT;
      priced &= scale[token] > 0;
    }
    ordersAlone = priced && pools.isEmpty() && !orderEdges.isEmpty();
    NetworkBuilder builder = new NetworkBuilder(tokens.size());
    edges.forEach(builder::add);
    Network network = builder.build();
    solver = new DualSolver(network);
    objective = Objective.surplus(worth);
  }

  private int number(Address token) {
    return index.computeIfAbsent(
        token,
        added -> {
          tokens.add(added);
          return tokens.size() - 1;
        });
  }

  private EdgeData edge(Order order) {
    Intent intent = order.intent();
    double price = intent.buyAmount().doubleValue() / intent.sellAmount().doubleValue();
    double capacity =
        intent.side() == Side.SELL
            ? order.sellAmount().doubleValue()
            : order.buyAmount().doubleValue() / Math.max(price, LEAST_PRICE);
    int give = number(intent.sellToken());
    int take = number(intent.buyToken());
    orderEdges.add(new OrderDual.Edge(give, take, Math.max(price, LEAST_PRICE), capacity));
    return new EdgeData.Limit(give, take, Math.max(price, LEAST_PRICE), capacity);
  }

  /** Solves to about {@code tolerance} of the bound. */
  public Prices solve(double tolerance, int maxIterations) {
    if (ordersAlone) {
      double[] prices = OrderDual.prices(orderEdges, scale, wanted(), tolerance);
      double bound = orderEdges.stream().mapToDouble(edge -> edge.gain(prices)).sum();
      if (bound > 0 && bound < Double.MAX_VALUE) {
        return new Prices(named(prices), bound);
      }
    }
    SolveResult result = solver.solve(objective, new SolveLimits(tolerance, maxIterations));
    double[] prices = new double[tokens.size()];
    for (int token = 0; token < prices.length; token++) {
      prices[token] = Math.exp(solver.logPrice(token));
    }
    return new Prices(named(prices), result.bound());
  }

  private boolean[] wanted() {
    boolean[] wanted = new boolean[tokens.size()];
    orderEdges.forEach(edge -> wanted[edge.take()] = true);
    return wanted;
  }

  private SortedMap<Address, Double> named(double[] prices) {
    SortedMap<Address, Double> named = new TreeMap<>();
    for (int token = 0; token < prices.length; token++) {
      named.put(tokens.get(token), Double.isNaN(prices[token]) ? 0.0 : prices[token]);
    }
    return named;
  }
}
