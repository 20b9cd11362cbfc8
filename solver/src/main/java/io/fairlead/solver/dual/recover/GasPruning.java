package io.fairlead.solver.dual.recover;

import io.fairlead.solver.dual.edge.EdgeData;
import io.fairlead.solver.dual.edge.Network;
import io.fairlead.solver.dual.edge.NetworkBuilder;
import io.fairlead.solver.dual.edge.PriceState;
import io.fairlead.solver.dual.solve.DualSolver;
import io.fairlead.solver.dual.solve.Objective;
import io.fairlead.solver.dual.solve.SolveLimits;
import io.fairlead.solver.dual.solve.SolveResult;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Leaves out edges that do not earn what using them costs. What an edge's best trade is worth at
 * the prices is the least that is lost without it, so only edges for which that is below their cost
 * are tried; each trial solves the rest again and is kept if the net value grows.
 */
public final class GasPruning {
  private static final int MAX_EDGES = 48;
  private static final int MAX_TRIALS = 24;
  private static final double DUST = 1e-9;
  private static final SolveLimits LIMITS = new SolveLimits(1e-9, 100);

  private final int tokens;
  private final List<EdgeData> edges;
  private final double[] cost;
  private final Objective objective;
  private final ToDoubleFunction<Support> valuation;
  private int trials;

  /**
   * For one objective.
   *
   * @param cost of using each edge, in the objective's unit
   * @param valuation what a support comes to once it is carried out, its costs deducted; negative
   *     infinity if it cannot be
   */
  public GasPruning(
      int tokens,
      List<EdgeData> edges,
      double[] cost,
      Objective objective,
      ToDoubleFunction<Support> valuation) {
    this.tokens = tokens;
    this.edges = edges;
    this.cost = cost;
    this.objective = objective;
    this.valuation = valuation;
  }

  /** The edges that trade at the prices with which {@code solver} ended; empty if none does. */
  public Optional<Support> everything(Network full, DualSolver solver) {
    double[] start = new double[tokens];
    solver.copyLogPrices(start);
    Support support = solve(active(full, solver), start);
    return support.edges().length == 0 || !support.flow().feasible()
        ? Optional.empty()
        : Optional.of(support);
  }

  /**
   * All edges that trade, however many, with the trades as they are; the net value is that of the
   * trades, costs not deducted.
   */
  public Optional<Support> asSolved(Network full, DualSolver solver) {
    RecoveredFlow flow = new FlowRecovery(full).recover(solver, objective);
    int[] kept =
        IntStream.range(0, full.edges()).filter(edge -> trades(full, edge, flow)).toArray();
    if (kept.length == 0 || !flow.feasible()) {
      return Optional.empty();
    }
    NetworkBuilder builder = new NetworkBuilder(tokens);
    for (int edge : kept) {
      builder.add(edges.get(edge));
    }
    Network network = builder.build();
    double[] flows = new double[network.flowCount()];
    for (int i = 0; i < kept.length; i++) {
      System.arraycopy(
          flow.flows(), full.offset(kept[i]), flows, network.offset(i), network.coins(i));
    }
    double[] logPrices = new double[tokens];
    solver.copyLogPrices(logPrices);
    RecoveredFlow same = new RecoveredFlow(flows, flow.left(), flow.value(), true);
    return Optional.of(new Support(kept, network, same, logPrices, flow.value()));
  }

  /** Leaves edges of {@code start} out as long as that pays. */
  public Support prune(Support start) {
    Support best = withoutIdle(start);
    int[] candidates = unprofitable(best);
    int chunk = Math.max(1, candidates.length / 2);
    int from = 0;
    while (from < candidates.length && trials < MAX_TRIALS) {
      int[] dropped =
          Arrays.copyOfRange(candidates, from, Math.min(candidates.length, from + chunk));
      Support trial = solve(without(best.edges(), dropped), best.logPrices());
      if (trial.flow().feasible() && trial.net() > best.net()) {
        best = withoutIdle(trial);
        candidates = unprofitable(best);
        chunk = Math.max(1, Math.min(chunk, candidates.length / 2));
        from = 0;
      } else if (chunk > 1) {
        chunk /= 2;
      } else {
        from++;
      }
    }
    return best;
  }

