package io.fairlead.solver.batch.price;

import io.fairlead.solver.batch.demand.Excess;
import io.fairlead.solver.batch.demand.Market;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * Prices at which what is offered of every token is what is asked for. A damped Newton method on
 * the smoothed excess, the smoothing weakened step by step; where Newton's step does not help, it
 * is damped towards raising the price of what is asked for and lowering that of what is offered
 * (tâtonnement). For one thread at a time.
 */
public final class Equilibrium {
  private static final double FIRST_WIDTH = 0.03;
  private static final double WIDTH_FACTOR = 0.2;
  private static final int STEPS_PER_WIDTH = 12;
  private static final int LAST_STEPS = 40;
  private static final int MAX_TRIES = 9;
  private static final double LONGEST_STEP = 0.3;
  private static final double FARTHEST = 12;
  private static final double ROUGH = 1e-4;
  private static final double LEAST_DAMPING = 1e-11;

  private final Market market;
  private final double[] logPrices;
  private final double[] trialPrices;
  private final double[] matrix;
  private final double[] step;
  private Excess now;
  private Excess trial;
  private double damping = LEAST_DAMPING;
  private int steps;

  /** For {@code market}, beginning at log prices {@code start} relative to reference prices. */
  public Equilibrium(Market market, double[] start) {
    this.market = market;
    int n = market.tokens();
    logPrices = Arrays.copyOf(start, n);
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

  /**
   * Searches until the imbalance is below {@code tolerance} at the given width.
   *
   * @param width the last smoothing: how far beyond its limit an order is filled wholly
   * @param kept what pools may keep of what they move
   */
  public void search(
      double firstWidth, double width, double kept, double tolerance, BooleanSupplier stop) {
    double smoothing = Math.max(width, firstWidth);
    while (smoothing > width && !stop.getAsBoolean()) {
      rounds(smoothing, kept, ROUGH, STEPS_PER_WIDTH, stop);
      smoothing = Math.max(width, smoothing * WIDTH_FACTOR);
    }
    for (int round = 0; round < 4; round++) {
      rounds(width, kept, tolerance, LAST_STEPS, stop);
      if (market.pools().isEmpty() || stop.getAsBoolean()) {
        return;
      }
      double missed = market.settlePools(logPrices, kept);
      if (missed <= 0.1 * tolerance * Math.max(now.turnover(), Double.MIN_NORMAL)) {
        return;
      }
    }
    rounds(width, kept, tolerance, LAST_STEPS, stop);
  }

  /** {@link #search(double, double, double, double, BooleanSupplier)} from far away. */
  public void search(double width, double kept, double tolerance, BooleanSupplier stop) {
    search(FIRST_WIDTH, width, kept, tolerance, stop);
  }

  private void rounds(
      double width, double kept, double tolerance, int maxSteps, BooleanSupplier stop) {
    market.settlePools(logPrices, kept);
    market.excess(logPrices, width, now);
    for (int count = 0; count < maxSteps; count++) {
      if (now.imbalance() <= tolerance * now.turnover() || stop.getAsBoolean()) {
        return;
      }
      if (!improve(width)) {
        return;
      }
    }
  }

  private boolean improve(double width) {
    double before = now.imbalance();
    for (int attempt = 0; attempt < MAX_TRIES; attempt++) {
      if (newton()) {
        steps++;
        double longest = 0;
        for (double one : step) {
          longest = Math.max(longest, Math.abs(one));
        }
        double length = longest > LONGEST_STEP ? LONGEST_STEP / longest : 1;
        for (int halving = 0; halving < 3; halving++, length *= 0.4) {
          move(length);
          market.excess(trialPrices, width, trial);
          if (trial.imbalance() < before * (1 - 0.1 * length)) {
            accept();
            damping = Math.max(LEAST_DAMPING, damping * 0.1);
            return true;
          }
        }
      }
      damping = Math.max(1e-6, damping * 8);
    }
    return false;
  }

  /** Solves for the step; false if that makes no sense. */
  private boolean newton() {
    int n = step.length;
    double largest = 0;
    for (int token = 0; token < n; token++) {
      largest = Math.max(largest, Math.abs(now.slope(token, token)));
    }
    if (!(largest > 0)) {
      return false;
    }
    for (int token = 0; token < n; token++) {
      for (int of = 0; of < n; of++) {
        matrix[token * n + of] = now.slope(token, of);
      }
      double own = Math.abs(now.slope(token, token));
      matrix[token * n + token] += damping * (own + 1e-6 * largest) + 1e-13 * largest;
      step[token] = -now.value(token);
    }
    if (!LinearSystem.solve(matrix, step)) {
      return false;
    }
    double mean = 0;
    for (double one : step) {
      mean += one / n;
    }
    for (int token = 0; token < n; token++) {
      // All prices alike change nothing.
      step[token] -= mean;
      if (Double.isNaN(step[token])) {
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
