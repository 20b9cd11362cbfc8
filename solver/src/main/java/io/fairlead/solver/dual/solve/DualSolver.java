package io.fairlead.solver.dual.solve;

import io.fairlead.solver.dual.edge.Laplacian;
import io.fairlead.solver.dual.edge.Network;
import io.fairlead.solver.dual.edge.PriceState;
import io.fairlead.solver.dual.solve.SolveResult.End;

/**
 * Minimises the dual of an {@link Objective} over log prices {@code z} by a projected Newton
 * method. The gradient is the value imbalance of each token, {@code g}; the exact second derivative
 * is {@code L + diag(g)} with the edges' {@link Laplacian}, and {@code diag(|g|)} in its place
 * keeps it positive and vanishes where everything is balanced. The steps are solved for by
 * truncated conjugate gradients, bounded, and shortened until the dual falls. Nothing depends on
 * the tokens' units. All scratch space is allocated once; solves allocate only their result. For
 * one thread at a time.
 */
public final class DualSolver {
  /** Prices are kept within {@code e^-300} and {@code e^300} of the objective's unit. */
  private static final double FARTHEST = 300;

  private static final double LONGEST_STEP = 2;
  private static final int MAX_HALVINGS = 30;
  private static final int FEW_HALVINGS = 3;
  private static final int MAX_DAMPINGS = 16;
  private static final double LEAST_DAMPING = 1e-6;
  private static final int MAX_PRODUCTS = 600;
  private static final double LOOSE_FORCING = 0.1;
  private static final double STRICT_FORCING = 1e-3;
  private static final double SUFFICIENT = 1e-4;
  private static final double ROUNDING = 1e-14;
  private static final double DROWNING = 1e3;
  private static final double FIRST_BARRIER = 0.1;
  private static final double BARRIER_FACTOR = 0.1;
  private static final int MAX_STAGES = 20;
  private static final double CENTRED = 0.01;

  /** What evening out a unit of imbalance costs: a fee or a slip of this size. */
  private static final double IMBALANCE_COST = 1e-3;

  private static final double LEAST_BARRIER = 1e-12;
  private static final int PATIENCE = 8;

  private final Network network;
  private final Components components;
  private final StartPrices startPrices;
  private final ConjugateGradient conjugate;
  private final boolean[] wanted;
  private final boolean[] free;
  private final double[] lower;
  private final double[] shift;
  private final double[] step;
  private final double[] bestPrices;

  /** Units of each token that the edges hold, about. */
  private final double[] depth;

  private Point now;
  private Point trial;

  private double[] supply = new double[0];
  private int evaluations;
  private double promise;
  private double decrement;
  private double damping;

  /** Whether a full step has failed: the network is not one on which rough steps do. */
  private boolean troubled;

  /** Prices, and the network evaluated at them. */
  private static final class Point {
    final double[] logPrices;
    final double[] imbalance;
    final PriceState prices;
    final Laplacian curvature;
    double dual;
    double bound;
    double rounding;

    Point(Network network) {
      logPrices = new double[network.tokens()];
      imbalance = new double[network.tokens()];
      prices = new PriceState(network.tokens());
      curvature = new Laplacian(network.pairs());
    }
  }

  /** For {@code network}. */
  public DualSolver(Network network) {
    this.network = network;
    int tokens = network.tokens();
    components = new Components(network);
    startPrices = new StartPrices(network);
    conjugate = new ConjugateGradient(tokens);
    wanted = new boolean[tokens];
    free = new boolean[tokens];
    lower = new double[tokens];
    shift = new double[tokens];
    step = new double[tokens];
    bestPrices = new double[tokens];
    depth = new double[tokens];
    for (int edge = 0; edge < network.edges(); edge++) {
      for (int coin = 0; coin < network.coins(edge); coin++) {
        depth[network.token(edge, coin)] += network.depth(edge, coin, 1);
      }
    }
    now = new Point(network);
    trial = new Point(network);
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
    supply = objective.supply();
    evaluations = 0;
    damping = 0;
    troubled = false;
    conjugate.reset();
    boolean any = prepare(objective, start);
    evaluate(now);
    if (!any || !(now.bound > now.rounding)) {
      return new SolveResult(End.NOTHING, Math.max(0, now.bound), 0, 0, evaluations, 0);
    }
    return network.kinked() > 0
        ? followBarrier(limits)
        : descend(limits.tolerance(), 0, limits.maxIterations());
  }

