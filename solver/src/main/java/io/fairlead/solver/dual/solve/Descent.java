package io.fairlead.solver.dual.solve;

import io.fairlead.solver.dual.edge.Network;
import io.fairlead.solver.dual.solve.SolveResult.End;

/**
 * Projected Newton steps on the dual over log prices. The gradient is the value imbalance {@code g}
 * of each token; the exact second derivative is {@code L + diag(g)} with the edges' {@link
 * io.fairlead.solver.dual.edge.Laplacian}; {@code diag(max(0, g))} in the place of {@code diag(g)},
 * or {@code diag(|g|)}, keeps it positive and vanishes where everything is balanced. Steps are
 * bounded, and shortened until the dual falls.
 */
final class Descent {
  /** Prices are kept within {@code e^-300} and {@code e^300} of the objective's unit. */
  static final double FARTHEST = 300;

  private static final double LONGEST_STEP = 2;
  private static final int MAX_HALVINGS = 30;
  private static final int FEW_HALVINGS = 3;
  private static final int MAX_DAMPINGS = 16;
  private static final double LEAST_DAMPING = 1e-6;

  /**
   * Where a full step fails after an interior point method, so do steps that are damped by less.
   */
  private static final double LAST_DAMPING = 1;

  private static final double LOOSE_FORCING = 0.1;
  private static final double STRICT_FORCING = 1e-3;
  private static final double SUFFICIENT = 1e-4;
  private static final double DROWNING = 1e3;
  private static final int PATIENCE = 8;
  private static final int LITTLE_PATIENCE = 3;

  private final Network network;
  private final NewtonSystem system;
  private final boolean[] free;
  private final double[] lower;
  private final double[] shift;
  private final double[] step;

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

  /** How many more steps may need damping before another method is worth its while. */
  private int patience;

  Descent(Network network) {
    this.network = network;
    int tokens = network.tokens();
    system = new NewtonSystem(network);
    free = new boolean[tokens];
    lower = new double[tokens];
    shift = new double[tokens];
    step = new double[tokens];
    depth = new double[tokens];
    for (int edge = 0; edge < network.edges(); edge++) {
      for (int coin = 0; coin < network.coins(edge); coin++) {
        depth[network.token(edge, coin)] += network.depth(edge, coin, 1);
      }
    }
    now = new Point(network);
    trial = new Point(network);
  }

  /** Where the descent stands. */
  Point now() {
    return now;
  }

  /** Lower bounds of the log prices; to be written to. */
  double[] lower() {
    return lower;
  }

  int evaluations() {
    return evaluations;
  }

  int products() {
    return system.products();
  }

  /** Forgets what former solves have taught. */
  void reset(double[] supplies) {
    supply = supplies;
    evaluations = 0;
    damping = 0;
    troubled = false;
    patience = Integer.MAX_VALUE;
    system.reset(false);
  }

  /** Lets the next run end as soon as {@code steps} Newton steps have needed damping. */
  void giveUpAfter(int steps) {
    patience = steps;
  }

  /** Whether the last run ended for that reason. */
  boolean gaveUp() {
    return patience <= 0;
  }

  /** From now on every step counts: it is solved for exactly, and few vain ones are taken. */
  void finish() {
    patience = Integer.MAX_VALUE;
    damping = 0;
    troubled = true;
    system.exactly();
  }

  void evaluate() {
    evaluations++;
    now.evaluate(supply);
  }

  /** Moves to other log prices, cut to the bounds, if the dual is lower there. */
  boolean jump(double[] logPrices) {
    for (int token = 0; token < logPrices.length; token++) {
      trial.logPrices[token] = Math.max(lower[token], Math.min(FARTHEST, logPrices[token]));
    }
    evaluations++;
    trial.evaluate(supply);
    boolean better = trial.dual < now.dual;
    if (better) {
      swap();
    }
    return better;
  }

  private void swap() {
    Point former = now;
    now = trial;
    trial = former;
  }

  /**
   * Descends until the imbalance is at most {@code tolerance} of the bound, or a step promises less
   * than {@code enough}.
   */
  SolveResult run(double tolerance, double enough, int maxIterations) {
    double best = Double.POSITIVE_INFINITY;
    double lowest = now.dual;
    int most = system.exact() ? LITTLE_PATIENCE : PATIENCE;
    double noticed = system.exact() ? tolerance * now.bound : 0;
    int sinceBest = 0;
    int iteration = 0;
    double imbalance = release();
    End end = End.ITERATIONS;
    for (; iteration < maxIterations; iteration++) {
      if (imbalance <= tolerance * now.bound) {
        end = End.CONVERGED;
        break;
      }
      double fallen = lowest - now.dual;
      boolean better =
          fallen > Math.max(noticed, 10 * now.rounding) || (noticed == 0 && imbalance < 0.9 * best);
      sinceBest = better ? 0 : sinceBest + 1;
      best = Math.min(best, imbalance);
      lowest = Math.min(lowest, now.dual);
      if (sinceBest >= most || gaveUp() || !improve(imbalance)) {
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
        end, now.bound, imbalance / now.bound, iteration, evaluations, system.products());
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
      shift();
      system.solve(now.curvature, shift, now.imbalance, free, forcing, step);
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
      damping = Math.max(system.exact() ? LAST_DAMPING : LEAST_DAMPING, damping * 8);
      patience -= attempt == 0 ? 1 : 0;
      if (gaveUp()) {
        return false;
      }
    }
    return false;
  }

  /**
   * What is added to the Laplacian. Where nothing has failed yet, only surpluses: the matrix is
   * then at least the second derivative and crosses a long way in half the steps, as what is
   * lacking does not hold its price back. Elsewhere, and where orders are about to trade or not,
   * the steps are the careful ones.
   */
  private void shift() {
    boolean bold = !troubled && network.kinked() == 0;
    for (int token = 0; token < shift.length; token++) {
      double g = now.imbalance[token];
      double held = damping == 0 ? 0 : damping * depth[token] * now.prices.price(token);
      shift[token] = (bold ? Math.max(0, g) : Math.abs(g)) + held;
    }
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
        swap();
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
    evaluations++;
    trial.evaluate(supply);
  }
}
