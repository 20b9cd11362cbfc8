package io.fairlead.solver.batch.program;

/**
 * Solves a {@link LinearProgram} by Mehrotra's primal-dual predictor-corrector method (Mehrotra,
 * "On the implementation of a primal-dual interior point method", SIAM J. Optim. 1992; with upper
 * bounds as in Lustig, Marsten and Shanno 1992). Every step costs a Cholesky factorisation of the
 * dense matrix of the rows that are not loose, and one of the columns that loose rows share.
 * Deterministic; bounded in steps. For one thread at a time.
 */
public final class InteriorMethod {
  private static final double BACK_OFF = 0.995;
  private static final double LEAST = 1e-11;

  private final LinearProgram program;
  private final double[] x;
  private final double[] room;
  private final double[] low;
  private final double[] high;
  private final double[] prices;
  private final double[] weight;
  private final double[] held;
  private final double[] dx;
  private final double[] dLow;
  private final double[] dHigh;
  private final double[] dPrices;
  private final double[] primal;
  private final double[] dual;
  private final double[] aimLow;
  private final double[] aimHigh;
  private final NormalSystem normal;
  private double missing = Double.POSITIVE_INFINITY;
  private int steps;

  /** For {@code program}, whose columns are complete. */
  public InteriorMethod(LinearProgram program) {
    this.program = program;
    int columns = program.columns();
    x = new double[columns];
    room = new double[columns];
    low = new double[columns];
    high = new double[columns];
    weight = new double[columns];
    held = new double[columns];
    dx = new double[columns];
    dLow = new double[columns];
    dHigh = new double[columns];
    dual = new double[columns];
    aimLow = new double[columns];
    aimHigh = new double[columns];
    prices = new double[program.rows()];
    dPrices = new double[program.rows()];
    primal = new double[program.rows()];
    normal = new NormalSystem(program);
    begin();
  }

  /** Values of the columns; inside their bounds. */
  public double[] values() {
    return x;
  }

  /** What a unit on the right of each row is worth. */
  public double[] prices() {
    return prices;
  }

  /** By how much the values miss the optimum at most, in proportion to what they gain. */
  public double missing() {
    return missing;
  }

  /** Steps so far. */
  public int steps() {
    return steps;
  }

  private void begin() {
    double bound = 0;
    double most = 0;
    for (int column = 0; column < x.length; column++) {
      most = Math.max(most, Math.abs(program.gain(column)));
      bound = Math.max(bound, bounded(column) ? program.most(column) : 0);
    }
    double scale = most > 0 ? most : 1;
    for (int column = 0; column < x.length; column++) {
      double gain = program.gain(column);
      x[column] = bounded(column) ? 0.5 * program.most(column) : Math.max(bound, 1);
      room[column] = bounded(column) ? x[column] : 0;
      low[column] = scale + Math.max(0, -gain);
      high[column] = bounded(column) ? scale + Math.max(0, gain) : 0;
    }
  }

  private boolean bounded(int column) {
    return program.most(column) < Double.POSITIVE_INFINITY;
  }

  /**
   * Improves until the bound of the prices is within {@code tolerance} of what the values gain.
   *
   * @return whether it got there
   */
  public boolean solve(double tolerance, int most) {
    return solve(tolerance, most, Double.MIN_NORMAL);
  }

  /**
   * The same for programs that may gain nothing.
   *
   * @param least what is missing is told in proportion to no less than this gain
   */
  public boolean solve(double tolerance, int most, double least) {
    for (int count = 0; count < most; count++) {
      double gap = residuals();
      double gained = 0;
      for (int column = 0; column < x.length; column++) {
        gained += program.gain(column) * x[column];
      }
      missing = (gap + infeasible()) / Math.max(Math.abs(gained), least);
      if (missing <= tolerance) {
        return true;
      }
      if (!step(gap)) {
        return false;
      }
    }
    return false;
  }

  /** What lacks of the rows, valued at the prices. */
  private double infeasible() {
    double sum = 0;
    for (int at = 0; at < primal.length; at++) {
      sum += Math.abs(primal[at] * prices[at]);
    }
    for (int column = 0; column < x.length; column++) {
      sum += Math.abs(dual[column] * x[column]);
    }
    return sum;
  }

