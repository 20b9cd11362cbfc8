package io.fairlead.solver.recall;

import io.fairlead.auction.engine.EngineInteraction;
import io.fairlead.auction.engine.EngineInteraction.LiquiditySwap;
import io.fairlead.auction.engine.EngineTrade;
import io.fairlead.auction.engine.Order;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.exact.Rational;
import io.fairlead.contracts.intent.IntentUid;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.batch.BatchEngine;
import io.fairlead.solver.batch.Draft;
import io.fairlead.solver.clearing.Budget;
import io.fairlead.solver.clearing.GasTerms;
import io.fairlead.solver.clearing.SolutionScore;
import io.fairlead.solver.route.PoolBook;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is kept of an auction: the best settlement's prices, orders and pools, and a settlement of
 * its orders among themselves, which can be repeated in parts. That is the best one where it swaps
 * nothing; else one at prices close by. Immutable and bounded, whatever the solution was. Nothing
 * in it is believed when it is used again.
 */
public final class Memory {
  /** Of nothing. */
  public static final Memory NONE =
      new Memory(Circulation.NONE, false, new TreeMap<>(), new LinkedHashSet<>(), new HashSet<>());

  private static final int MOST_ORDERS = 400;
  private static final int MOST_POOLS = 64;

  /** A settlement without pools is all that is repeated where it scores four fifths of the best. */
  private static final Rational ENOUGH = new Rational(BigInteger.valueOf(4), BigInteger.valueOf(5));

  private final Circulation circulation;
  private final boolean enough;
  private final SortedMap<Address, BigInteger> prices;
  private final Set<IntentUid> filled;
  private final Set<String> pools;

  private Memory(
      Circulation circulation,
      boolean enough,
      SortedMap<Address, BigInteger> prices,
      Set<IntentUid> filled,
      Set<String> pools) {
    this.circulation = circulation;
    this.enough = enough;
    this.prices = prices;
    this.filled = filled;
    this.pools = pools;
  }

  /**
   * What is worth keeping. Takes the time of a clearing without pools: for beside, not for between.
   *
   * @param request what was solved
   * @param best a solution of it that executes
   */
  public static Memory of(SolveRequest request, Solution best) {
    Map<IntentUid, Order> orders = new HashMap<>();
    request.orders().forEach(order -> orders.putIfAbsent(order.uid(), order));
    GasTerms gas = GasTerms.of(request);
    Optional<Solution> alone =
        best.interactions().isEmpty() ? Optional.of(best) : alone(request, best, gas);
    Circulation circulation =
        alone
            .map(one -> Circulation.of(one, orders, gas.referencePrices()))
            .orElse(Circulation.NONE);
    boolean enough =
        alone.isPresent()
            && SolutionScore.of(alone.get(), orders, gas.referencePrices())
                    .compareTo(SolutionScore.of(best, orders, gas.referencePrices()).times(ENOUGH))
                >= 0;
    return new Memory(circulation, enough, best.prices(), filled(best), pools(best));
  }

  /** The orders among themselves, at prices near the best one's. */
  private static Optional<Solution> alone(SolveRequest request, Solution best, GasTerms gas) {
    SortedMap<Address, Double> near = new TreeMap<>();
    best.prices().forEach((token, price) -> near.put(token, price.doubleValue()));
    Thread here = Thread.currentThread();
    Budget budget = here::isInterrupted;
    return new BatchEngine(request.orders(), PoolBook.of(List.of()), gas, budget, better -> {})
        .near(near)
        .map(Draft::solution);
  }

  private static Set<IntentUid> filled(Solution best) {
    List<IntentUid> filled = new ArrayList<>();
    for (EngineTrade trade : best.trades()) {
      if (filled.size() < MOST_ORDERS) {
        filled.add(trade.order());
      }
    }
    return new LinkedHashSet<>(filled);
  }

  private static Set<String> pools(Solution best) {
    Set<String> pools = new HashSet<>();
    for (EngineInteraction one : best.interactions()) {
      if (one instanceof LiquiditySwap swap && pools.size() < MOST_POOLS) {
        pools.add(swap.id());
      }
    }
    return pools;
  }

  /** Whether there is nothing in it. */
  public boolean isEmpty() {
    return filled.isEmpty();
  }

  /** Orders among themselves. */
  Circulation circulation() {
    return circulation;
  }

  /** Whether that scores nearly as much as the best settlement. */
  boolean enough() {
    return enough;
  }

  /** Clearing prices of the best settlement, any common scale. */
  SortedMap<Address, BigInteger> prices() {
    return prices;
  }

  /** Orders that it filled, as many as are cleared anew at most. */
  Set<IntentUid> filled() {
    return filled;
  }

  /** Ids of pools that it used. */
  Set<String> pools() {
    return pools;
  }
}
