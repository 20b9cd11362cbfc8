package io.fairlead.solver.batch.recover;

import io.fairlead.auction.engine.Order;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.clearing.FilledOrder;
import io.fairlead.solver.clearing.Take;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Orders in one ring, each of which sells what the next one buys. Amounts then say the prices: each
 * token's is one over the amount of it that changes hands, so that not a wei is left over. Where
 * one is filled in part it gives just what its neighbours take.
 */
final class Ring {
  private static final int MAX_BITS = 128;

  private Ring() {}

  /** The settlement; empty if the orders are no ring or do not fit. */
  static Optional<Settled> settle(List<Wish> wishes, Quotation quotation) {
    List<Wish> active = wishes.stream().filter(wish -> wish.part() > 0).toList();
    if (active.size() < 2 || !isRing(active)) {
      return Optional.empty();
    }
    Map<Integer, BigInteger> amounts = amounts(active, quotation);
    BigInteger unit = BigInteger.ONE;
    for (BigInteger amount : amounts.values()) {
      if (amount.signum() <= 0) {
        return Optional.empty();
      }
      unit = unit.divide(unit.gcd(amount)).multiply(amount);
    }
    SortedMap<Address, BigInteger> prices = new TreeMap<>();
    for (Map.Entry<Integer, BigInteger> one : amounts.entrySet()) {
      BigInteger price = unit.divide(one.getValue());
      if (price.bitLength() > MAX_BITS) {
        return Optional.empty();
      }
      prices.put(quotation.tokens().get(one.getKey()), price);
    }
    List<FilledOrder> fills = new ArrayList<>();
    for (Wish wish : active) {
      fills.add(filled(wish, amounts, unit));
    }
    return fills.stream().allMatch(FilledOrder::acceptable)
        ? Optional.of(new Settled(prices, fills, List.of(), 0))
        : Optional.empty();
  }

  private static boolean isRing(List<Wish> active) {
    Map<Integer, Integer> next = new HashMap<>();
    for (Wish wish : active) {
      if (next.put(wish.give(), wish.take()) != null) {
        return false;
      }
    }
    int at = active.getFirst().give();
    for (int i = 1; i < active.size(); i++) {
      Integer to = next.get(at);
      if (to == null || to == active.getFirst().give()) {
        return false;
      }
      at = to;
    }
    Integer last = next.get(at);
    return last != null && last == active.getFirst().give();
  }

  /** What changes hands of each token: what its buyer must have, else what its seller gives. */
  private static Map<Integer, BigInteger> amounts(List<Wish> active, Quotation quotation) {
    Map<Integer, BigInteger> amounts = new TreeMap<>();
    double flow = Double.POSITIVE_INFINITY;
    for (Wish wish : active) {
      Order order = wish.order();
      boolean sell = order.intent().side() == Side.SELL;
      int token = sell ? wish.give() : wish.take();
      BigInteger most = sell ? order.sellAmount().subtract(wish.fee()) : order.buyAmount();
      flow = Math.min(flow, most.doubleValue() * quotation.clearing()[token]);
      if (!order.intent().partiallyFillable()) {
        amounts.putIfAbsent(token, most);
      }
    }
    for (Wish wish : active) {
      double amount = flow / quotation.clearing()[wish.give()];
      amounts.putIfAbsent(wish.give(), Whole.of(amount).min(mostOf(wish)));
    }
    return amounts;
  }

  private static BigInteger mostOf(Wish wish) {
    return wish.order().sellAmount().subtract(wish.fee());
  }

  private static FilledOrder filled(Wish wish, Map<Integer, BigInteger> amounts, BigInteger unit) {
    BigInteger sold = amounts.getOrDefault(wish.give(), BigInteger.ONE);
    BigInteger bought = amounts.getOrDefault(wish.take(), BigInteger.ONE);
    BigInteger take = wish.order().intent().side() == Side.SELL ? sold.add(wish.fee()) : bought;
    return FilledOrder.at(
        new Take(wish.order(), take), wish.fee(), unit.divide(sold), unit.divide(bought));
  }
}
