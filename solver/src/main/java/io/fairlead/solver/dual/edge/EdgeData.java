package io.fairlead.solver.dual.edge;

/**
 * One edge as it is handed in. Amounts are in each token's smallest unit; {@code gamma} is one
 * minus the fee on the input, in (0, 1]. Arrays are not copied and must not change before the
 * network is built.
 */
public sealed interface EdgeData {
  /** Two coins, product of the reserves (Uniswap V2). */
  record Product(int token1, int token2, double reserve1, double reserve2, double gamma)
      implements EdgeData {}

  /** Weighted geometric mean of the reserves (Balancer); only the weights' proportions matter. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier for arrays, never compared
  record Weighted(int[] tokens, double[] reserves, double[] weights, double gamma)
      implements EdgeData {}

  /**
   * Liquidity that is constant between boundaries (Uniswap V3).
   *
   * @param rootPrice square root of units of token 2 per unit of token 1
   * @param boundaries square roots of prices, ascending, at least two
   * @param liquidity between each boundary and the next, at least zero; one less than boundaries
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Concentrated(
      int token1,
      int token2,
      double rootPrice,
      double[] boundaries,
      double[] liquidity,
      double gamma)
      implements EdgeData {}

  /**
   * The StableSwap invariant {@code a S + D = a D + D^(n+1)/(n^n P)} of sum {@code S} and product
   * {@code P} (StableSwap whitepaper, Egorov 2019).
   *
   * @param rates what one unit of each coin counts in the invariant, e.g. 1e12 for 6 of 18 decimals
   * @param amplification {@code a = A n^n} of the whitepaper; {@code A n} in terms of the number
   *     that deployed contracts call A
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Stable(int[] tokens, double[] reserves, double[] rates, double amplification, double gamma)
      implements EdgeData {}

  /**
   * A limit order or a level of an order book: gives up to {@code capacity} units of {@code given}
   * for {@code price} units of {@code wanted} each. A buy order for at most {@code b} of {@code
   * wanted} is one of capacity {@code b / price}.
   */
  record Limit(int given, int wanted, double price, double capacity) implements EdgeData {}
}
