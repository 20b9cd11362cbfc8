package io.fairlead.solver.plan;

import java.util.List;

/**
 * What swaps cost, in value at the dual's prices.
 *
 * @param most what is worth most on the way
 * @param perGas value that a unit of gas costs
 */
record SwapCost(PoolNetwork pools, Bridges bridges, double most, double perGas) {
  /**
   * Of {@code arcs}: gas, a hair, and a wei or so in and out for rounding.
   *
   * @param price part of what is worth most that every swap has to gain
   */
  double of(List<Arc> arcs, double price) {
    double cost = 0;
    for (Arc arc : arcs) {
      cost += price * most + perGas * pools.pool(arc.edge()).gasEstimate();
      cost += bridges.price(arc.from()) + 0.5 * bridges.price(arc.to());
    }
    return cost;
  }
}
