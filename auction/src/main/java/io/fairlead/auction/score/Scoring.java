package io.fairlead.auction.score;

import io.fairlead.auction.exact.Rational;
import io.fairlead.auction.price.ReferencePrices;
import io.fairlead.auction.settle.BasketFill;
import io.fairlead.auction.settle.OrderFill;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The score of a trade and of a settlement: surplus over the signed limits plus protocol fees, in
 * native wei at the auction's reference prices. The network fee is part of what is sold, so it
 * lowers the surplus. One implementation for auctioneer, verifier and solvers.
 *
 * <ul>
 *   <li>Sell order: {@code bought - ceil(buyAmount * sold / sellAmount)} of the buy token.
 *   <li>Buy order: {@code floor(sellAmount * bought / buyAmount) - sold} of the sell token, times
 *       {@code buyAmount / sellAmount} of the signed terms to make it buy token.
 *   <li>Basket: {@link BasketTerms}.
 *   <li>Fees are recovered by {@link FeePolicy} in the same token and added before that.
 *   <li>Times the buy token's reference price, divided by 10^18. A fill whose buy token has no
 *       reference price scores zero: nobody can say what its surplus is worth.
 * </ul>
 *
 * <p>The definition is CoW Protocol's CIP-38, without its roundings on the way.
 */
public final class Scoring {
  private static final BigInteger BPS = BigInteger.valueOf(10_000);

  private Scoring() {}

  /**
   * Scores fills that keep their limits. There are no protocol fees in settlements yet.
   *
   * @param prices reference prices: native wei per 10^18 wei of the token
   */
  public static Score score(List<OrderFill> fills, Map<Address, BigInteger> prices) {
    return score(fills, List.of(), prices);
  }

  /**
   * Scores fills of orders and of baskets that keep their limits.
   *
   * @param prices as above
   */
  public static Score score(
      List<OrderFill> fills, List<BasketFill> baskets, Map<Address, BigInteger> prices) {
    List<OrderScore> orders =
        Stream.concat(
                fills.stream().map(fill -> score(fill, prices)),
                baskets.stream().map(fill -> score(fill, prices)))
            .sorted(Comparator.comparing(OrderScore::intentHash))
            .toList();
    return new Score(Rational.sum(orders.stream().map(OrderScore::score).toList()), orders);
  }

  /**
   * Scores one execution that keeps its limit.
   *
   * @param execution amounts after fees
   * @param policies fees that were taken, the last one applied last
   * @param price native wei per 10^18 wei of the buy token, if it has a reference price
   */
  public static TradeScore score(
      LimitTerms terms, Execution execution, List<FeePolicy> policies, Optional<BigInteger> price) {
    BigInteger surplus = terms.surplus(execution);
    List<BigInteger> fees = ProtocolFees.recover(terms, execution, policies);
    BigInteger worth = fees.stream().reduce(surplus, BigInteger::add);
    return new TradeScore(
        surplus,
        fees,
        price
            .map(rate -> terms.asBuyToken(worth).times(new Rational(rate, ReferencePrices.UNIT)))
            .orElse(Rational.ZERO),
        price.isPresent());
  }

  private static OrderScore score(OrderFill order, Map<Address, BigInteger> prices) {
    Intent intent = order.intent();
    LimitTerms terms = new LimitTerms(intent.side(), intent.sellAmount(), intent.buyAmount());
    Execution execution = new Execution(order.fill().sold(), order.fill().bought());
    TradeScore trade =
        score(terms, execution, List.of(), Optional.ofNullable(prices.get(intent.buyToken())));
    BigInteger asked = terms.asked(execution);
    Rational surplus = terms.asBuyToken(trade.surplus());
    return new OrderScore(
        order.intentHash(),
        surplus,
        asked.signum() == 0 ? BigInteger.ZERO : surplus.times(new Rational(BPS, asked)).floor(),
        trade.score(),
        trade.priced());
  }

  private static OrderScore score(BasketFill fill, Map<Address, BigInteger> prices) {
    BasketTerms terms = BasketTerms.of(fill.basket());
    Optional<BigInteger> price = Optional.ofNullable(prices.get(fill.basket().quoteToken()));
    BigInteger surplus = terms.surplus(fill.units(), fill.quote());
    BigInteger asked = terms.quotePerUnit().multiply(fill.units()).abs();
    return new OrderScore(
        fill.intentHash(),
        Rational.of(surplus),
        asked.signum() == 0 ? BigInteger.ZERO : surplus.multiply(BPS).divide(asked),
        terms.score(fill.units(), fill.quote(), price),
        price.isPresent());
  }
}
