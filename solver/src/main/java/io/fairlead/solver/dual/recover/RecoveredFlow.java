package io.fairlead.solver.dual.recover;

/**
 * Trades of all edges that use no more of any token than there is, up to rounding of doubles.
 *
 * @param flows by {@link io.fairlead.solver.dual.edge.Network#offset} and coin
 * @param left what is left of each token, in its unit
 * @param value what the leftovers are worth: at most the optimum
 * @param feasible false if some token falls short all the same; then {@code value} proves nothing
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier for arrays, never compared
public record RecoveredFlow(double[] flows, double[] left, double value, boolean feasible) {
  /** How far the value is below an upper bound, relative to it; infinite if not feasible. */
  public double gapTo(double bound) {
    if (!feasible) {
      return Double.POSITIVE_INFINITY;
    }
    return bound > 0 ? (bound - value) / bound : 0;
  }
}
