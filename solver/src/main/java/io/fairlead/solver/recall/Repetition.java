package io.fairlead.solver.recall;

import io.fairlead.auction.engine.Order;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.batch.Draft;
import io.fairlead.solver.batch.recover.Settled;
import io.fairlead.solver.clearing.FilledOrder;
import io.fairlead.solver.clearing.GasTerms;
import io.fairlead.solver.clearing.Take;
import io.fairlead.solver.route.PoolBook;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The cycles of an earlier settlement whose orders are all still there, at its prices. An order
 * that cannot be filled with what is left of its cycles takes them along.
 */
final class Repetition {
  private static final int MAX_ROUNDS = 8;

  private final Memory memory;
  private final @Nullable Order[] now;
  private final GasTerms gas;

  /** The orders as they are now, by place in the memory; null where one is gone. */
  Repetition(Memory memory, @Nullable Order[] now, GasTerms gas) {
    this.memory = memory;
    this.now = now.clone();
    this.gas = gas;
  }

  /** What executes of it. */
  Optional<Draft> draft() {
    long perTrade = Draft.gasPerTrade(memory.fills().size(), 0);
    for (int round = 0; round < MAX_ROUNDS; round++) {
      BigInteger[] values = values();
      List<FilledOrder> fills = new ArrayList<>();
      boolean lost = false;
      for (int place = 0; place < values.length; place++) {
        Order order = now[place];
        if (order != null && values[place].signum() > 0) {
          FilledOrder fill = filled(order, values[place], perTrade);
          if (fill.acceptable()) {
            fills.add(fill);
          } else {
            now[place] = null;
            lost = true;
          }
        }
      }
      if (fills.isEmpty()) {
        return Optional.empty();
      }
      long needed = Draft.gasPerTrade(fills.size(), 0);
      if (!lost && (needed <= perTrade || gas.gasPrice().signum() == 0)) {
        return settled(fills);
      }
      perTrade = Math.max(perTrade, needed);
    }
    return Optional.empty();
  }

  /** What of each order is in cycles that are still whole. */
  private BigInteger[] values() {
    BigInteger[] values = new BigInteger[now.length];
    Arrays.fill(values, BigInteger.ZERO);
    for (Cycle cycle : memory.cycles()) {
      if (Arrays.stream(cycle.trades()).allMatch(trade -> now[trade] != null)) {
        for (int trade : cycle.trades()) {
          values[trade] = values[trade].add(cycle.value());
        }
      }
    }
    return values;
  }

  /** What a whole sale has beyond its cycles becomes fee. */
  private FilledOrder filled(Order order, BigInteger value, long perTrade) {
    Intent intent = order.intent();
    BigInteger sellPrice = price(intent.sellToken());
    BigInteger buyPrice = price(intent.buyToken());
    BigInteger sold = value.divide(sellPrice);
    BigInteger fee = gas.fee(intent.sellToken(), perTrade);
    return switch (intent.side()) {
      case SELL -> {
        BigInteger all =
            intent.partiallyFillable() ? sold.add(fee) : order.sellAmount().max(sold.add(fee));
        yield FilledOrder.at(new Take(order, all), all.subtract(sold), sellPrice, buyPrice);
      }
      case BUY -> FilledOrder.at(new Take(order, value.divide(buyPrice)), fee, sellPrice, buyPrice);
    };
  }

  private BigInteger price(Address token) {
    return memory.prices().getOrDefault(token, BigInteger.ONE);
  }

  private Optional<Draft> settled(List<FilledOrder> fills) {
    SortedMap<Address, BigInteger> prices = new TreeMap<>();
    List<Order> orders = new ArrayList<>();
    for (FilledOrder fill : fills) {
      Intent intent = fill.order().intent();
      prices.put(intent.sellToken(), price(intent.sellToken()));
      prices.put(intent.buyToken(), price(intent.buyToken()));
      orders.add(fill.order());
    }
    Settled settled = new Settled(prices, fills, List.of(), 0);
    return Draft.of(List.of(settled), orders, PoolBook.of(List.of()), gas.referencePrices());
  }
}
