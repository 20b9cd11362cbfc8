package io.fairlead.auction.seal;

import io.fairlead.auction.engine.BasketOrder;
import io.fairlead.auction.engine.EngineBasketTrade;
import io.fairlead.auction.engine.EngineTrade;
import io.fairlead.auction.engine.Order;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.engine.TokenInfo;
import io.fairlead.auction.exact.Rational;
import io.fairlead.auction.score.Scoring;
import io.fairlead.auction.settle.BasketFill;
import io.fairlead.auction.settle.OrderFill;
import io.fairlead.contracts.intent.Funding;
import io.fairlead.contracts.intent.Hooks;
import io.fairlead.contracts.intent.IntentUid;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.ClearingMath;
import io.fairlead.contracts.settlement.Trade;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** A solver's side of a sealed bid: scores its own solutions as the auctioneer will, and seals. */
public final class Sealing {
  private Sealing() {}

  /**
   * Seals what can be scored; a solution that the auctioneer would refuse anyway is left out.
   *
   * @param salts unpredictable; a new one for every solution
   */
  public static List<Opening> seal(
      SolveRequest request, List<Solution> solutions, Supplier<Bytes32> salts) {
    List<Opening> openings = new ArrayList<>();
    for (Solution solution : solutions) {
      score(request, solution)
          .filter(score -> score.signum() >= 0)
          .ifPresent(
              score -> openings.add(new Opening(solution, new Seal(salts.get(), score.floor()))));
    }
    return List.copyOf(openings);
  }

  /** The score of a solution at the request's reference prices; empty if it cannot be settled. */
  static Optional<Rational> score(SolveRequest request, Solution solution) {
    Map<IntentUid, Order> orders = new HashMap<>();
    request.orders().forEach(order -> orders.put(order.uid(), order));
    List<OrderFill> fills = new ArrayList<>();
    for (EngineTrade trade : solution.trades()) {
      Order order = orders.get(trade.order());
      if (order == null) {
        return Optional.empty();
      }
      BigInteger sellPrice = price(solution, order.intent().sellToken());
      BigInteger buyPrice = price(solution, order.intent().buyToken());
      if (sellPrice.signum() <= 0 || buyPrice.signum() <= 0) {
        return Optional.empty();
      }
      SignedIntent signed =
          new SignedIntent(
              order.intent(), Funding.ALLOWANCE, Bytes.EMPTY, Optional.empty(), Hooks.NONE);
      fills.add(
          new OrderFill(
              order.uid().intentHash(),
              order.intent(),
              ClearingMath.fill(
                  Trade.of(signed, trade.executedAmount(), trade.fee()), sellPrice, buyPrice)));
    }
    return baskets(request, solution)
        .map(baskets -> Scoring.score(fills, baskets, prices(request)).total());
  }

  /** Empty if one is not of the request. */
  private static Optional<List<BasketFill>> baskets(SolveRequest request, Solution solution) {
    Map<IntentUid, BasketOrder> orders = new HashMap<>();
    request.baskets().forEach(basket -> orders.put(basket.uid(), basket));
    List<BasketFill> fills = new ArrayList<>();
    for (EngineBasketTrade trade : solution.baskets()) {
      BasketOrder order = orders.get(trade.order());
      if (order == null) {
        return Optional.empty();
      }
      fills.add(
          new BasketFill(order.uid().intentHash(), order.basket(), trade.units(), trade.quote()));
    }
    return Optional.of(fills);
  }

  private static BigInteger price(Solution solution, Address token) {
    return solution.prices().getOrDefault(token, BigInteger.ZERO);
  }

  private static SortedMap<Address, BigInteger> prices(SolveRequest request) {
    SortedMap<Address, BigInteger> prices = new TreeMap<>();
    for (Map.Entry<Address, TokenInfo> token : request.tokens().entrySet()) {
      BigInteger price = token.getValue().referencePrice();
      if (price != null) {
        prices.put(token.getKey(), price);
      }
    }
    return prices;
  }
}