  /** The edges that move the most, dust aside. */
  private int[] active(Network full, DualSolver solver) {
    double[] flows = new double[full.flowCount()];
    double[] moved = new double[full.edges()];
    double most = 0;
    PriceState prices = solver.prices();
    for (int edge = 0; edge < full.edges(); edge++) {
      full.flows(edge, prices, flows);
      for (int coin = 0; coin < full.coins(edge); coin++) {
        double flow = flows[full.offset(edge) + coin];
        moved[edge] += Math.abs(flow) * prices.price(full.token(edge, coin));
      }
      most = Math.max(most, moved[edge]);
    }
    double least = DUST * most;
    return IntStream.range(0, moved.length)
        .filter(edge -> moved[edge] > least)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer edge) -> -moved[edge]))
        .limit(MAX_EDGES)
        .mapToInt(Integer::intValue)
        .sorted()
        .toArray();
  }

  private Support solve(int[] kept, double[] start) {
    trials++;
    NetworkBuilder builder = new NetworkBuilder(tokens);
    for (int edge : kept) {
      builder.add(edges.get(edge));
    }
    Network network = builder.build();
    DualSolver solver = new DualSolver(network);
    // A token cut off by an earlier choice has no price to begin with.
    SolveResult result = solver.solve(objective, start, LIMITS);
    RecoveredFlow flow = new FlowRecovery(network).recover(solver, objective);
    double[] logPrices = new double[tokens];
    solver.copyLogPrices(logPrices);
    Support support = new Support(kept, network, flow, logPrices, Double.NEGATIVE_INFINITY);
    return result.end() == SolveResult.End.NOTHING || !flow.feasible()
        ? support
        : support.worth(valuation.applyAsDouble(support));
  }

  /** Solves with the edges {@code kept} alone, from the prices of {@code near}. */
  public Support only(int[] kept, Support near) {
    return solve(kept, near.logPrices());
  }

  /** The value of the trades less the cost of every edge that trades: a valuation. */
  public static double lessCosts(Support support, double[] cost) {
    double sum = support.flow().value();
    for (int i = 0; i < support.edges().length; i++) {
      sum -= trades(support.network(), i, support.flow()) ? cost[support.edges()[i]] : 0;
    }
    return sum;
  }

  private static boolean trades(Network network, int edge, RecoveredFlow flow) {
    for (int coin = 0; coin < network.coins(edge); coin++) {
      if (flow.flows()[network.offset(edge) + coin] != 0) {
        return true;
      }
    }
    return false;
  }

  private Support withoutIdle(Support support) {
    int[] busy =
        IntStream.range(0, support.edges().length)
            .filter(i -> trades(support.network(), i, support.flow()))
            .map(i -> support.edges()[i])
            .toArray();
    return busy.length == support.edges().length ? support : solve(busy, support.logPrices());
  }

  /** Edges whose trade is worth less than it costs, the least missed first. */
  private int[] unprofitable(Support support) {
    PriceState prices = new PriceState(tokens);
    prices.set(support.logPrices());
    double[] gain = new double[support.edges().length];
    for (int i = 0; i < gain.length; i++) {
      gain[i] = support.network().value(i, prices) - cost[support.edges()[i]];
    }
    return IntStream.range(0, gain.length)
        .filter(i -> gain[i] < 0)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> gain[i]))
        .mapToInt(i -> support.edges()[i])
        .toArray();
  }

  private static int[] without(int[] all, int[] dropped) {
    return Arrays.stream(all)
        .filter(edge -> Arrays.stream(dropped).noneMatch(one -> one == edge))
        .toArray();
  }
}
