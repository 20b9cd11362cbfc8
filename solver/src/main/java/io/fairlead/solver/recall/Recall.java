package io.fairlead.solver.recall;

import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.Order;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.batch.BatchEngine;
import io.fairlead.solver.batch.Draft;
import io.fairlead.solver.clearing.Budget;
import io.fairlead.solver.clearing.GasTerms;
import io.fairlead.solver.clearing.PairMarket;
import io.fairlead.solver.pool.Pool;
import io.fairlead.solver.pool.Pools;
import io.fairlead.solver.route.PoolBook;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A first answer to an auction that is like one before it, within a few milliseconds whatever its
 * size: first what of the earlier settlement needs no pool and is still there, at the earlier
 * prices; where that is less than half of it, a bounded number of orders and the pools it used,
 * cleared from the earlier prices on. May be partial; executes in integers on the new auction, or
 * there is none.
 */
public final class Recall {
  /** Orders of which a clearing takes a few milliseconds. */
  private static final int MOST_CLEARED = 100;

  /** New orders that are looked at. */
  private static final int MOST_NEW = 2_000;

  /** How far beyond its limit a new order must be at the earlier prices. */
  private static final double BEYOND = 1e-4;

  private final Memory memory;
  private final SolveRequest request;
  private final GasTerms gas;
  private final @Nullable Order[] now;
  private final List<Order> fresh = new ArrayList<>();

  private Recall(Memory memory, SolveRequest request) {
    this.memory = memory;
    this.request = request;
    this.gas = GasTerms.of(request);
    this.now = new Order[memory.fills().size()];
    int looks = 0;
    for (Order order : request.orders()) {
      int place = memory.place(order.uid());
      if (place >= 0) {
        now[place] = same(memory.fills().get(place), order) ? order : null;
      } else if (fresh.size() < MOST_CLEARED && looks++ < MOST_NEW && beyond(order)) {
        fresh.add(order);
      }
    }
  }

  /**
   * The first answer; empty if nothing is remembered or nothing of it holds.
   *
   * @param request with limits as they have to be kept
   */
  public static Optional<Draft> first(Memory memory, SolveRequest request, Budget budget) {
    return memory.isEmpty() || budget.spent()
        ? Optional.empty()
        : new Recall(memory, request).first(budget);
  }

  private Optional<Draft> first(Budget budget) {
    Optional<Draft> again = new Repetition(memory, now, gas).draft();
    if (budget.spent()
        || again.map(Draft::trades).orElse(0) >= Math.ceilDiv(memory.fills().size(), 2)) {
      return again;
    }
    Optional<Draft> cleared = cleared(budget);
    return again.isPresent()
            && (cleared.isEmpty() || cleared.get().score().compareTo(again.get().score()) <= 0)
        ? again
        : cleared;
  }

  private boolean same(Memory.Fill fill, Order order) {
    Intent intent = order.intent();
    return intent.sellToken().equals(fill.intent().sellToken())
        && intent.buyToken().equals(fill.intent().buyToken())
        && intent.side() == fill.intent().side()
        && PairMarket.eligible(order, gas);
  }

  /** Whether an order would be filled at the earlier prices. */
  private boolean beyond(Order order) {
    Intent intent = order.intent();
    BigInteger sell = memory.prices().get(intent.sellToken());
    BigInteger buy = memory.prices().get(intent.buyToken());
    return sell != null
        && buy != null
        && PairMarket.eligible(order, gas)
        && intent.sellAmount().doubleValue() * sell.doubleValue()
            > intent.buyAmount().doubleValue() * buy.doubleValue() * (1 + BEYOND);
  }

  private Optional<Draft> cleared(Budget budget) {
    List<Order> some = new ArrayList<>();
    for (Order order : now) {
      if (order != null && some.size() < MOST_CLEARED) {
        some.add(order);
      }
    }
    fresh.stream().limit(MOST_CLEARED - some.size()).forEach(some::add);
    SortedMap<Address, Double> prices = new TreeMap<>();
    for (Map.Entry<Address, BigInteger> one : memory.prices().entrySet()) {
      prices.put(one.getKey(), one.getValue().doubleValue());
    }
    List<Pool> pools = new ArrayList<>();
    for (Liquidity liquidity : request.liquidity()) {
      if (memory.pools().contains(liquidity.id())) {
        Pools.of(liquidity).ifPresent(pools::add);
      }
    }
    return new BatchEngine(some, PoolBook.of(pools), gas, budget, better -> {}).near(prices);
  }
}
