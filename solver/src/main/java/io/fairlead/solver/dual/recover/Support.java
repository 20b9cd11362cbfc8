package io.fairlead.solver.dual.recover;

import io.fairlead.solver.dual.edge.Network;

/**
 * The edges that are to be used.
 *
 * @param edges their indices in the full list, ascending
 * @param network those edges alone, in this order
 * @param flow their trades
 * @param logPrices the prices at which these are best
 * @param net what they come to, costs deducted
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier for arrays, never compared
public record Support(
    int[] edges, Network network, RecoveredFlow flow, double[] logPrices, double net) {
  /** The same with another net value. */
  Support worth(double other) {
    return new Support(edges, network, flow, logPrices, other);
  }
}