  /**
   * Ever weaker barriers, each solve beginning where the one before ended. Ends at the stage whose
   * imbalance and barrier together leave the smallest gap: beyond some weakness rounding wins.
   */
  private SolveResult followBarrier(SolveLimits limits) {
    int kinked = network.kinked();
    double barrier = FIRST_BARRIER * now.bound / kinked;
    double bestBarrier = barrier;
    double leastGap = Double.POSITIVE_INFINITY;
    SolveResult best = null;
    int iterations = 0;
    for (int stage = 0; stage <= MAX_STAGES && iterations < limits.maxIterations(); stage++) {
      network.soften(barrier);
      evaluate(now);
      // Weaker than this the barrier acts within what doubles can tell apart of a price.
      double last =
          Math.max(
              limits.tolerance() * now.bound / (4 * kinked), LEAST_BARRIER * now.curvature.scale());
      boolean done = barrier <= last;
      SolveResult result =
          descend(
              limits.tolerance(),
              done ? 0 : CENTRED * barrier,
              limits.maxIterations() - iterations);
      iterations += result.iterations();
      double gap = IMBALANCE_COST * result.imbalance() * result.bound() + 2 * kinked * barrier;
      if (best == null || gap < leastGap) {
        best = result;
        leastGap = gap;
        bestBarrier = barrier;
        copyLogPrices(bestPrices);
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
    System.arraycopy(bestPrices, 0, now.logPrices, 0, bestPrices.length);
    evaluate(now);
    return new SolveResult(
        best.end(), best.bound(), best.imbalance(), iterations, evaluations, conjugate.products());
  }

  /** Natural logarithm of a token's final price; negative infinity if it is worth nothing. */
  public double logPrice(int token) {
    return now.logPrices[token];
  }

  /** The final prices; valid until the next solve. */
  public PriceState prices() {
    return now.prices;
  }

  /** Copies the final log prices. */
  public void copyLogPrices(double[] target) {
    System.arraycopy(now.logPrices, 0, target, 0, now.logPrices.length);
  }

  /** Value of what is left over (above zero) or lacking of a token at the final prices. */
  public double imbalance(int token) {
    return now.imbalance[token];
  }

  /** Whether a token's price is held up by what the token is worth, so that it may be left over. */
  public boolean atWorth(int token) {
    return wanted[token] && now.logPrices[token] <= lower[token];
  }

  private boolean prepare(Objective objective, double[] start) {
    boolean any = false;
    double[] worth = objective.worth();
    for (int token = 0; token < worth.length; token++) {
      free[token] = false;
    }
    for (int token = 0; token < worth.length; token++) {
      wanted[token] = worth[token] > 0;
      if (wanted[token]) {
        // Borrowed for a moment: whether the component leads to something wanted.
        free[components.of(token)] = true;
        any = true;
      }
    }
    for (int token = 0; token < worth.length; token++) {
      if (!free[components.of(token)]) {
        lower[token] = Double.NEGATIVE_INFINITY;
        now.logPrices[token] = Double.NEGATIVE_INFINITY;
      } else {
        lower[token] = wanted[token] ? Math.log(worth[token]) : -FARTHEST;
        double given = Double.isFinite(start[token]) ? start[token] : 0;
        now.logPrices[token] = Math.max(lower[token], Math.min(FARTHEST, given));
      }
    }
    return any;
  }

  private void evaluate(Point point) {
    evaluations++;
    point.prices.set(point.logPrices);
    point.curvature.clear();
    double dual = 0;
    for (int token = 0; token < point.imbalance.length; token++) {
      double there = supply[token] == 0 ? 0 : supply[token] * point.prices.price(token);
      point.imbalance[token] = there;
      dual += there;
    }
    point.dual = dual + network.accumulate(point.prices, point.imbalance, point.curvature);
    point.bound = point.dual + network.hiddenWorth(point.prices);
    point.rounding = ROUNDING * (point.bound + point.curvature.scale());
  }

  /**
   * Descends until the imbalance is at most {@code tolerance} of the bound, or a step promises less
   * than {@code enough}.
   */
  private SolveResult descend(double tolerance, double enough, int maxIterations) {
    double best = Double.POSITIVE_INFINITY;
    double lowest = now.dual;
    int sinceBest = 0;
    int iteration = 0;
    double imbalance = release();
    End end = End.ITERATIONS;
    for (; iteration < maxIterations; iteration++) {
      if (imbalance <= tolerance * now.bound) {
        end = End.CONVERGED;
        break;
      }
      boolean better = imbalance < 0.9 * best || now.dual < lowest - 10 * now.rounding;
      sinceBest = better ? 0 : sinceBest + 1;
      best = Math.min(best, imbalance);
      lowest = Math.min(lowest, now.dual);
      if (sinceBest >= PATIENCE || !improve(imbalance)) {
        end = End.STALLED;
        break;
      }
      imbalance = release();
      if (decrement < enough) {
        end = End.CONVERGED;
        break;
      }
    }
    return new SolveResult(
        end, now.bound, imbalance / now.bound, iteration, evaluations, conjugate.products());
  }

  /** Frees the tokens whose prices may move; returns the sum of their absolute imbalances. */
  private double release() {
    double sum = 0;
    for (int token = 0; token < free.length; token++) {
      double log = now.logPrices[token];
      double g = now.imbalance[token];
      boolean held = log == Double.NEGATIVE_INFINITY || (log <= lower[token] && g > 0);
      free[token] = !held;
      sum += held ? 0 : Math.abs(g);
    }
    return sum;
  }

  /**
   * One Newton step; false if none makes the dual fall. Where a step must be cut short again and
   * again, edges that do not trade yet are about to: the step is then damped by what all edges of a
   * token hold, the more the oftener that happens, so that a token with little at stake cannot hold
   * up the others (Levenberg and Marquardt's way).
   */
  private boolean improve(double imbalance) {
    double loose = troubled ? STRICT_FORCING : LOOSE_FORCING;
    double forcing = Math.min(loose, Math.sqrt(imbalance / now.bound));
    int halvings = network.kinked() > 0 ? MAX_HALVINGS : FEW_HALVINGS;
    for (int attempt = 0; attempt < MAX_DAMPINGS; attempt++) {
      for (int token = 0; token < shift.length; token++) {
        double held = damping == 0 ? 0 : damping * depth[token] * now.prices.price(token);
        shift[token] = Math.abs(now.imbalance[token]) + held;
      }
      conjugate.solve(now.curvature, shift, now.imbalance, free, forcing, MAX_PRODUCTS, step);
      int halved = search(halvings, imbalance);
      troubled |= halved != 0;
      if (halved == 0) {
        damping = damping < LEAST_DAMPING ? 0 : damping * 0.2;
      }
      if (halved >= 0) {
        return true;
      }
      if (network.kinked() > 0) {
        return false;
      }
      damping = Math.max(LEAST_DAMPING, damping * 8);
    }
    return false;
  }

  /** Shortens the step until it may be taken; how often, or -1 if that does not help. */
  private int search(int halvings, double imbalance) {
    double longest = 0;
    decrement = 0;
    for (int token = 0; token < step.length; token++) {
      longest = Math.max(longest, free[token] ? Math.abs(step[token]) : 0);
      decrement -= now.imbalance[token] * step[token];
    }
    double length = longest == 0 ? 0 : Math.min(1, LONGEST_STEP / longest);
    for (int halving = 0; halving < halvings && length > 0; halving++, length *= 0.5) {
      tryStep(length);
      if (promise < 0 && (falls() || (drowned() && imbalanceOf(trial) < imbalance))) {
        Point former = now;
        now = trial;
        trial = former;
        return halving;
      }
    }
    return -1;
  }

  private boolean falls() {
    return trial.dual <= now.dual + SUFFICIENT * promise + now.rounding;
  }

  /** Whether what the step promises is too little to be seen in the dual itself. */
  private boolean drowned() {
    return -promise < DROWNING * now.rounding;
  }

  private double imbalanceOf(Point point) {
    double sum = 0;
    for (int token = 0; token < free.length; token++) {
      sum += free[token] ? Math.abs(point.imbalance[token]) : 0;
    }
    return sum;
  }

  /** Evaluates a step cut to the bounds; {@code promise} is the first-order change of the dual. */
  private void tryStep(double length) {
    promise = 0;
    for (int token = 0; token < step.length; token++) {
      double from = now.logPrices[token];
      double to = from;
      if (free[token]) {
        to = Math.max(lower[token], Math.min(FARTHEST, from + length * step[token]));
        promise += now.imbalance[token] * (to - from);
      }
      trial.logPrices[token] = to;
    }
    evaluate(trial);
  }
}
