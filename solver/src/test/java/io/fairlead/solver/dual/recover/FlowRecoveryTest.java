package io.fairlead.solver.dual.recover;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.solver.RandomAuction;
import io.fairlead.solver.dual.RandomNetwork;
import io.fairlead.solver.dual.edge.EdgeData;
import io.fairlead.solver.dual.edge.Network;
import io.fairlead.solver.dual.solve.DualSolver;
import io.fairlead.solver.dual.solve.Objective;
import io.fairlead.solver.dual.solve.SolveLimits;
import io.fairlead.solver.dual.solve.SolveResult;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Flows of networks that fall apart. */
class FlowRecoveryTest {
  private static final SolveLimits LIMITS = new SolveLimits(1e-10, 300);
  private static final int TOKENS = 10;

  @Test
  void everyConnectedPartBalancesByItself() {
    RandomAuction.forAll(
        300,
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          List<EdgeData> large = new ArrayList<>();
          ring(random, large, 0, 3, 1e6);
          List<EdgeData> small = new ArrayList<>();
          ring(random, small, 3, 3, 1);
          List<EdgeData> all = new ArrayList<>(large);
          all.addAll(small);
          // A chain has no arbitrage: its best trades are none, or rounding.
          for (int token = 6; token < TOKENS - 1; token++) {
            all.add(pool(random, token, token + 1, 1e3));
          }
          Objective objective = Objective.surplus(random.doubles(TOKENS, 0.5, 1).toArray());
          Network network = RandomNetwork.build(TOKENS, all);
          DualSolver solver = new DualSolver(network);
          SolveResult result = solver.solve(objective, LIMITS);
          RecoveredFlow flow = new FlowRecovery(network).recover(solver, objective);
          assertThat(flow.feasible()).isTrue();
          assertThat(flow.gapTo(result.bound())).isBetween(-1e-12, 1e-9);
          double alone =
              new DualSolver(RandomNetwork.build(TOKENS, small)).solve(objective, LIMITS).bound();
          double got = 0;
          for (int token = 3; token < 6; token++) {
            got += objective.worth()[token] * flow.left()[token];
          }
          assertThat(alone).isLessThan(1e-4 * result.bound());
          assertThat(got).isGreaterThan(0.99 * alone);
        });
  }

  /** Pools around in a ring, whose prices multiply to 2 or more: arbitrage beyond all fees. */
  private static void ring(
      SplittableRandom random, List<EdgeData> edges, int first, int count, double depth) {
    for (int i = 0; i < count; i++) {
      double tilt = i == 0 ? 3 : 1;
      edges.add(
          new EdgeData.Product(
              first + i,
              first + (i + 1) % count,
              depth * tilt * random.nextDouble(0.9, 1),
              depth * random.nextDouble(0.9, 1),
              0.997));
    }
  }

  private static EdgeData pool(SplittableRandom random, int one, int other, double depth) {
    return new EdgeData.Product(
        one,
        other,
        depth * random.nextDouble(0.1, 1),
        depth * random.nextDouble(0.1, 1),
        random.nextBoolean() ? 1 : 0.997);
  }
}
