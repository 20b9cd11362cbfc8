package io.fairlead.solver.batch.price;

import io.fairlead.solver.batch.demand.Excess;
import io.fairlead.solver.batch.demand.Market;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * Prices at which what is offered of every token is what is asked for. With the orders' amounts
 * counted at fixed prices, the excess is the gradient of a convex function of the log prices, which
 * Newton's method with a line search minimises from anywhere; the fixed prices then follow. Near
 * the answer Newton's method on the excess itself takes over. Orders are smoothed, ever less. For
 * one thread at a time.
 */
public final class Equilibrium {
  private static final double FIRST_WIDTH = 0.03;
  private static final double WIDTH_FACTOR = 0.2;
  private static final int STEPS = 25;
  private static final int ROUNDS = 3;
  private static final int LAST_ROUNDS = 25;
  private static final int POOL_ROUNDS = 6;
  private static final int SEARCHES = 14;
  private static final double LONGEST_STEP = 0.2;
  private static final double FARTHEST = 12;
  private static final double ROUGH = 1e-3;
  private static final double FLAT = 0.2;
  private static final double STALLED = 0.7;

  private final Market market;
  private final double[] logPrices;
  private final double[] sizing;
  private final double[] trialPrices;
  private final double[] matrix;
  private final double[] step;
  private Excess now;
  private Excess trial;
  private int steps;

  /** For {@code market}, beginning at log prices {@code start} relative to reference prices. */
  public Equilibrium(Market market, double[] start) {
    this.market = market;
    int n = market.tokens();
    logPrices = Arrays.copyOf(start, n);
    sizing = Arrays.copyOf(start, n);
    trialPrices = new double[n];
    matrix = new double[n * n];
    step = new double[n];
    now = new Excess(n);
    trial = new Excess(n);
  }

  /** The prices reached. */
  public double[] logPrices() {
    return logPrices.clone();
  }

  /** Newton steps so far. */
  public int steps() {
    return steps;
  }

  /** Sum of the absolute excesses over the value of all that moves. */
  public double imbalance() {
    return now.turnover() > 0 ? now.imbalance() / now.turnover() : 0;
  }

  /** {@link #search(double, double, double, double, BooleanSupplier)} from far away. */
  public void search(double width, double kept, double tolerance, BooleanSupplier stop) {
    search(FIRST_WIDTH, width, kept, tolerance, stop);
  }

  /**
   * Searches until the imbalance is below {@code tolerance}.
   *
   * @param firstWidth the smoothing to begin with
   * @param width the last smoothing: how far beyond its limit an order is filled wholly
   * @param kept what pools may keep of what they move
   */
  public void search(
      double firstWidth, double width, double kept, double tolerance, BooleanSupplier stop) {
    double smoothing = Math.max(width, firstWidth);
    while (smoothing > width && !stop.getAsBoolean()) {
      market.settlePools(logPrices, kept);
      follow(smoothing, ROUGH, ROUNDS, stop);
      smoothing = Math.max(width, smoothing * WIDTH_FACTOR);
    }
    for (int round = 0; round < POOL_ROUNDS; round++) {
      follow(width, tolerance, LAST_ROUNDS, stop);
      if (market.pools().isEmpty() || stop.getAsBoolean()) {
        return;
      }
      double missed = market.settlePools(logPrices, kept);
      if (missed <= 0.1 * tolerance * Math.max(now.turnover(), Double.MIN_NORMAL)) {
        return;
      }
    }
    follow(width, tolerance, LAST_ROUNDS, stop);
  }

  /** Lets the prices at which amounts are counted follow those found. */
  private void follow(double width, double tolerance, int rounds, BooleanSupplier stop) {
    double best = Double.POSITIVE_INFINITY;
    for (int round = 0; round < rounds && !stop.getAsBoolean(); round++) {
      if (finish(width, tolerance, stop) || now.imbalance() > STALLED * best) {
        return;
      }
      best = now.imbalance();
      System.arraycopy(logPrices, 0, sizing, 0, sizing.length);
      descend(width, 0.1 * tolerance, stop);
    }
    market.excess(logPrices, logPrices, width, now);
  }

