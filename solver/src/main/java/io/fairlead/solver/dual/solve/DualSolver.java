package io.fairlead.solver.dual.solve;

import io.fairlead.solver.dual.edge.Network;
import io.fairlead.solver.dual.edge.PriceState;
import io.fairlead.solver.dual.interior.InteriorPoint;
import io.fairlead.solver.dual.solve.SolveResult.End;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Minimises the dual of an {@link Objective} over log prices by a projected Newton method; where
 * steep pools defeat its steps, an interior point method finds the region and Newton's method
 * finishes. Nothing depends on the tokens' units. Scratch space is allocated once; solves allocate
 * only their result and their start. For one thread at a time.
 */
public final class DualSolver {
  private static final double FIRST_BARRIER = 0.1;
  private static final double BARRIER_FACTOR = 0.1;
  private static final int MAX_STAGES = 20;
  private static final double CENTRED = 0.01;

  /** What evening out a unit of imbalance costs: a fee or a slip of this size. */
  private static final double IMBALANCE_COST = 1e-3;

  private static final double LEAST_BARRIER = 1e-12;

  /** After so many steps that had to be damped the network counts as a hard one. */
  private static final int HARD = 2;

  /** Complementarity, relative to the bound, that an interior point is brought to. */
  private static final double INTERIOR = 1e-9;

  private final Network network;
  private final Components components;
  private final StartPrices startPrices;
  private final Descent descent;
  private final boolean[] wanted;
  private final boolean[] reachable;
  private final double[] kept;
  private @Nullable InteriorPoint interior;

  /** Whether the last solve needed an interior point: then the next will as well. */
  private boolean hard;

  /** For {@code network}. */
  public DualSolver(Network network) {
    this.network = network;
    int tokens = network.tokens();
    components = new Components(network);
    startPrices = new StartPrices(network);
    descent = new Descent(network);
    wanted = new boolean[tokens];
    reachable = new boolean[tokens];
    kept = new double[tokens];
  }

  /** Solves from prices read off the network. */
  public SolveResult solve(Objective objective, SolveLimits limits) {
    return solve(objective, startPrices.of(objective), limits);
  }

  /**
   * Solves from given log prices, such as those of the block before. Prices below what a token is
   * worth are raised to it; tokens that lead to nothing wanted are worth nothing whatever is given.
   *
   * @param start natural logarithms of prices; what is not finite is taken for zero
   */
  public SolveResult solve(Objective objective, double[] start, SolveLimits limits) {
    if (objective.worth().length != network.tokens() || start.length != network.tokens()) {
      throw new IllegalArgumentException("not as many tokens as the network has");
    }
    descent.reset(objective.supply());
    boolean any = prepare(objective, start);
    descent.evaluate();
    Point first = descent.now();
    if (!any || !(first.bound > first.rounding)) {
      double bound = Math.max(0, first.bound);
      return new SolveResult(End.NOTHING, bound, 0, 0, descent.evaluations(), 0);
    }
    return network.kinked() > 0 ? followBarrier(limits) : descend(objective, limits);
  }

  private SolveResult descend(Objective objective, SolveLimits limits) {
    int spent = 0;
    if (NewtonSystem.factorable(network)) {
      descent.giveUpAfter(hard ? 1 : HARD);
      SolveResult result = descent.run(limits.tolerance(), 0, limits.maxIterations());
      hard = descent.gaveUp();
      if (!hard || result.iterations() >= limits.maxIterations()) {
        return result;
      }
      spent = result.iterations() + fromInside(objective);
      descent.finish();
    }
    int left = Math.max(1, limits.maxIterations() - spent);
    SolveResult last = descent.run(limits.tolerance(), 0, left);
    return new SolveResult(
        last.end(),
        last.bound(),
        last.imbalance(),
        spent + last.iterations(),
        last.evaluations(),
        last.products());
  }

  /** Goes where an interior point method leads; returns its steps. */
  private int fromInside(Objective objective) {
    InteriorPoint method = interior;
    if (method == null) {
      method = new InteriorPoint(network);
      interior = method;
    }
    copyLogPrices(kept);
    method.improve(kept, objective.worth(), objective.supply(), descent.now().bound, INTERIOR);
    descent.jump(kept);
    return method.steps();
  }

