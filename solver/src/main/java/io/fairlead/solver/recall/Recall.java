package io.fairlead.solver.recall;

import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.Order;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.engine.reading.OrderIndex;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.batch.BatchEngine;
import io.fairlead.solver.batch.Draft;
import io.fairlead.solver.clearing.Budget;
import io.fairlead.solver.clearing.GasTerms;
import io.fairlead.solver.clearing.PairMarket;
import io.fairlead.solver.clearing.Worth;
import io.fairlead.solver.pool.Pool;
import io.fairlead.solver.pool.Pools;
import io.fairlead.solver.route.PoolBook;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * First answers to an auction that is like one before it. Within a few milliseconds, whatever its
 * size, the parts of an earlier settlement that gained most per order; then ever more of it; then,
 * where that is not most of what there was, a bounded number of orders and the pools that were
 * used, cleared from the earlier prices on. Steps are counted in orders, not in time, so what comes
 * of each depends on the auction alone. Everything executes in integers on the new auction.
 */
public final class Recall {
  /** Orders of the first answer: so many are repeated and checked within a millisecond or two. */
  private static final int FIRST_REPEATED = 128;

  /** How much more each step takes; all steps together then cost little more than the last. */
  private static final int GROWTH = 4;

  /** Orders that are cleared first where nothing could be repeated, and where something could. */
  private static final int FIRST_CLEARED = 24;

  private static final int MOST_CLEARED = 96;

  /** New orders that are looked at, and that are taken. */
  private static final int MOST_LOOKS = 2_000;

  private static final int MOST_NEW = 100;

  /** How far beyond its limit a new order must be at the earlier prices. */
  private static final double BEYOND = 1e-4;

  private Recall() {}

  /**
   * Hands over what can be repeated of the earlier settlement, ever more of it.
   *
   * @param gas of the new auction
   * @param index finds orders of the request as it came
   * @param prepared an order with the limit that has to be kept; empty if it must not be filled
   * @param found told every answer as soon as it is there
   * @return whether that is most of what there was
   */
  public static boolean repeat(
      Memory memory,
      GasTerms gas,
      OrderIndex index,
      Function<Order, Optional<Order>> prepared,
      Budget budget,
      BiConsumer<Solution, Worth> found) {
    Circulation circulation = memory.circulation();
    int all = circulation.fills().size();
    if (all == 0 || budget.spent()) {
      return false;
    }
    Returning returning = new Returning(circulation, circulation.first(), index, prepared, gas);
    int repeated = 0;
    int before = 0;
    for (int size = FIRST_REPEATED; !budget.spent(); size *= GROWTH) {
      List<Part> parts = parts(circulation, returning, size);
      if (parts.size() > before) {
        Optional<Repetition.Repeated> some =
            new Repetition(circulation, parts, returning, gas).solution();
        some.ifPresent(one -> found.accept(one.solution(), one.worth()));
        repeated = some.map(one -> one.solution().trades().size()).orElse(repeated);
      }
      if (size >= all) {
        break;
      }
      if (before == 0) {
        returning = new Returning(circulation, circulation.places(), index, prepared, gas);
      }
      before = Math.max(1, parts.size());
    }
    return memory.enough() && 2 * repeated >= all;
  }

  /** The best parts of which something is still there, with at most so many orders. */
  private static List<Part> parts(Circulation circulation, Returning returning, int most) {
    List<Part> some = new ArrayList<>();
    BitSet orders = new BitSet(circulation.fills().size());
    int count = 0;
    for (Part part : circulation.parts()) {
      if (part.cycles().stream().noneMatch(cycle -> isThere(cycle, returning))) {
        continue;
      }
      BitSet more = new BitSet();
      for (Cycle cycle : part.cycles()) {
        for (int place : cycle.trades()) {
          more.set(place);
        }
      }
      more.andNot(orders);
      if (count + more.cardinality() <= most) {
        count += more.cardinality();
        orders.or(more);
        some.add(part);
      }
      if (count == most && most < circulation.fills().size()) {
        break;
      }
    }
    return some;
  }

  private static boolean isThere(Cycle cycle, Returning returning) {
    for (int place : cycle.trades()) {
      if (!returning.has(place)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Clears some orders and the pools that were used from the earlier prices on, then more of them.
   *
   * @param request with limits as they have to be kept, and without contradictions
   * @param answered whether there is an answer already, so that a small one is of no use
   * @param found told every answer as soon as it is there
   */
  public static void clear(
      Memory memory, SolveRequest request, boolean answered, Budget budget, Consumer<Draft> found) {
    if (memory.isEmpty() || budget.spent()) {
      return;
    }
    GasTerms gas = GasTerms.of(request);
    List<Order> known = new ArrayList<>();
    List<Order> fresh = new ArrayList<>();
    int looks = 0;
    for (Order order : request.orders()) {
      if (memory.filled().contains(order.uid())) {
        known.add(order);
      } else if (fresh.size() < MOST_NEW && looks < MOST_LOOKS) {
        looks++;
        if (beyond(order, memory, gas)) {
          fresh.add(order);
        }
      }
    }
    List<Pool> pools = new ArrayList<>();
    for (Liquidity liquidity : request.liquidity()) {
      if (memory.pools().contains(liquidity.id())) {
        Pools.of(liquidity).ifPresent(pools::add);
      }
    }
    int all = known.size() + fresh.size();
    if (answered && all > MOST_CLEARED + MOST_NEW) {
      return;
    }
    for (int size = answered ? MOST_CLEARED : FIRST_CLEARED;
        size <= MOST_CLEARED && !budget.spent();
        size *= GROWTH) {
      List<Order> some = new ArrayList<>(fresh.subList(0, Math.min(fresh.size(), size / 4)));
      some.addAll(known.subList(0, Math.min(known.size(), size - some.size())));
      new BatchEngine(some, PoolBook.of(pools), gas, budget, found).near(prices(memory));
      if (size >= all) {
        return;
      }
    }
  }

  private static SortedMap<Address, Double> prices(Memory memory) {
    SortedMap<Address, Double> prices = new TreeMap<>();
    memory.prices().forEach((token, price) -> prices.put(token, price.doubleValue()));
    return prices;
  }

  /** Whether an order would be filled at the earlier prices. */
  private static boolean beyond(Order order, Memory memory, GasTerms gas) {
    Intent intent = order.intent();
    BigInteger sell = memory.prices().get(intent.sellToken());
    BigInteger buy = memory.prices().get(intent.buyToken());
    return sell != null
        && buy != null
        && PairMarket.eligible(order, gas)
        && intent.sellAmount().doubleValue() * sell.doubleValue()
            > intent.buyAmount().doubleValue() * buy.doubleValue() * (1 + BEYOND);
  }
}
