package io.fairlead.solver.route;

import io.fairlead.auction.engine.EngineInteraction.LiquiditySwap;
import java.math.BigInteger;
import java.util.List;

/**
 * What a routing does with an amount.
 *
 * @param route which
 * @param amountIn wei given at the start
 * @param amountOut wei that come out at the end
 * @param swaps the exact-input swaps in order; together they pass on everything
 * @param after the pools afterwards
 * @param gas gas units of the swaps
 */
public record Routed(
    Routing route,
    BigInteger amountIn,
    BigInteger amountOut,
    List<LiquiditySwap> swaps,
    PoolBook after,
    long gas) {
  /** Copies the list. */
  public Routed {
    swaps = List.copyOf(swaps);
  }
}
