package io.fairlead.solver.dual.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.fairlead.solver.RandomAuction;
import io.fairlead.solver.dual.RandomNetwork;
import io.fairlead.solver.dual.edge.EdgeData;
import io.fairlead.solver.dual.edge.Network;
import io.fairlead.solver.dual.recover.FlowRecovery;
import io.fairlead.solver.dual.recover.RecoveredFlow;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What must hold of the bound, whatever the network. */
class DualPropertiesTest {
  private static final SolveLimits LIMITS = new SolveLimits(1e-10, 300);

  @Test
  void boundAndFeasibleFlowMeet() {
    int[] solved = {0};
    RandomAuction.forAll(
        300,
        seed -> {
          RandomNetwork random = RandomNetwork.of(seed, seed % 2 == 0);
          Objective objective = random.objective();
          Network network = random.build();
          assertThat(network.rejected()).isEmpty();
          DualSolver solver = new DualSolver(network);
          SolveResult result = solver.solve(objective, LIMITS);
          // Below this there is nothing to gain but rounding.
          if (result.bound() > 1e-2) {
            RecoveredFlow flow = new FlowRecovery(network).recover(solver, objective);
            assertThat(flow.feasible()).isTrue();
            // Orders have kinks that are met through a barrier.
            assertThat(flow.gapTo(result.bound())).isBetween(-1e-7, seed % 2 == 0 ? 1e-7 : 1e-5);
            solved[0]++;
          }
        });
    assertThat(solved[0]).isGreaterThan(200);
  }

  @Test
  void unitsDoNotMatter() {
    RandomAuction.forAll(
        60,
        seed -> {
          RandomNetwork random = RandomNetwork.of(seed, true);
          Objective objective = random.objective();
          SplittableRandom units = new SplittableRandom(seed);
          double[] unit = new double[random.tokens()];
          Arrays.setAll(unit, token -> Math.pow(10, units.nextInt(-9, 10)));
          double[] worth = objective.worth().clone();
          double[] supply = objective.supply().clone();
          for (int token = 0; token < unit.length; token++) {
            worth[token] *= unit[token];
            supply[token] /= unit[token];
          }
          List<EdgeData> scaled = random.edges().stream().map(edge -> scaled(edge, unit)).toList();
          double bound = bound(random.tokens(), random.edges(), objective);
          assertThat(bound(random.tokens(), scaled, new Objective(worth, supply)))
              .isCloseTo(bound, within(1e-7 * bound + 1e-8));
        });
  }

  @Test
  void orderOfEdgesDoesNotMatter() {
    RandomAuction.forAll(
        60,
        seed -> {
          RandomNetwork random = RandomNetwork.of(seed, true);
          Objective objective = random.objective();
          double bound = bound(random.tokens(), random.edges(), objective);
          List<EdgeData> shuffled = new ArrayList<>(random.edges());
          Collections.shuffle(shuffled, new Random(seed));
          assertThat(bound(random.tokens(), shuffled, objective))
              .isCloseTo(bound, within(1e-7 * bound + 1e-8));
        });
  }

  @Test
  void moreLiquidityAndMoreInputNeverHurt() {
    RandomAuction.forAll(
        60,
        seed -> {
          RandomNetwork random = RandomNetwork.of(seed, true);
          int last = random.tokens() - 1;
          double before = 0;
          for (double value : new double[] {1, 3, 10, 100, 1_000, 100_000}) {
            Objective sale = Objective.sale(random.tokens(), 0, value / random.worth(0), last);
            double bound = bound(random.tokens(), random.edges(), sale);
            assertThat(bound).isGreaterThanOrEqualTo(before * (1 - 1e-7));
            before = bound;
          }
          Objective objective = random.objective();
          double less = bound(random.tokens(), random.edges(), objective);
          random.edge(random.random().nextInt(RandomNetwork.KINDS - 1));
          double more = bound(random.tokens(), random.edges(), objective);
          assertThat(more).isGreaterThanOrEqualTo(less * (1 - 1e-7) - 1e-8);
        });
  }

  @Test
  void aWarmStartGivesTheSameAnswerSooner() {
    int[] cold = {0};
    int[] warm = {0};
    RandomAuction.forAll(
        60,
        seed -> {
          RandomNetwork random = RandomNetwork.of(seed, true);
          Objective objective = random.objective();
          DualSolver solver = new DualSolver(random.build());
          SolveResult first = solver.solve(objective, LIMITS);
          double[] prices = new double[random.tokens()];
          solver.copyLogPrices(prices);
          SplittableRandom noise = new SplittableRandom(seed);
          for (int token = 0; token < prices.length; token++) {
            prices[token] += 1e-4 * (2 * noise.nextDouble() - 1);
          }
          SolveResult again = solver.solve(objective, prices, LIMITS);
          assertThat(again.bound()).isCloseTo(first.bound(), within(1e-7 * first.bound() + 1e-8));
          cold[0] += first.iterations();
          warm[0] += again.iterations();
        });
    assertThat(warm[0]).isLessThan(cold[0]);
  }