  /** Newton's method on the excess itself, as long as it helps; whether it ends balanced. */
  private boolean finish(double width, double tolerance, BooleanSupplier stop) {
    market.excess(logPrices, logPrices, width, now);
    while (!(now.imbalance() <= tolerance * now.turnover())) {
      if (stop.getAsBoolean() || !newton()) {
        return false;
      }
      move(length());
      market.excess(trialPrices, trialPrices, width, trial);
      if (!(trial.imbalance() < 0.5 * now.imbalance())) {
        return false;
      }
      accept();
    }
    return true;
  }

  /** Minimises the convex function of which the excess is the gradient. */
  private void descend(double width, double tolerance, BooleanSupplier stop) {
    market.excess(logPrices, sizing, width, now);
    for (int count = 0; count < STEPS; count++) {
      if (now.imbalance() <= tolerance * now.turnover() || stop.getAsBoolean() || !newton()) {
        return;
      }
      double before = along(now);
      if (!(before < 0) || !lineSearch(width, before)) {
        return;
      }
      accept();
    }
  }

  /** Looks for where the function stops falling along the step; secants, kept in a bracket. */
  private boolean lineSearch(double width, double before) {
    double low = 0;
    double slopeLow = before;
    double high = Double.POSITIVE_INFINITY;
    double slopeHigh = 0;
    double length = length();
    for (int search = 0; search < SEARCHES; search++) {
      move(length);
      market.excess(trialPrices, sizing, width, trial);
      double slope = along(trial);
      if (Math.abs(slope) <= FLAT * -before) {
        return true;
      }
      if (slope < 0) {
        low = length;
        slopeLow = slope;
      } else {
        high = length;
        slopeHigh = slope;
      }
      if (high == Double.POSITIVE_INFINITY) {
        if (length >= 4 * length()) {
          return true;
        }
        length *= 2;
      } else {
        double secant = low - slopeLow * (high - low) / (slopeHigh - slopeLow);
        double margin = 0.1 * (high - low);
        length = Math.max(low + margin, Math.min(high - margin, secant));
      }
    }
    if (low > 0) {
      move(low);
      market.excess(trialPrices, sizing, width, trial);
    }
    return low > 0;
  }

  private double along(Excess excess) {
    double sum = 0;
    for (int token = 0; token < step.length; token++) {
      sum += excess.value(token) * step[token];
    }
    return sum;
  }

  private double length() {
    double longest = 0;
    for (double one : step) {
      longest = Math.max(longest, Math.abs(one));
    }
    return longest > LONGEST_STEP ? LONGEST_STEP / longest : 1;
  }

  /**
   * Solves for the step. What is out of balance is held back in proportion, so that a token nobody
   * responds for does not run away; that vanishes where all is balanced.
   */
  private boolean newton() {
    int n = step.length;
    double largest = 0;
    for (int token = 0; token < n; token++) {
      largest = Math.max(largest, Math.abs(now.slope(token, token)));
    }
    largest = Math.max(largest, now.imbalance());
    if (!(largest > 0)) {
      return false;
    }
    steps++;
    for (int token = 0; token < n; token++) {
      for (int of = 0; of < n; of++) {
        matrix[token * n + of] = now.slope(token, of);
      }
      matrix[token * n + token] += Math.abs(now.value(token)) / LONGEST_STEP + 1e-13 * largest;
      step[token] = -now.value(token);
    }
    if (!LinearSystem.solve(matrix, step)) {
      return false;
    }
    for (double one : step) {
      if (Double.isNaN(one)) {
        return false;
      }
    }
    return true;
  }

  private void move(double length) {
    for (int token = 0; token < step.length; token++) {
      trialPrices[token] =
          Math.max(-FARTHEST, Math.min(FARTHEST, logPrices[token] + length * step[token]));
    }
  }

  private void accept() {
    System.arraycopy(trialPrices, 0, logPrices, 0, logPrices.length);
    Excess former = now;
    now = trial;
    trial = former;
  }
}
