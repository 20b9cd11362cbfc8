package io.fairlead.auction.engine;

import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One proposed settlement.
 *
 * @param id the engine's own number for it, unique in one answer
 * @param prices clearing price of every traded token; any common scale
 * @param trades fills of orders of the request
 * @param jit fills of the solver's own liquidity
 * @param baskets fills of baskets of the request
 * @param interactions swaps and calls, in order
 * @param gas gas units the engine expects the settlement to take; 0 if not stated
 * @param certificate a proof of how good the solution is; null if there is none
 */
public record Solution(
    long id,
    SortedMap<Address, BigInteger> prices,
    List<EngineTrade> trades,
    List<JitTrade> jit,
    List<EngineBasketTrade> baskets,
    List<EngineInteraction> interactions,
    long gas,
    @Nullable Certificate certificate) {
  /** Copies the collections. */
  public Solution {
    prices = Collections.unmodifiableSortedMap(new TreeMap<>(prices));
    trades = List.copyOf(trades);
    jit = List.copyOf(jit);
    baskets = List.copyOf(baskets);
    interactions = List.copyOf(interactions);
  }

  /** One of orders alone, without liquidity of the solver's own and without a certificate. */
  public Solution(
      long id,
      SortedMap<Address, BigInteger> prices,
      List<EngineTrade> trades,
      List<EngineInteraction> interactions,
      long gas) {
    this(id, prices, trades, List.of(), List.of(), interactions, gas, null);
  }

  /** One without baskets. */
  public Solution(
      long id,
      SortedMap<Address, BigInteger> prices,
      List<EngineTrade> trades,
      List<JitTrade> jit,
      List<EngineInteraction> interactions,
      long gas,
      @Nullable Certificate certificate) {
    this(id, prices, trades, jit, List.of(), interactions, gas, certificate);
  }

  /** The same with this certificate; null for none. */
  public Solution certified(@Nullable Certificate proof) {
    return new Solution(id, prices, trades, jit, baskets, interactions, gas, proof);
  }

  /** The same with another number. */
  public Solution numbered(long another) {
    return new Solution(another, prices, trades, jit, baskets, interactions, gas, certificate);
  }

  /** The same with other interactions. */
  public Solution with(List<EngineInteraction> others) {
    return new Solution(id, prices, trades, jit, baskets, others, gas, certificate);
  }
}