  /** Computes the residuals; returns the sum of the complementary products. */
  private double residuals() {
    for (int at = 0; at < primal.length; at++) {
      primal[at] = program.right(at);
    }
    program.addProduct(x, -1, primal);
    double gap = 0;
    for (int column = 0; column < x.length; column++) {
      dual[column] =
          -program.gain(column) + program.priced(column, prices) - low[column] + high[column];
      gap += x[column] * low[column] + (bounded(column) ? room[column] * high[column] : 0);
    }
    return gap;
  }

  private boolean step(double gap) {
    steps++;
    int products = 0;
    for (int column = 0; column < x.length; column++) {
      products += bounded(column) ? 2 : 1;
      double stiff = low[column] / x[column];
      stiff += bounded(column) ? high[column] / room[column] : 0;
      weight[column] = 1 / stiff;
      aimLow[column] = -x[column] * low[column];
      aimHigh[column] = bounded(column) ? -room[column] * high[column] : 0;
    }
    normal.factor(weight);
    direction();
    double alongPrimal = primalLength();
    double alongDual = dualLength();
    double left = 0;
    for (int column = 0; column < x.length; column++) {
      left += (x[column] + alongPrimal * dx[column]) * (low[column] + alongDual * dLow[column]);
      if (bounded(column)) {
        left +=
            (room[column] - alongPrimal * dx[column]) * (high[column] + alongDual * dHigh[column]);
      }
    }
    double ratio = left / gap;
    double centre = ratio * ratio * ratio * gap / products;
    for (int column = 0; column < x.length; column++) {
      aimLow[column] += centre - dx[column] * dLow[column];
      aimHigh[column] += bounded(column) ? centre + dx[column] * dHigh[column] : 0;
    }
    direction();
    return move(Math.min(1, BACK_OFF * primalLength()), Math.min(1, BACK_OFF * dualLength()));
  }

  private boolean move(double alongPrimal, double alongDual) {
    if (!(alongPrimal > LEAST && alongDual > LEAST)) {
      return false;
    }
    for (int column = 0; column < x.length; column++) {
      x[column] += alongPrimal * dx[column];
      low[column] += alongDual * dLow[column];
      high[column] += alongDual * dHigh[column];
      room[column] -= alongPrimal * dx[column];
    }
    for (int at = 0; at < prices.length; at++) {
      prices[at] += alongDual * dPrices[at];
    }
    return true;
  }

  /** Solves for the step to what is aimed at. */
  private void direction() {
    System.arraycopy(primal, 0, dPrices, 0, primal.length);
    for (int column = 0; column < x.length; column++) {
      held[column] = aimLow[column] / x[column] - dual[column];
      held[column] -= bounded(column) ? aimHigh[column] / room[column] : 0;
      dx[column] = weight[column] * held[column];
    }
    program.addProduct(dx, -1, dPrices);
    normal.solve(dPrices);
    for (int at = 0; at < dPrices.length; at++) {
      dPrices[at] = -dPrices[at];
    }
    for (int column = 0; column < x.length; column++) {
      dx[column] = weight[column] * (held[column] - program.priced(column, dPrices));
      dLow[column] = (aimLow[column] - low[column] * dx[column]) / x[column];
      dHigh[column] =
          bounded(column) ? (aimHigh[column] + high[column] * dx[column]) / room[column] : 0;
    }
  }

  private double primalLength() {
    double length = Double.POSITIVE_INFINITY;
    for (int column = 0; column < x.length; column++) {
      if (dx[column] < 0) {
        length = Math.min(length, -x[column] / dx[column]);
      } else if (dx[column] > 0 && bounded(column)) {
        length = Math.min(length, room[column] / dx[column]);
      }
    }
    return Math.min(1 / BACK_OFF, length);
  }

  private double dualLength() {
    double length = Double.POSITIVE_INFINITY;
    for (int column = 0; column < x.length; column++) {
      if (dLow[column] < 0) {
        length = Math.min(length, -low[column] / dLow[column]);
      }
      if (dHigh[column] < 0) {
        length = Math.min(length, -high[column] / dHigh[column]);
      }
    }
    return Math.min(1 / BACK_OFF, length);
  }
}
