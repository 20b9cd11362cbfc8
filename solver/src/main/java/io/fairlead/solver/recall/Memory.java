package io.fairlead.solver.recall;

import io.fairlead.auction.engine.EngineInteraction;
import io.fairlead.auction.engine.EngineInteraction.LiquiditySwap;
import io.fairlead.auction.engine.EngineTrade;
import io.fairlead.auction.engine.Order;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.IntentUid;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.clearing.TokenGroups;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is kept of an auction's best solution: prices, fills, and the pools that were used.
 * Immutable and bounded, whatever the solution was. Nothing in it is believed when it is used
 * again.
 */
public final class Memory {
  /** Of nothing. */
  public static final Memory NONE =
      new Memory(new TreeMap<>(), List.of(), List.of(), new HashSet<>());

  /** So many fills can be checked in integers within a few milliseconds. */
  private static final int MOST_FILLS = 600;

  private static final int MOST_CYCLES = 1_200;
  private static final int MOST_POOLS = 64;

  private final SortedMap<Address, BigInteger> prices;
  private final List<Fill> fills;
  private final List<Cycle> cycles;
  private final Set<String> pools;
  private final Map<IntentUid, Integer> places = new HashMap<>();

  /**
   * A fill.
   *
   * @param order as it was asked for
   * @param executed wei without fee, on the side the owner fixed
   */
  record Fill(Order order, BigInteger executed) {
    Intent intent() {
      return order.intent();
    }

    boolean sell() {
      return intent().side() == Side.SELL;
    }
  }

  private Memory(
      SortedMap<Address, BigInteger> prices,
      List<Fill> fills,
      List<Cycle> cycles,
      Set<String> pools) {
    this.prices = prices;
    this.fills = fills;
    this.cycles = cycles;
    this.pools = pools;
    for (int i = 0; i < fills.size(); i++) {
      places.put(fills.get(i).order().uid(), i);
    }
  }

  /**
   * What is worth keeping.
   *
   * @param request what was solved
   * @param best a solution of it that executes
   */
  public static Memory of(SolveRequest request, Solution best) {
    Map<IntentUid, Order> orders = new HashMap<>();
    request.orders().forEach(order -> orders.put(order.uid(), order));
    List<Fill> all = new ArrayList<>();
    for (EngineTrade trade : best.trades()) {
      Order order = orders.get(trade.order());
      if (order != null) {
        all.add(new Fill(order, trade.executedAmount()));
      }
    }
    Set<Address> swapped = new HashSet<>();
    Set<String> pools = new HashSet<>();
    TokenGroups groups = new TokenGroups();
    all.forEach(fill -> groups.join(fill.intent().sellToken(), fill.intent().buyToken()));
    for (EngineInteraction one : best.interactions()) {
      if (one instanceof LiquiditySwap swap && pools.size() < MOST_POOLS) {
        pools.add(swap.id());
        swapped.add(swap.inputToken());
        groups.join(swap.inputToken(), swap.outputToken());
      }
    }
    return bounded(best.prices(), all, cycles(all, best.prices(), groups, swapped), pools);
  }

  /** Of the groups of tokens that no pool has a part in. */
  private static List<Cycle> cycles(
      List<Fill> fills,
      SortedMap<Address, BigInteger> prices,
      TokenGroups groups,
      Set<Address> swapped) {
    List<Cycles.Edge> edges = new ArrayList<>();
    for (int i = 0; i < fills.size(); i++) {
      Intent intent = fills.get(i).intent();
      BigInteger sell = prices.get(intent.sellToken());
      BigInteger buy = prices.get(intent.buyToken());
      if (sell == null
          || buy == null
          || swapped.stream().anyMatch(token -> groups.joined(token, intent.sellToken()))) {
        continue;
      }
      BigInteger value = fills.get(i).executed().multiply(fills.get(i).sell() ? sell : buy);
      if (Cycles.whole(value, sell, buy)) {
        edges.add(new Cycles.Edge(i, intent.sellToken(), intent.buyToken(), value));
      }
    }
    return Cycles.of(edges, MOST_CYCLES).stream()
        .filter(cycle -> whole(cycle, fills, prices))
        .toList();
  }

  private static boolean whole(
      Cycle cycle, List<Fill> fills, SortedMap<Address, BigInteger> prices) {
    for (int trade : cycle.trades()) {
      BigInteger price = prices.get(fills.get(trade).intent().sellToken());
      if (price == null || !Cycles.whole(cycle.value(), price)) {
        return false;
      }
    }
    return true;
  }

  /** Keeps the cycles that come first and their fills, then other fills, up to the bound. */
  private static Memory bounded(
      SortedMap<Address, BigInteger> prices,
      List<Fill> all,
      List<Cycle> cycles,
      Set<String> pools) {
    Map<Integer, Integer> place = new HashMap<>();
    List<Fill> kept = new ArrayList<>();
    List<Cycle> some = new ArrayList<>();
    for (Cycle cycle : cycles) {
      int more = 0;
      for (int trade : cycle.trades()) {
        more += place.containsKey(trade) ? 0 : 1;
      }
      if (kept.size() + more > MOST_FILLS) {
        continue;
      }
      int[] renumbered = new int[cycle.trades().length];
      for (int i = 0; i < renumbered.length; i++) {
        renumbered[i] = place(cycle.trades()[i], place, all, kept);
      }
      some.add(new Cycle(renumbered, cycle.value()));
    }
    for (int i = 0; i < all.size() && kept.size() < MOST_FILLS; i++) {
      place(i, place, all, kept);
    }
    return new Memory(prices, List.copyOf(kept), List.copyOf(some), pools);
  }

  private static int place(
      int trade, Map<Integer, Integer> place, List<Fill> all, List<Fill> kept) {
    Integer known = place.get(trade);
    if (known != null) {
      return known;
    }
    place.put(trade, kept.size());
    kept.add(all.get(trade));
    return kept.size() - 1;
  }

  /** Whether there is nothing in it. */
  public boolean isEmpty() {
    return fills.isEmpty();
  }

  /** Clearing prices, any common scale. */
  SortedMap<Address, BigInteger> prices() {
    return prices;
  }

  List<Fill> fills() {
    return fills;
  }

  /** What of the fills needs no pool; ways to put it together from parts. */
  List<Cycle> cycles() {
    return cycles;
  }

  /** Ids of pools that were used. */
  Set<String> pools() {
    return pools;
  }

  /** Which fill is of this order, -1 if none is. */
  int place(IntentUid uid) {
    return places.getOrDefault(uid, -1);
  }
}
