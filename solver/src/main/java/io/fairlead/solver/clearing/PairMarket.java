package io.fairlead.solver.clearing;

import io.fairlead.auction.engine.Order;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The orders of one unordered token pair.
 *
 * @param low token with the lower address
 * @param high token with the higher address
 * @param orders in either direction, ascending by uid
 */
public record PairMarket(Address low, Address high, List<Order> orders) {
  /** Copies the list. */
  public PairMarket {
    orders = List.copyOf(orders);
  }

  /** Two tokens, the lower first. */
  public record Pair(Address low, Address high) implements Comparable<Pair> {
    private static final Comparator<Pair> ORDER =
        Comparator.comparing(Pair::low).thenComparing(Pair::high);

    static Pair of(Address one, Address other) {
      return one.compareTo(other) < 0 ? new Pair(one, other) : new Pair(other, one);
    }

    @Override
    public int compareTo(Pair other) {
      return ORDER.compare(this, other);
    }
  }

  /** Identity. */
  public Pair pair() {
    return new Pair(low, high);
  }

  /** Everything of the orders that sell {@code token}. */
  public List<Take> selling(Address token) {
    return takes().stream().filter(take -> take.intent().sellToken().equals(token)).toList();
  }

  /** Everything of all orders. */
  public List<Take> takes() {
    return orders.stream().map(Take::all).toList();
  }

  /**
   * Groups orders by pair, ascending. Left out: orders without amounts or with one token only, and
   * those whose tokens have no reference price, because neither their fee nor their score could be
   * told.
   */
  public static List<PairMarket> of(List<Order> orders, GasTerms gas) {
    SortedMap<Pair, List<Order>> byPair = new TreeMap<>();
    orders.stream()
        .filter(order -> eligible(order, gas))
        .sorted(Comparator.comparing(Order::uid))
        .forEach(order ->
            byPair
                .computeIfAbsent(
                    Pair.of(order.intent().sellToken(), order.intent().buyToken()),
                    pair -> new ArrayList<>())
                .add(order));
    return byPair.entrySet().stream()
        .map(entry -> new PairMarket(entry.getKey().low(), entry.getKey().high(), entry.getValue()))
        .toList();
  }

  /** Whether an order can take part in a clearing. */
  public static boolean eligible(Order order, GasTerms gas) {
    Intent intent = order.intent();
    return !intent.sellToken().equals(intent.buyToken())
        && intent.sellAmount().signum() > 0
        && order.sellAmount().signum() > 0
        && order.sellAmount().compareTo(intent.sellAmount()) <= 0
        && Take.all(order).amount().signum() > 0
        && gas.priced(intent.sellToken())
        && gas.priced(intent.buyToken());
  }

  /**
   * The most generous first: by what is asked per what is given, both at reference prices; then by
   * uid.
   */
  public static Comparator<Take> byGenerosity(GasTerms gas) {
    return (one, other) -> {
      int byValue =
          asked(one, gas)
              .multiply(given(other, gas))
              .compareTo(asked(other, gas).multiply(given(one, gas)));
      return byValue != 0 ? byValue : one.order().uid().compareTo(other.order().uid());
    };
  }

  private static BigInteger asked(Take take, GasTerms gas) {
    return take.intent().buyAmount().multiply(gas.priceOf(take.intent().buyToken()));
  }

  private static BigInteger given(Take take, GasTerms gas) {
    return take.intent().sellAmount().multiply(gas.priceOf(take.intent().sellToken()));
  }
}
