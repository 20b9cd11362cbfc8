package io.fairlead.solver.route;

import io.fairlead.auction.engine.EngineInteraction.LiquiditySwap;
import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a routing does with an amount.
 *
 * @param route which
 * @param amountIn wei given at the start
 * @param amountOut wei that come out at the end
 * @param left wei of other tokens that stay behind on the way, by token; nobody's gain
 * @param swaps the exact-input swaps in order; together they pass on everything else
 * @param after the pools afterwards
 * @param gas gas units of the swaps
 */
public record Routed(
    Routing route,
    BigInteger amountIn,
    BigInteger amountOut,
    SortedMap<Address, BigInteger> left,
    List<LiquiditySwap> swaps,
    PoolBook after,
    long gas) {
  /** Copies the list and the map. */
  public Routed {
    left = Collections.unmodifiableSortedMap(new TreeMap<>(left));
    swaps = List.copyOf(swaps);
  }
}
