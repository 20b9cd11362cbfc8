package io.fairlead.solver.dual.interior;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.solver.RandomAuction;
import io.fairlead.solver.dual.RandomNetwork;
import io.fairlead.solver.dual.edge.EdgeData;
import io.fairlead.solver.dual.edge.Laplacian;
import io.fairlead.solver.dual.edge.Network;
import io.fairlead.solver.dual.edge.PriceState;
import io.fairlead.solver.dual.recover.FlowRecovery;
import io.fairlead.solver.dual.solve.DualSolver;
import io.fairlead.solver.dual.solve.Objective;
import io.fairlead.solver.dual.solve.SolveLimits;
import io.fairlead.solver.dual.solve.StartPrices;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Its prices are judged by the dual's value there, which Newton's method has minimised apart. */
class InteriorPointTest {
  private int hard;

  @Test
  void itsPricesAreTheBest() {
    RandomAuction.forAll(
        150,
        seed -> {
          RandomNetwork random = network(seed);
          Objective sale = sale(random, Math.exp((double) (seed % 7) - 2));
          check(random.build(), sale, 1e-4);
        });
    assertThat(hard).as("starts that were off").isGreaterThan(50);
  }

  /** Depths over twenty orders of magnitude make the equations nearly singular. */
  @Test
  void dustBesideOceansDoesNotDisturb() {
    RandomAuction.forAll(
        40,
        seed -> {
          RandomNetwork random = network(seed);
          List<EdgeData> edges = new ArrayList<>(random.edges());
          for (int token = 1; token < random.tokens(); token++) {
            double dust = 1e-12 * Math.pow(10, random.random().nextDouble(24));
            double worth = random.worth(token);
            edges.add(
                new EdgeData.Product(0, token, dust / random.worth(0), 7 * dust / worth, 0.997));
          }
          Network network = RandomNetwork.build(random.tokens(), edges);
          check(network, sale(random, 1), 1e-4);
        });
  }

  @Test
  void tokensThatLeadNowhereKeepTheirPrices() {
    List<EdgeData> edges =
        List.of(
            new EdgeData.Product(0, 1, 1e20, 1e20, 0.997),
            new EdgeData.Product(2, 3, 1e20, 3e20, 0.997));
    Network network = RandomNetwork.build(5, edges);
    Objective sale = Objective.sale(5, 0, 1e18, 1);
    double[] prices = new StartPrices(network).of(sale);
    double[] before = prices.clone();
    new InteriorPoint(network).improve(prices, sale.worth(), sale.supply(), 1e18, 1e-9);
    assertThat(prices[0]).isBetween(before[0] - 0.05, before[0]);
    assertThat(Arrays.copyOfRange(prices, 2, 5)).containsOnly(Double.NEGATIVE_INFINITY);
  }

  @Test
  void reservesOfOneWeiAndOfManyAreTheSameToIt() {
    for (double size : new double[] {1, 1e6, 1e18, 1e30}) {
      List<EdgeData> edges =
          List.of(
              new EdgeData.Product(0, 1, size, 2 * size, 0.997),
              new EdgeData.Weighted(
                  new int[] {0, 1}, new double[] {3 * size, size}, new double[] {0.7, 0.3}, 0.99),
              new EdgeData.Stable(
                  new int[] {1, 2},
                  new double[] {size, size / 1e-12},
                  new double[] {1, 1e-12},
                  400,
                  0.9996));
      check(RandomNetwork.build(3, edges), Objective.sale(3, 0, size / 10, 2), 1e-6);
    }
  }

  /** Pools that hold nothing are no edges; with none left there is nothing to improve. */
  @Test
  void withoutLiquidityNothingMoves() {
    Network network = RandomNetwork.build(2, List.of(new EdgeData.Product(0, 1, 0, 1e18, 0.997)));
    assertThat(network.rejected()).hasSize(1);
    double[] prices = {0.5, 0};
    Objective sale = Objective.sale(2, 0, 1e18, 1);
    new InteriorPoint(network).improve(prices, sale.worth(), sale.supply(), 1e18, 1e-9);
    assertThat(prices).containsExactly(0.5, 0);
  }

  private void check(Network network, Objective sale, double precision) {
    DualSolver newton = new DualSolver(network);
    double best = newton.solve(sale, new SolveLimits(1e-10, 300)).bound();
    double feasible = new FlowRecovery(network).recover(newton, sale).value();
    double[] prices = new StartPrices(network).of(sale);
    double first = dual(network, sale, prices);
    InteriorPoint method = new InteriorPoint(network);
    method.improve(prices, sale.worth(), sale.supply(), best, 1e-9);
    assertThat(method.steps()).isPositive();
    for (int token = 0; token < prices.length; token++) {
      // Rounding may leave the price of what is wanted a hair below its worth.
      double least = Math.log(sale.worth()[token]);
      assertThat(prices[token]).isGreaterThan(least - 1e-9);
      prices[token] = Math.max(least, prices[token]);
    }
    double value = dual(network, sale, prices);
    assertThat(value).isBetween(feasible * (1 - 1e-9), best * (1 + precision));
    hard += first > best * (1 + 100 * precision) ? 1 : 0;
  }

  private static double dual(Network network, Objective sale, double[] logPrices) {
    PriceState at = new PriceState(logPrices.length);
    at.set(logPrices);
    double sum = 0;
    for (int token = 0; token < logPrices.length; token++) {
      sum += sale.supply()[token] == 0 ? 0 : sale.supply()[token] * at.price(token);
    }
    double[] imbalance = new double[logPrices.length];
    return sum + network.accumulate(at, imbalance, new Laplacian(network.pairs()));
  }

  private static Objective sale(RandomNetwork random, double value) {
    return Objective.sale(random.tokens(), 0, 10 * value / random.worth(0), random.tokens() - 1);
  }

  /** Curves only: what has ticks is no part of the method. */
  private static RandomNetwork network(long seed) {
    RandomNetwork random = new RandomNetwork(seed, 5);
    for (int i = 0; i < 12; i++) {
      random.edge(List.of(0, 1, 3).get(i % 3));
    }
    for (int token = 1; token < random.tokens(); token++) {
      double depth = 100;
      random
          .edges()
          .add(
              new EdgeData.Product(
                  token - 1,
                  token,
                  depth / random.worth(token - 1),
                  depth / random.worth(token),
                  0.997));
    }
    return random;
  }
}
