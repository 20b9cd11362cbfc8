package io.fairlead.solver.recall;

import io.fairlead.auction.engine.EngineTrade;
import io.fairlead.auction.engine.Order;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.reading.OrderIndex;
import io.fairlead.auction.partition.DisjointSets;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.IntentUid;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A settlement without pools, taken apart into cycles at its prices. Any of its parts are a
 * settlement too, so a first answer can be as small as there is time for. Immutable, bounded.
 */
final class Circulation {
  /** Of nothing. */
  static final Circulation NONE = new Circulation(new TreeMap<>(), List.of(), List.of());

  /** Orders that are remembered, and how many of the best suffice for a first answer. */
  static final int MOST_FILLS = 4_096;

  private static final int FIRST_FILLS = 256;
  private static final int MOST_CYCLES = 24_000;
  private static final double UNIT = 1e18;

  private static final Comparator<Part> BEST_FIRST =
      Comparator.comparingDouble(Part::worth)
          .reversed()
          .thenComparingInt(part -> part.cycles().getFirst().trades()[0]);

  private final SortedMap<Address, BigInteger> prices;
  private final List<Fill> fills;
  private final List<Part> parts;
  private final Places places;
  private final Places first;

  /** An order that was filled; what of it is remembered says whether one is still the same. */
  record Fill(IntentUid order, Address sell, Address buy, Side side) {
    boolean isOf(Intent intent) {
      return sell.equals(intent.sellToken())
          && buy.equals(intent.buyToken())
          && side == intent.side();
    }
  }

  /**
   * Which fill is of which order.
   *
   * @param byUid places in {@link #fills}
   * @param sought the same uids, to be found in a request
   */
  record Places(Map<IntentUid, Integer> byUid, OrderIndex.Sought sought) {
    private static Places of(List<Fill> fills) {
      Map<IntentUid, Integer> places = new HashMap<>();
      for (int i = 0; i < fills.size(); i++) {
        places.put(fills.get(i).order(), i);
      }
      return new Places(
          Collections.unmodifiableMap(places), new OrderIndex.Sought(places.keySet()));
    }
  }

  private Circulation(SortedMap<Address, BigInteger> prices, List<Fill> fills, List<Part> parts) {
    this.prices = prices;
    this.fills = fills;
    this.parts = parts;
    this.places = Places.of(fills);
    this.first = Places.of(fills.subList(0, Math.min(FIRST_FILLS, fills.size())));
  }

  /**
   * Of a settlement that executes and swaps nothing.
   *
   * @param orders at least those that it fills, by uid
   * @param reference native wei per 10^18 wei
   */
  static Circulation of(
      Solution solution, Map<IntentUid, Order> orders, SortedMap<Address, BigInteger> reference) {
    List<Order> filled = new ArrayList<>();
    List<Cycles.Edge> edges = new ArrayList<>();
    for (EngineTrade trade : solution.trades()) {
      Order order = orders.get(trade.order());
      if (order == null) {
        continue;
      }
      Intent intent = order.intent();
      BigInteger sell = solution.prices().getOrDefault(intent.sellToken(), BigInteger.ONE);
      BigInteger buy = solution.prices().getOrDefault(intent.buyToken(), BigInteger.ONE);
      BigInteger value = trade.executedAmount().multiply(intent.side() == Side.SELL ? sell : buy);
      if (Cycles.whole(value, sell, buy)) {
        edges.add(new Cycles.Edge(filled.size(), intent.sellToken(), intent.buyToken(), value));
        filled.add(order);
      }
    }
    List<Cycle> cycles =
        Cycles.of(edges, MOST_CYCLES).stream()
            .filter(cycle -> whole(cycle, filled, solution.prices()))
            .toList();
    List<Part> parts = new ArrayList<>();
    for (List<Cycle> together : together(cycles, filled)) {
      parts.add(new Part(together, worth(together, filled, solution.prices(), reference)));
    }
    parts.sort(BEST_FIRST);
    return best(parts, filled, solution.prices());
  }