  @Test
  void aLongWayTakesFewSteps() {
    RandomAuction.forAll(
        20,
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          List<EdgeData> pools = new ArrayList<>();
          for (int i = 0; i < 2_000; i++) {
            int[] two = random.ints(0, 60).distinct().limit(2).toArray();
            double[] reserves = random.doubles(2, 100, 200).toArray();
            pools.add(
                i % 2 == 0
                    ? new EdgeData.Product(two[0], two[1], reserves[0], reserves[1], 0.997)
                    : new EdgeData.Weighted(two, reserves, new double[] {0.8, 0.2}, 0.997));
          }
          // Start prices are what tokens are worth, a factor of up to 100 from where they end.
          Objective surplus = Objective.surplus(random.doubles(60, 0.01, 1).toArray());
          DualSolver solver = new DualSolver(RandomNetwork.build(60, pools));
          SolveResult result = solver.solve(surplus, new SolveLimits(5e-8, 100));
          assertThat(result.end()).isEqualTo(SolveResult.End.CONVERGED);
          assertThat(result.iterations()).isLessThanOrEqualTo(8);
        });
  }

  @Test
  void anyPricesBoundAnyFeasibleFlow() {
    RandomAuction.forAll(
        100,
        seed -> {
          RandomNetwork random = RandomNetwork.of(seed, false);
          Objective objective = random.objective();
          Network network = random.build();
          DualSolver solver = new DualSolver(network);
          solver.solve(objective, LIMITS);
          double value = new FlowRecovery(network).recover(solver, objective).value();
          for (int steps = 1; steps < 6; steps++) {
            SolveResult early = solver.solve(objective, new SolveLimits(1e-10, steps));
            assertThat(early.bound()).isGreaterThanOrEqualTo(value * (1 - 1e-7) - 1e-8);
          }
        });
  }

  @Test
  void whatCannotBeReachedIsWorthNothing() {
    List<EdgeData> apart =
        List.of(
            new EdgeData.Product(0, 1, 1_000, 1_000, 0.997),
            new EdgeData.Product(2, 3, 1_000, 2_000, 1),
            new EdgeData.Product(2, 3, 2_000, 1_000, 1));
    Network network = RandomNetwork.build(4, apart);
    SolveResult result =
        new DualSolver(network).solve(Objective.sale(4, 0, 10, 3), SolveLimits.USUAL);
    // Only the arbitrage between the two pools that hold the wanted token.
    double arbitrage = 2 * (1_500 - Math.sqrt(2_000_000));
    assertThat(result.bound()).isBetween(arbitrage * 0.9, arbitrage * 3);
    assertThat(
            new DualSolver(RandomNetwork.build(4, apart.subList(0, 1)))
                .solve(Objective.sale(4, 0, 10, 3), SolveLimits.USUAL)
                .end())
        .isEqualTo(SolveResult.End.NOTHING);
  }

  @Test
  void solvingAllocatesOnlyItsResult() {
    RandomNetwork random = new RandomNetwork(7, 60);
    for (int i = 0; i < 600; i++) {
      random.edge(i % RandomNetwork.KINDS);
    }
    double[] worth = new double[60];
    Arrays.setAll(worth, token -> random.worth(token) * (1 + 0.01 * Math.sin(token)));
    Objective objective = Objective.surplus(worth);
    DualSolver solver = new DualSolver(random.build());
    double[] start = new double[60];
    Arrays.setAll(start, token -> Math.log(worth[token]));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int evaluations = 0;
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 20; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      SolveResult result = solver.solve(objective, start, SolveLimits.USUAL);
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
      evaluations = result.evaluations();
    }
    assertThat(evaluations).isGreaterThan(10);
    // A result per stage of the barrier, and nothing that grows with tokens, edges or steps.
    assertThat(least).isLessThan(4_096);
  }

  private static double bound(int tokens, List<EdgeData> edges, Objective objective) {
    return new DualSolver(RandomNetwork.build(tokens, edges)).solve(objective, LIMITS).bound();
  }

  /** The same edge with each token counted in other units. */
  private static EdgeData scaled(EdgeData edge, double[] unit) {
    return switch (edge) {
      case EdgeData.Product one ->
          new EdgeData.Product(
              one.token1(),
              one.token2(),
              one.reserve1() / unit[one.token1()],
              one.reserve2() / unit[one.token2()],
              one.gamma());
      case EdgeData.Weighted one ->
          new EdgeData.Weighted(
              one.tokens(),
              divided(one.reserves(), one.tokens(), unit),
              one.weights(),
              one.gamma());
      case EdgeData.Stable one -> {
        double[] rates = one.rates().clone();
        for (int coin = 0; coin < rates.length; coin++) {
          rates[coin] *= unit[one.tokens()[coin]];
        }
        yield new EdgeData.Stable(
            one.tokens(),
            divided(one.reserves(), one.tokens(), unit),
            rates,
            one.amplification(),
            one.gamma());
      }
      case EdgeData.Concentrated one -> {
        double root = Math.sqrt(unit[one.token1()] / unit[one.token2()]);
        double depth = 1 / Math.sqrt(unit[one.token1()] * unit[one.token2()]);
        yield new EdgeData.Concentrated(
            one.token1(),
            one.token2(),
            one.rootPrice() * root,
            Arrays.stream(one.boundaries()).map(bound -> bound * root).toArray(),
            Arrays.stream(one.liquidity()).map(amount -> amount * depth).toArray(),
            one.gamma());
      }
      case EdgeData.Limit one ->
          new EdgeData.Limit(
              one.given(),
              one.wanted(),
              one.price() * unit[one.given()] / unit[one.wanted()],
              one.capacity() / unit[one.given()]);
    };
  }

  private static double[] divided(double[] amounts, int[] tokens, double[] unit) {
    double[] result = amounts.clone();
    for (int coin = 0; coin < result.length; coin++) {
      result[coin] /= unit[tokens[coin]];
    }
    return result;
  }
}
