package io.fairlead.solver.dual.solve;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.solver.RandomAuction;
import io.fairlead.solver.dual.edge.EdgeData;
import io.fairlead.solver.dual.edge.Network;
import io.fairlead.solver.dual.edge.NetworkBuilder;
import io.fairlead.solver.dual.recover.FlowRecovery;
import io.fairlead.solver.dual.recover.GasPruning;
import io.fairlead.solver.dual.recover.RecoveredFlow;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whatever the data: no exception, no endless solve, a bound that is a number. */
class HostileNetworkTest {
  private static final double[] POISON = {
    Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0, -1, Double.MIN_VALUE, 1e300
  };

  @Test
  void nothingIsFatal() {
    int[] rejected = {0};
    int[] positive = {0};
    RandomAuction.forAll(
        5_000,
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          int tokens = random.nextInt(1, 9);
          NetworkBuilder builder = new NetworkBuilder(tokens);
          List<EdgeData> edges = new ArrayList<>();
          int count = random.nextInt(0, 16);
          for (int i = 0; i < count; i++) {
            EdgeData edge = edge(random, tokens);
            edges.add(edge);
            builder.add(edge);
          }
          Network network = builder.build();
          rejected[0] += network.rejected().size();
          double[] worth = new double[tokens];
          double[] supply = new double[tokens];
          for (int token = 0; token < tokens; token++) {
            worth[token] = random.nextInt(3) > 0 ? 0 : amount(random, 0);
            supply[token] = random.nextInt(3) > 0 ? 0 : amount(random, 0);
          }
          Objective objective = new Objective(worth, supply);
          DualSolver solver = new DualSolver(network);
          SolveResult result = solver.solve(objective, new SolveLimits(1e-9, 60));
          assertThat(result.bound()).isNotNaN().isFinite();
          RecoveredFlow flow = new FlowRecovery(network).recover(solver, objective);
          double[] cost = new double[count];
          GasPruning pruning =
              new GasPruning(
                  tokens, edges, cost, objective, one -> GasPruning.lessCosts(one, cost));
          pruning.everything(network, solver).ifPresent(pruning::prune);
          double[] odd = random.doubles(tokens, -400, 400).toArray();
          odd[0] = Double.NaN;
          assertThat(solver.solve(objective, odd, new SolveLimits(1e-9, 20)).bound()).isFinite();
          positive[0] += flow.value() > 0 ? 1 : 0;
        });
    assertThat(rejected[0]).isGreaterThan(1_000);
    assertThat(positive[0]).isGreaterThan(1_000);
  }

  private static double amount(SplittableRandom random, int poison) {
    return random.nextInt(100) < poison
        ? POISON[random.nextInt(POISON.length)]
        : Math.pow(10, random.nextDouble(0, 30));
  }

  private static double[] amounts(SplittableRandom random, int count) {
    double[] amounts = new double[count];
    for (int i = 0; i < count; i++) {
      amounts[i] = amount(random, 2);
    }
    return amounts;
  }

  private static EdgeData edge(SplittableRandom random, int tokens) {
    int coins = random.nextInt(1, 6);
    int[] several = random.ints(coins, 0, tokens + (random.nextInt(20) == 0 ? 1 : 0)).toArray();
    if (random.nextInt(10) > 0 && tokens > 1) {
      several =
          random.ints(0, tokens).distinct().limit(Math.min(tokens, Math.max(2, coins))).toArray();
    }
    int one = several[0];
    int other = several[several.length - 1];
    double gamma = random.nextInt(20) == 0 ? amount(random, 50) : 1 - random.nextDouble(0.1);
    return switch (random.nextInt(5)) {
      case 0 -> new EdgeData.Product(one, other, amount(random, 3), amount(random, 3), gamma);
      case 1 ->
          new EdgeData.Weighted(
              several, amounts(random, several.length), amounts(random, several.length), gamma);
      case 2 -> concentrated(random, one, other, gamma);
      case 3 ->
          new EdgeData.Stable(
              several,
              amounts(random, several.length),
              amounts(random, several.length),
              random.nextInt(9) == 0 ? amount(random, 50) : random.nextDouble(1, 1e5),
              gamma);
      default -> new EdgeData.Limit(one, other, amount(random, 3), amount(random, 3));
    };
  }

  private static EdgeData concentrated(SplittableRandom random, int one, int other, double gamma) {
    int count = random.nextInt(0, 6);
    double[] bounds = random.nextBoolean() ? amounts(random, count) : new double[count];
    for (int i = 0; i < count && bounds[i] == 0; i++) {
      bounds[i] = (i + 1) * 1e3;
    }
    return new EdgeData.Concentrated(
        one, other, amount(random, 3), bounds, amounts(random, Math.max(0, count - 1)), gamma);
  }
}
