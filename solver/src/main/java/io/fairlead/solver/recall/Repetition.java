package io.fairlead.solver.recall;

import io.fairlead.auction.engine.Order;
import io.fairlead.auction.engine.Solution;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.batch.Draft;
import io.fairlead.solver.batch.recover.Settled;
import io.fairlead.solver.clearing.FilledOrder;
import io.fairlead.solver.clearing.GasTerms;
import io.fairlead.solver.clearing.SolutionScore;
import io.fairlead.solver.clearing.Take;
import io.fairlead.solver.clearing.Worth;
import io.fairlead.solver.route.PoolBook;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Parts of an earlier settlement whose orders are still there, at its prices. An order that cannot
 * be filled with what is left of its cycles takes them along.
 */
final class Repetition {
  private static final int MAX_ROUNDS = 8;

  private final Circulation circulation;
  private final Returning returning;
  private final GasTerms gas;
  private final List<Cycle> cycles = new ArrayList<>();
  private final boolean[] out;

  /** Of some of the parts. */
  Repetition(Circulation circulation, List<Part> parts, Returning returning, GasTerms gas) {
    this.circulation = circulation;
    this.returning = returning;
    this.gas = gas;
    this.out = new boolean[circulation.fills().size()];
    parts.forEach(part -> cycles.addAll(part.cycles()));
  }

  /**
   * What executes of it.
   *
   * @param worth what it scores
   */
  record Repeated(Solution solution, Worth worth) {}

  /** What executes of it. */
  Optional<Repeated> solution() {
    long perTrade = Draft.gasPerTrade(Math.max(1, trades().length), 0);
    for (int round = 0; round < MAX_ROUNDS; round++) {
      BigInteger[] values = values();
      List<FilledOrder> fills = new ArrayList<>();
      boolean lost = false;
      for (int place : trades()) {
        Optional<Order> order =
            values[place].signum() > 0 ? returning.order(place) : Optional.empty();
        if (order.isPresent()) {
          FilledOrder fill = filled(order.get(), values[place], perTrade);
          if (fill.acceptable()) {
            fills.add(fill);
            continue;
          }
        }
        lost |= values[place].signum() > 0;
        out[place] = true;
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

  /** Places that are filled, ascending. */
  private int[] trades() {
    return cycles.stream()
        .flatMapToInt(cycle -> Arrays.stream(cycle.trades()))
        .filter(place -> !out[place])
        .sorted()
        .distinct()
        .toArray();
  }

  /** What of each order is in cycles that are still whole. */
  private BigInteger[] values() {
    BigInteger[] values = new BigInteger[out.length];
    Arrays.fill(values, BigInteger.ZERO);
    for (Cycle cycle : cycles) {
      if (Arrays.stream(cycle.trades()).allMatch(place -> returning.has(place) && !out[place])) {
        for (int place : cycle.trades()) {
          values[place] = values[place].add(cycle.value());
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
    return circulation.prices().getOrDefault(token, BigInteger.ONE);
  }

  private Optional<Repeated> settled(List<FilledOrder> fills) {
    SortedMap<Address, BigInteger> prices = new TreeMap<>();
    List<Order> orders = new ArrayList<>();
    for (FilledOrder fill : fills) {
      Intent intent = fill.order().intent();
      prices.put(intent.sellToken(), price(intent.sellToken()));
      prices.put(intent.buyToken(), price(intent.buyToken()));
      orders.add(fill.order());
    }
    Worth worth = SolutionScore.of(fills, gas.referencePrices());
    return Draft.unscored(
            new Settled(prices, fills, List.of(), 0),
            orders,
            PoolBook.of(List.of()),
            gas.referencePrices())
        .map(solution -> new Repeated(solution, worth));
  }
}
