package io.fairlead.devnet.bench.route;

import io.fairlead.solver.dual.edge.Network;
import io.fairlead.solver.dual.recover.FlowRecovery;
import io.fairlead.solver.dual.solve.DualSolver;
import io.fairlead.solver.dual.solve.SolveLimits;
import io.fairlead.solver.dual.solve.SolveResult;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Measures solves on one thread by the processor time they take. */
final class RouteBench {
  private static final SolveLimits LIMITS = new SolveLimits(5e-8, 300);
  private static final int MORE_WARM_UP = 5;
  private static final long SEED = 1_234;
  private static final double CHANGE = 1e-3;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final int repetitions;
  private final Consumer<String> progress;

  /** Measures each solve {@code repetitions} times after warming up a little longer. */
  RouteBench(int repetitions, Consumer<String> progress) {
    this.repetitions = repetitions;
    this.progress = progress;
  }

  /** Cold and warm on every generator in every size. */
  List<RouteRow> measure(List<Integer> sizes) {
    List<RouteRow> rows = new ArrayList<>();
    for (int pools : sizes) {
      for (int factor : new int[] {1, 2, 4}) {
        add(Generators.cfmmRouter(pools, factor, SEED), rows);
      }
      add(Generators.convexFlows(pools, SEED), rows);
    }
    add(Generators.balancerLike(1_250, 700, SEED), rows);
    return rows;
  }

  private void add(Instance instance, List<RouteRow> rows) {
    progress.accept(instance.generator() + ", " + instance.edges().size() + " pools");
    Network network = instance.network();
    DualSolver solver = new DualSolver(network);
    rows.add(
        row(instance, "cold", network, solver, () -> solver.solve(instance.objective(), LIMITS)));
    double[] before = new double[instance.tokens()];
    solver.copyLogPrices(before);
    Instance later = instance.later(SEED, CHANGE);
    Network laterNetwork = later.network();
    DualSolver laterSolver = new DualSolver(laterNetwork);
    rows.add(
        row(
            later,
            "warm",
            laterNetwork,
            laterSolver,
            () -> laterSolver.solve(later.objective(), before, LIMITS)));
  }

  private RouteRow row(
      Instance instance,
      String start,
      Network network,
      DualSolver solver,
      Supplier<SolveResult> solve) {
    SolveResult result = solve.get();
    for (int i = 0; i < repetitions + MORE_WARM_UP; i++) {
      result = solve.get();
    }
    long[] times = new long[repetitions];
    for (int i = 0; i < times.length; i++) {
      long began = threads.getCurrentThreadCpuTime();
      result = solve.get();
      times[i] = threads.getCurrentThreadCpuTime() - began;
    }
    Arrays.sort(times);
    double gap =
        new FlowRecovery(network).recover(solver, instance.objective()).gapTo(result.bound());
    return new RouteRow(
        instance.generator(),
        instance.edges().size(),
        instance.tokens(),
        start,
        times[times.length / 2] / 1e6,
        result.iterations(),
        gap);
  }
}
