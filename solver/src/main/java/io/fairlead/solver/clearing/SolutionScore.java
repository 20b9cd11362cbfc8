package io.fairlead.solver.clearing;

import io.fairlead.auction.engine.BasketOrder;
import io.fairlead.auction.engine.EngineBasketTrade;
import io.fairlead.auction.engine.EngineTrade;
import io.fairlead.auction.engine.Order;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.exact.Rational;
import io.fairlead.auction.price.ReferencePrices;
import io.fairlead.auction.score.Execution;
import io.fairlead.auction.score.LimitTerms;
import io.fairlead.auction.score.Scoring;
import io.fairlead.auction.settle.BasketFill;
import io.fairlead.auction.settle.OrderFill;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the auctioneer will find that a solution scores. */
public final class SolutionScore {
  private SolutionScore() {}

  /**
   * The score in native wei of the trades of orders.
   *
   * @param solution one that passes {@link SolutionCheck}
   * @param orders by uid
   * @param reference native wei per 10^18 wei
   */
  public static Rational of(
      Solution solution, Map<?, Order> orders, SortedMap<Address, BigInteger> reference) {
    return exact(
        solution.trades().stream().map(trade -> fill(trade, solution, orders)).toList(), reference);
  }

  /**
   * The same of the fills of a solution, to be compared. They are looked at when it is first
   * compared.
   */
  public static Worth of(List<FilledOrder> fills, SortedMap<Address, BigInteger> reference) {
    return new Worth(
        () -> {
          Worth.Bounds sum = Worth.Bounds.of(Rational.ZERO);
          for (FilledOrder fill : fills) {
            sum = sum.plus(bounds(fill, reference));
          }
          return sum;
        },
        () -> exact(fills, reference));
  }

  private static Rational exact(List<FilledOrder> fills, SortedMap<Address, BigInteger> reference) {
    List<OrderFill> scored = new ArrayList<>();
    for (FilledOrder fill : fills) {
      Order order = fill.order();
      scored.add(new OrderFill(order.uid().intentHash(), order.intent(), fill.fill()));
    }
    return Scoring.score(scored, reference).total();
  }

  /** The score in native wei of solutions of {@code request}, baskets included. */
  public static Function<Solution, Rational> in(SolveRequest request) {
    Terms terms = Terms.of(request);
    return terms::score;
  }

  /**
   * The same, to be compared. The request is asked for, and its orders are looked through, when
   * first two are compared: a first answer waits for neither.
   */
  public static Function<Solution, Worth> comparing(Supplier<SolveRequest> request) {
    Supplier<Terms> terms =
        new Supplier<>() {
          private @Nullable Terms made;

          @Override
          public synchronized Terms get() {
            if (made == null) {
              made = Terms.of(request.get());
            }
            return made;
          }
        };
    return solution ->
        new Worth(() -> terms.get().bounds(solution), () -> terms.get().score(solution));
  }

  /** What scores depend on. */
  private record Terms(
      Map<Object, Order> orders,
      Map<Object, BasketOrder> baskets,
      SortedMap<Address, BigInteger> reference) {
    static Terms of(SolveRequest request) {
      Map<Object, Order> orders = new HashMap<>();
      request.orders().forEach(order -> orders.putIfAbsent(order.uid(), order));
      Map<Object, BasketOrder> baskets = new HashMap<>();
      request.baskets().forEach(basket -> baskets.putIfAbsent(basket.uid(), basket));
      return new Terms(orders, baskets, GasTerms.of(request).referencePrices());
    }

    Rational score(Solution solution) {
      return SolutionScore.of(solution, orders, reference)
          .plus(SolutionScore.of(solution.baskets(), baskets, reference));
    }

    Worth.Bounds bounds(Solution solution) {
      Worth.Bounds sum = Worth.Bounds.of(SolutionScore.of(solution.baskets(), baskets, reference));
      for (EngineTrade trade : solution.trades()) {
        sum = sum.plus(SolutionScore.bounds(fill(trade, solution, orders), reference));
      }
      return sum;
    }
  }

  /** Whether a fill by itself scores above zero. */
  public static boolean gains(FilledOrder fill, SortedMap<Address, BigInteger> reference) {
    return bounds(fill, reference).low().signum() > 0;
  }

  /** Of one trade: as {@link Scoring} has it, but divided only once, down and up. */
  private static Worth.Bounds bounds(FilledOrder fill, SortedMap<Address, BigInteger> reference) {
    Intent intent = fill.order().intent();
    LimitTerms terms = new LimitTerms(intent.side(), intent.sellAmount(), intent.buyAmount());
    BigInteger surplus = terms.surplus(new Execution(fill.fill().sold(), fill.fill().bought()));
    BigInteger price = reference.getOrDefault(intent.buyToken(), BigInteger.ZERO);
    return switch (intent.side()) {
      case SELL -> Worth.Bounds.of(surplus.multiply(price), ReferencePrices.UNIT);
      case BUY ->
          intent.sellAmount().signum() == 0
              ? Worth.Bounds.of(Rational.ZERO)
              : Worth.Bounds.of(
                  surplus.multiply(intent.buyAmount()).multiply(price),
                  intent.sellAmount().multiply(ReferencePrices.UNIT));
    };
  }

  private static FilledOrder fill(EngineTrade trade, Solution solution, Map<?, Order> orders) {
    Order order = orders.get(trade.order());
    if (order == null) {
      throw new IllegalArgumentException("a trade of an unknown order");
    }
    boolean sell = order.intent().side() == Side.SELL;
    BigInteger amount = sell ? trade.executedAmount().add(trade.fee()) : trade.executedAmount();
    return FilledOrder.at(
        new Take(order, amount),
        trade.fee(),
        price(solution, order.intent().sellToken()),
        price(solution, order.intent().buyToken()));
  }

  private static Rational of(
      List<EngineBasketTrade> trades,
      Map<?, BasketOrder> baskets,
      SortedMap<Address, BigInteger> reference) {
    List<BasketFill> fills = new ArrayList<>();
    for (EngineBasketTrade trade : trades) {
      BasketOrder basket = baskets.get(trade.order());
      if (basket == null) {
        throw new IllegalArgumentException("a fill of an unknown basket");
      }
      fills.add(
          new BasketFill(basket.uid().intentHash(), basket.basket(), trade.units(), trade.quote()));
    }
    return Scoring.score(List.of(), fills, reference).total();
  }

  private static BigInteger price(Solution solution, Address token) {
    BigInteger price = solution.prices().get(token);
    if (price == null) {
      throw new IllegalArgumentException("a traded token without a price");
    }
    return price;
  }
}
