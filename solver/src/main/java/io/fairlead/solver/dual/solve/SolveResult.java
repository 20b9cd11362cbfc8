package io.fairlead.solver.dual.solve;

/**
 * How a solve ended. Whatever the end, {@code bound} is an upper bound of the objective up to
 * rounding of doubles.
 *
 * @param end why it ended
 * @param bound the dual's value at the final prices
 * @param imbalance sum of the absolute values of what is left over or lacking, relative to the
 *     bound
 * @param iterations Newton steps
 * @param evaluations how often all edges were looked at
 * @param products products of the Laplacian with a vector
 */
public record SolveResult(
    End end, double bound, double imbalance, int iterations, int evaluations, int products) {
  /** Why a solve ended. */
  public enum End {
    /** Balanced as well as was asked for. */
    CONVERGED,
    /** Rounding or a kink lets no step improve it. */
    STALLED,
    /** Too many steps. */
    ITERATIONS,
    /** Nothing that is wanted can be reached. */
    NOTHING
  }
}
