package io.fairlead.auction.score;

import io.fairlead.auction.exact.Rational;
import io.fairlead.auction.price.ReferencePrices;
import io.fairlead.auction.settle.OrderFill;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.settlement.Fill;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The score of a settlement: surplus over the signed limits in native wei at the auction's
 * reference prices. There are no protocol fees yet; the network fee is part of what is sold, so it
 * lowers the surplus. One implementation for auctioneer, verifier and solvers.
 *
 * <ul>
 *   <li>Sell order: {@code bought - ceil(buyAmount * sold / sellAmount)} of the buy token.
 *   <li>Buy order: {@code floor(sellAmount * bought / buyAmount) - sold} of the sell token, times
 *       {@code buyAmount / sellAmount} of the signed terms to make it buy token.
 *   <li>Times the buy token's reference price, divided by 10^18. A fill whose buy token has no
 *       reference price scores zero: nobody can say what its surplus is worth.
 * </ul>
 */
public final class Scoring {
  private static final BigInteger BPS = BigInteger.valueOf(10_000);

  private Scoring() {}

  /**
   * Scores fills that keep their limits.
   *
   * @param prices reference prices: native wei per 10^18 wei of the token
   */
  public static Score score(List<OrderFill> fills, Map<Address, BigInteger> prices) {
    List<OrderScore> orders =
        fills.stream()
            .map(fill -> score(fill, prices))
            .sorted(Comparator.comparing(OrderScore::intentHash))
            .toList();
    return new Score(Rational.sum(orders.stream().map(OrderScore::score).toList()), orders);
  }

  private static OrderScore score(OrderFill order, Map<Address, BigInteger> prices) {
    Intent intent = order.intent();
    Fill fill = order.fill();
    BigInteger asked = askedBuyAmount(intent, fill);
    Rational surplus =
        switch (intent.side()) {
          case SELL -> Rational.of(fill.bought().subtract(asked));
          case BUY -> savedAsBuyToken(intent, fill);
        };
    BigInteger price = prices.get(intent.buyToken());
    return new OrderScore(
        order.intentHash(),
        surplus,
        asked.signum() == 0 ? BigInteger.ZERO : surplus.times(new Rational(BPS, asked)).floor(),
        price == null ? Rational.ZERO : surplus.times(new Rational(price, ReferencePrices.UNIT)),
        price != null);
  }

  /** Wei of the buy token that the limit asks for this fill. */
  private static BigInteger askedBuyAmount(Intent intent, Fill fill) {
    return switch (intent.side()) {
      case SELL ->
          intent.sellAmount().signum() == 0
              ? BigInteger.ZERO
              : ceil(intent.buyAmount().multiply(fill.sold()), intent.sellAmount());
      case BUY -> fill.bought();
    };
  }

  private static Rational savedAsBuyToken(Intent intent, Fill fill) {
    if (intent.sellAmount().signum() == 0 || intent.buyAmount().signum() == 0) {
      return Rational.ZERO;
    }
    BigInteger most = intent.sellAmount().multiply(fill.bought()).divide(intent.buyAmount());
    return new Rational(
        most.subtract(fill.sold()).multiply(intent.buyAmount()), intent.sellAmount());
  }

  private static BigInteger ceil(BigInteger dividend, BigInteger divisor) {
    return dividend.add(divisor).subtract(BigInteger.ONE).divide(divisor);
  }
}
