package io.fairlead.solver.batch;

import io.fairlead.auction.engine.Order;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.batch.demand.PoolAgent;
import io.fairlead.solver.batch.demand.Want;
import io.fairlead.solver.batch.recover.MakerTrade;
import io.fairlead.solver.clearing.GasTerms;
import io.fairlead.solver.clearing.PairMarket;
import io.fairlead.solver.dual.edge.EdgeData;
import io.fairlead.solver.plan.PoolEdges;
import io.fairlead.solver.pool.BookLevel;
import io.fairlead.solver.pool.LimitOrder;
import io.fairlead.solver.pool.Pool;
import io.fairlead.solver.route.PoolBook;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What takes part in a clearing, numbered: orders ascending by uid, tokens as they come up, pools
 * ascending by id. Tokens have reference prices, all of them.
 */
final class Listing {
  /** A settlement has at most 255 tokens; prices are searched for among as many. */
  private static final int MOST_TOKENS = 250;

  private static final int MOST_BRIDGES = 64;
  private static final int MOST_POOLS = 2_000;
  private static final double UNIT = 1e18;

  /** Beyond these, native wei and log prices, an offer makes no sense. */
  private static final double MOST_WORTH = 1e60;

  private static final double FARTHEST = 20;

  private final List<Order> orders = new ArrayList<>();
  private final List<Address> tokens = new ArrayList<>();
  private final NavigableMap<Address, Integer> index = new TreeMap<>();
  private final List<Pool> pools = new ArrayList<>();
  private final double[] reference;
  private final double[] logReference;

  private Listing(List<Order> all, PoolBook book, GasTerms gas) {
    Set<Object> seen = new HashSet<>();
    all.stream()
        .filter(order -> PairMarket.eligible(order, gas))
        .sorted(Comparator.comparing(Order::uid))
        .filter(order -> seen.add(order.uid()))
        .forEach(order -> {
          if (room(order)) {
            number(order.intent().sellToken());
            number(order.intent().buyToken());
            orders.add(order);
          }
        });
    bridges(book, gas).forEach(this::number);
    for (Pool pool : book.pools()) {
      long known = pool.tokens().stream().filter(index::containsKey).count();
      if (known == pool.tokens().size() && pools.size() < MOST_POOLS) {
        pools.add(pool);
      }
    }
    reference =
        tokens.stream().mapToDouble(token -> gas.priceOf(token).doubleValue() / UNIT).toArray();
    logReference = Arrays.stream(reference).map(Math::log).toArray();
  }

  static Listing of(List<Order> orders, PoolBook book, GasTerms gas) {
    return new Listing(orders, book, gas);
  }

  private boolean room(Order order) {
    int more =
        (index.containsKey(order.intent().sellToken()) ? 0 : 1)
            + (index.containsKey(order.intent().buyToken()) ? 0 : 1);
    return tokens.size() + more <= MOST_TOKENS;
  }

  private void number(Address token) {
    if (index.putIfAbsent(token, tokens.size()) == null) {
      tokens.add(token);
    }
  }

  /** Tokens that no order trades but through which pools connect those that some do. */
  private List<Address> bridges(PoolBook book, GasTerms gas) {
    NavigableMap<Address, Integer> degree = new TreeMap<>();
    for (Pool pool : book.pools()) {
      if (pool.tokens().stream().anyMatch(index::containsKey)) {
        for (Address token : pool.tokens()) {
          if (!index.containsKey(token) && gas.priced(token)) {
            degree.merge(token, 1, Integer::sum);
          }
        }
      }
    }
    return degree.entrySet().stream()
        .sorted(
            Comparator.comparingInt((Map.Entry<Address, Integer> one) -> -one.getValue())
                .thenComparing(Map.Entry::getKey))
        .limit(Math.min(MOST_BRIDGES, MOST_TOKENS - tokens.size()))
        .map(Map.Entry::getKey)
        .toList();
  }