  /**
   * Ever weaker barriers, each solve beginning where the one before ended. Ends at the stage whose
   * imbalance and barrier together leave the smallest gap: beyond some weakness rounding wins.
   */
  private SolveResult followBarrier(SolveLimits limits) {
    int kinked = network.kinked();
    double barrier = FIRST_BARRIER * descent.now().bound / kinked;
    double bestBarrier = barrier;
    double leastGap = Double.POSITIVE_INFINITY;
    SolveResult best = null;
    int iterations = 0;
    for (int stage = 0; stage <= MAX_STAGES && iterations < limits.maxIterations(); stage++) {
      network.soften(barrier);
      descent.evaluate();
      double last = leastBarrier(limits);
      boolean done = barrier <= last;
      double enough = done ? 0 : CENTRED * barrier;
      SolveResult result =
          descent.run(limits.tolerance(), enough, limits.maxIterations() - iterations);
      iterations += result.iterations();
      double gap = IMBALANCE_COST * result.imbalance() * result.bound() + 2 * kinked * barrier;
      if (best == null || gap < leastGap) {
        best = result;
        leastGap = gap;
        bestBarrier = barrier;
        copyLogPrices(kept);
      }
      if (done) {
        break;
      }
      barrier = Math.max(barrier * BARRIER_FACTOR, Math.min(last, 0.99 * barrier));
    }
    if (best == null) {
      throw new IllegalStateException("no stage");
    }
    network.soften(bestBarrier);
    System.arraycopy(kept, 0, descent.now().logPrices, 0, kept.length);
    descent.evaluate();
    return new SolveResult(
        best.end(),
        best.bound(),
        best.imbalance(),
        iterations,
        descent.evaluations(),
        descent.products());
  }

  /** Weaker than this a barrier acts within what doubles can tell apart of a price. */
  private double leastBarrier(SolveLimits limits) {
    Point now = descent.now();
    double wished = limits.tolerance() * now.bound / (4 * network.kinked());
    return Math.max(wished, LEAST_BARRIER * now.curvature.scale());
  }

  /** Natural logarithm of a token's final price; negative infinity if it is worth nothing. */
  public double logPrice(int token) {
    return descent.now().logPrices[token];
  }

  /** The final prices; valid until the next solve. */
  public PriceState prices() {
    return descent.now().prices;
  }

  /** Copies the final log prices. */
  public void copyLogPrices(double[] target) {
    System.arraycopy(descent.now().logPrices, 0, target, 0, target.length);
  }

  /** Value of what is left over (above zero) or lacking of a token at the final prices. */
  public double imbalance(int token) {
    return descent.now().imbalance[token];
  }

  /** Whether a token's price is held up by what the token is worth, so that it may be left over. */
  public boolean atWorth(int token) {
    return wanted[token] && logPrice(token) <= descent.lower()[token];
  }

  /** The token that stands for all that are connected with {@code token}. */
  public int component(int token) {
    return components.of(token);
  }

  private boolean prepare(Objective objective, double[] start) {
    double[] worth = objective.worth();
    Arrays.fill(reachable, false);
    boolean any = false;
    for (int token = 0; token < worth.length; token++) {
      wanted[token] = worth[token] > 0;
      if (wanted[token]) {
        reachable[components.of(token)] = true;
        any = true;
      }
    }
    double[] lower = descent.lower();
    double[] logPrices = descent.now().logPrices;
    for (int token = 0; token < worth.length; token++) {
      if (!reachable[components.of(token)]) {
        lower[token] = Double.NEGATIVE_INFINITY;
        logPrices[token] = Double.NEGATIVE_INFINITY;
      } else {
        lower[token] = wanted[token] ? Math.log(worth[token]) : -Descent.FARTHEST;
        double given = Double.isFinite(start[token]) ? start[token] : 0;
        logPrices[token] = Math.max(lower[token], Math.min(Descent.FARTHEST, given));
      }
    }
    return any;
  }
}
