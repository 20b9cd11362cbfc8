package io.fairlead.solver.clearing;

import io.fairlead.auction.engine.EngineTrade;
import io.fairlead.auction.engine.Order;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.exact.Rational;
import io.fairlead.auction.score.Scoring;
import io.fairlead.auction.settle.OrderFill;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** What the auctioneer will find that a solution scores. */
public final class SolutionScore {
  private SolutionScore() {}

  /**
   * The score in native wei.
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

  private static BigInteger price(Solution solution, Address token) {
    BigInteger price = solution.prices().get(token);
    if (price == null) {
      throw new IllegalArgumentException("a traded token without a price");
    }
    return price;
  }
}