  List<Order> orders() {
    return orders;
  }

  List<Address> tokens() {
    return tokens;
  }

  int number(Order order, boolean sold) {
    return index.getOrDefault(sold ? order.intent().sellToken() : order.intent().buyToken(), -1);
  }

  /** What an order's sold amount is worth at reference prices, native wei. */
  double value(int order) {
    Order one = orders.get(order);
    return one.sellAmount().doubleValue() * reference[number(one, true)];
  }

  Pool pool(int number) {
    return pools.get(number);
  }

  int poolCount() {
    return pools.size();
  }

  /** Native wei per wei, by token. */
  double[] reference() {
    return reference;
  }

  /**
   * Log prices relative to reference prices.
   *
   * @param prices of some tokens, any common scale; the others are taken at their reference prices
   */
  double[] relative(Map<Address, Double> prices) {
    double[] relative = new double[tokens.size()];
    double shift = Double.NaN;
    for (int token = 0; token < relative.length; token++) {
      Double price = prices.get(tokens.get(token));
      if (price != null && price > 0 && price < Double.MAX_VALUE) {
        double log = Math.log(price) - logReference[token];
        shift = Double.isNaN(shift) ? log : shift;
        relative[token] = log - shift;
      }
    }
    return relative;
  }

  /** An agent of a pool; empty if its curve makes no sense or it is a maker's order. */
  Optional<PoolAgent> agent(int number) {
    Pool pool = pools.get(number);
    if (pool instanceof LimitOrder || pool instanceof BookLevel) {
      return Optional.empty();
    }
    int[] mine = pool.tokens().stream().mapToInt(token -> index.getOrDefault(token, -1)).toArray();
    return PoolAgent.of(
        number, PoolEdges.of(pool, token -> pool.tokens().indexOf(token)), mine, logReference);
  }

  /** A maker's order; empty if the pool is none, or nothing of it is left. */
  Optional<MakerTrade> maker(int number) {
    Pool pool = pools.get(number);
    BigInteger most =
        switch (pool) {
          case LimitOrder order -> order.mostIn();
          case BookLevel level -> level.mostIn();
          default -> BigInteger.ZERO;
        };
    if (most.signum() == 0
        || !(PoolEdges.of(pool, token -> index.getOrDefault(token, -1))
            instanceof EdgeData.Limit edge)) {
      return Optional.empty();
    }
    double worth = most.doubleValue() * reference[edge.wanted()];
    double limit =
        Math.log(edge.price()) + logReference[edge.wanted()] - logReference[edge.given()];
    return worth > 0 && worth <= MOST_WORTH && Math.abs(limit) <= FARTHEST
        ? Optional.of(
            new MakerTrade(pool, new Want(edge.given(), edge.wanted(), false, worth, limit), most))
        : Optional.empty();
  }

  /** The order with its fee counted in; empty if the fee leaves nothing. */
  Optional<Want> want(Order order, BigInteger fee) {
    Intent intent = order.intent();
    int give = number(order, true);
    int take = number(order, false);
    boolean sell = intent.side() == Side.SELL;
    double paid = fee.doubleValue();
    double most = sell ? order.sellAmount().doubleValue() : order.buyAmount().doubleValue();
    double asked = intent.buyAmount().doubleValue() / intent.sellAmount().doubleValue();
    // Of the whole order: what is bought at least per wei that is sold for it.
    double limit = sell ? asked * most / (most - paid) : most / (most / asked - paid);
    double size = sell ? most - paid : most;
    double logLimit = Math.log(limit * reference[take] / reference[give]);
    double worth = size * reference[sell ? give : take];
    boolean sane = size > 0 && limit >= 0 && worth > 0 && worth <= 1e60 && !Double.isNaN(logLimit);
    return sane
        ? Optional.of(new Want(give, take, sell, worth, Math.max(-20, logLimit)))
        : Optional.empty();
  }
}
