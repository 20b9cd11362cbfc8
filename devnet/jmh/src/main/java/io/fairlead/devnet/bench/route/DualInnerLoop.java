package io.fairlead.devnet.bench.route;

import io.fairlead.solver.dual.edge.Laplacian;
import io.fairlead.solver.dual.edge.Network;
import io.fairlead.solver.dual.edge.PriceState;
import io.fairlead.solver.dual.solve.DualSolver;
import io.fairlead.solver.dual.solve.SolveLimits;
import io.fairlead.solver.dual.solve.SolveResult;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What the router does most: value, imbalance and curvature of all pools at given prices, and a
 * solve from the prices of the block before. {@code -prof gc} shows what either allocates.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DualInnerLoop {
  private static final SolveLimits LIMITS = new SolveLimits(5e-8, 300);
  private static final long SEED = 1_234;
  private static final double CHANGE = 1e-3;

  /** Whose distribution the pools are of. */
  @Param({"cfmmrouter", "convexflows", "balancer-like"})
  public String generator = "";

  /** Number of pools; {@code balancer-like} has 1,250 whatever is given. */
  @Param("10000")
  public int pools;

  private Instance later;
  private Network network;
  private DualSolver solver;
  private PriceState prices;
  private Laplacian curvature;
  private double[] start = {};
  private double[] imbalance = {};

  /** Solves once, so that both begin at prices that mean something. */
  @Setup
  public void solve() {
    Instance before =
        switch (generator) {
          case "cfmmrouter" -> Generators.cfmmRouter(pools, 1, SEED);
          case "convexflows" -> Generators.convexFlows(pools, SEED);
          case "balancer-like" -> Generators.balancerLike(1_250, 700, SEED);
          default -> throw new IllegalArgumentException("no generator " + generator);
        };
    DualSolver first = new DualSolver(before.network());
    first.solve(before.objective(), LIMITS);
    start = new double[before.tokens()];
    first.copyLogPrices(start);
    later = before.later(SEED, CHANGE);
    network = later.network();
    solver = new DualSolver(network);
    prices = new PriceState(network.tokens());
    prices.set(start);
    curvature = new Laplacian(network.pairs());
    imbalance = new double[network.tokens()];
  }

  /** One evaluation of the dual with both derivatives. */
  @Benchmark
  public double evaluate() {
    curvature.clear();
    return network.accumulate(prices, imbalance, curvature);
  }

  /** A whole warm solve. */
  @Benchmark
  public SolveResult warmSolve() {
    return solver.solve(later.objective(), start, LIMITS);
  }
}
