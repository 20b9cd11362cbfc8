package io.fairlead.solver.clearing;

import io.fairlead.auction.engine.BasketOrder;
import io.fairlead.auction.engine.EngineBasketTrade;
import io.fairlead.auction.engine.EngineTrade;
import io.fairlead.auction.engine.Order;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.exact.Rational;
import io.fairlead.auction.score.Scoring;
import io.fairlead.auction.settle.BasketFill;
import io.fairlead.auction.settle.OrderFill;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;

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
    List<OrderFill> fills = new ArrayList<>();
    for (EngineTrade trade : solution.trades()) {
      Order order = orders.get(trade.order());
      if (order == null) {
        throw new IllegalArgumentException("a trade of an unknown order");
      }
      boolean sell = order.intent().side() == Side.SELL;
      BigInteger amount = sell ? trade.executedAmount().add(trade.fee()) : trade.executedAmount();
      FilledOrder fill =
          FilledOrder.at(
              new Take(order, amount),
              trade.fee(),
              price(solution, order.intent().sellToken()),
              price(solution, order.intent().buyToken()));
      fills.add(new OrderFill(order.uid().intentHash(), order.intent(), fill.fill()));
    }
    return Scoring.score(fills, reference).total();
  }

  /** The score in native wei of solutions of {@code request}, baskets included. */
  public static Function<Solution, Rational> in(SolveRequest request) {
    SortedMap<Address, BigInteger> reference = GasTerms.of(request).referencePrices();
    Map<Object, Order> orders = new HashMap<>();
    request.orders().forEach(order -> orders.putIfAbsent(order.uid(), order));
    Map<Object, BasketOrder> baskets = new HashMap<>();
    request.baskets().forEach(basket -> baskets.putIfAbsent(basket.uid(), basket));
    return solution ->
        of(solution, orders, reference).plus(of(solution.baskets(), baskets, reference));
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
