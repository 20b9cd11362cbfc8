package io.fairlead.solver.batch.demand;

import java.util.List;

/**
 * Orders and pools that meet at common prices.
 *
 * @param tokens number of tokens
 * @param orders all orders
 * @param pools all pools
 */
public record Market(int tokens, OrderDemand orders, List<PoolAgent> pools) {
  /** Copies the list. */
  public Market {
    pools = List.copyOf(pools);
  }

  /**
   * Writes the excess at these prices, orders smoothed over {@code width}.
   *
   * @param sizing log prices at which orders' fixed amounts are counted
   */
  @SuppressWarnings(
      "ReferenceEquality") // The same array, not equal numbers: then sizes move with prices.
  public void excess(double[] logPrices, double[] sizing, double width, Excess result) {
    result.clear();
    orders.addTo(result, logPrices, sizing, width);
    for (PoolAgent pool : pools) {
      pool.addTo(result, logPrices, sizing == logPrices);
    }
  }

  /** Lets every pool go as far as it should; returns by how much they missed it in all. */
  public double settlePools(double[] logPrices, double kept) {
    double missed = 0;
    for (PoolAgent pool : pools) {
      missed += pool.settle(logPrices, kept);
    }
    return missed;
  }
}
