package io.fairlead.solver.dual.solve;

/**
 * When a solve ends.
 *
 * @param tolerance imbalance, relative to the bound, that is small enough
 * @param maxIterations most Newton steps
 */
public record SolveLimits(double tolerance, int maxIterations) {
  /** To a relative 1e-9. */
  public static final SolveLimits USUAL = new SolveLimits(1e-9, 200);

  /** Checks the range. */
  public SolveLimits {
    if (!(tolerance > 0 && tolerance < 1) || maxIterations < 1) {
      throw new IllegalArgumentException("tolerance or iterations out of range");
    }
  }
}