  /** The best parts, up to the bound; their orders numbered as they come up. */
  private static Circulation best(
      List<Part> all, List<Order> filled, SortedMap<Address, BigInteger> prices) {
    Map<Integer, Integer> place = new HashMap<>();
    List<Fill> fills = new ArrayList<>();
    List<Part> parts = new ArrayList<>();
    for (Part part : all) {
      int[] trades =
          part.cycles().stream()
              .flatMapToInt(cycle -> Arrays.stream(cycle.trades()))
              .distinct()
              .filter(trade -> !place.containsKey(trade))
              .toArray();
      if (fills.size() + trades.length > MOST_FILLS) {
        continue;
      }
      for (int trade : trades) {
        place.put(trade, fills.size());
        fills.add(fill(filled.get(trade)));
      }
      parts.add(new Part(renumbered(part.cycles(), place), part.worth()));
    }
    return new Circulation(prices, List.copyOf(fills), List.copyOf(parts));
  }

  private static List<Cycle> renumbered(List<Cycle> cycles, Map<Integer, Integer> place) {
    return cycles.stream()
        .map(cycle ->
            new Cycle(
                Arrays.stream(cycle.trades()).map(trade -> place.getOrDefault(trade, -1)).toArray(),
                cycle.value()))
        .toList();
  }

  private static Fill fill(Order order) {
    Intent intent = order.intent();
    return new Fill(order.uid(), intent.sellToken(), intent.buyToken(), intent.side());
  }

  private static boolean whole(
      Cycle cycle, List<Order> filled, SortedMap<Address, BigInteger> prices) {
    for (int trade : cycle.trades()) {
      BigInteger price = prices.get(filled.get(trade).intent().sellToken());
      if (price == null || !Cycles.whole(cycle.value(), price)) {
        return false;
      }
    }
    return true;
  }

  /** Joins the cycles that share an order that is filled whole. */
  private static List<List<Cycle>> together(List<Cycle> cycles, List<Order> filled) {
    DisjointSets orders = new DisjointSets(filled.size());
    List<List<Cycle>> together = new ArrayList<>();
    Map<Integer, List<Cycle>> byLeast = new TreeMap<>();
    for (Cycle cycle : cycles) {
      int[] wholes = wholes(cycle, filled);
      for (int i = 1; i < wholes.length; i++) {
        orders.join(wholes[0], wholes[i]);
      }
    }
    for (Cycle cycle : cycles) {
      int[] wholes = wholes(cycle, filled);
      if (wholes.length == 0) {
        together.add(List.of(cycle));
      } else {
        byLeast.computeIfAbsent(orders.least(wholes[0]), any -> new ArrayList<>()).add(cycle);
      }
    }
    together.addAll(byLeast.values());
    return together;
  }

  private static int[] wholes(Cycle cycle, List<Order> filled) {
    return Arrays.stream(cycle.trades())
        .filter(trade -> !filled.get(trade).intent().partiallyFillable())
        .toArray();
  }

  /** What the owners gain, native wei, per order; decides no more than what is repeated first. */
  private static double worth(
      List<Cycle> cycles,
      List<Order> filled,
      SortedMap<Address, BigInteger> prices,
      SortedMap<Address, BigInteger> reference) {
    double gain = 0;
    Set<Integer> orders = new HashSet<>();
    for (Cycle cycle : cycles) {
      double value = cycle.value().doubleValue();
      for (int trade : cycle.trades()) {
        Intent intent = filled.get(trade).intent();
        double sold = value / price(prices, intent.sellToken());
        double bought = value / price(prices, intent.buyToken());
        double asked = sold * intent.buyAmount().doubleValue() / intent.sellAmount().doubleValue();
        gain += (bought - asked) * price(reference, intent.buyToken()) / UNIT;
        orders.add(trade);
      }
    }
    return gain / orders.size();
  }

  private static double price(SortedMap<Address, BigInteger> prices, Address token) {
    return prices.getOrDefault(token, BigInteger.ONE).doubleValue();
  }

  /** Clearing prices, any common scale. */
  SortedMap<Address, BigInteger> prices() {
    return prices;
  }

  List<Fill> fills() {
    return fills;
  }

  /** Ways to put it together; those that gain most per order first. */
  List<Part> parts() {
    return parts;
  }

  /** Which fill is of which order. */
  Places places() {
    return places;
  }

  /** The same of the orders in the best parts: fewer to be looked at for a first answer. */
  Places first() {
    return first;
  }
}
