package io.fairlead.solver.basket;

import io.fairlead.auction.engine.BasketOrder;
import io.fairlead.auction.engine.EngineInteraction;
import io.fairlead.auction.score.BasketTerms;
import io.fairlead.solver.route.PoolBook;
import java.math.BigInteger;
import java.util.List;

/**
 * A fill of a basket by swaps.
 *
 * @param units how many
 * @param quote wei of the quote token that are left for the owner after gas, or below zero that it
 *     has to pay
 * @param swaps in order; the legs that are given first
 * @param after the pools afterwards
 * @param gas gas units of it all
 */
public record FilledBasket(
    BasketOrder order,
    BigInteger units,
    BigInteger quote,
    List<EngineInteraction> swaps,
    PoolBook after,
    long gas) {
  /** Copies the list. */
  public FilledBasket {
    swaps = List.copyOf(swaps);
  }

  /** Wei of the quote token beyond the owner's limit. */
  BigInteger surplus() {
    return BasketTerms.of(order.basket()).surplus(units, quote);
  }
}
