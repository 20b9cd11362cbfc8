package io.fairlead.auction.certificate;

import io.fairlead.auction.engine.Order;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import java.math.BigInteger;

/** The orders' terms of the bound. Prices are in the certificate's unit. */
final class OrderBound {
  private OrderBound() {}

  /** Whether the bound needs the buy token's price not to be below its reference price. */
  static boolean needsReference(Order order) {
    return order.intent().side() == Side.SELL && isFillable(order);
  }

  /**
   * The most that a fill can score, counting what it gives at {@code sellPrice} and what it takes
   * at {@code buyPrice}; rounded up.
   *
   * @param reference the buy token's reference price, zero if it has none
   */
  static BigInteger of(
      Order order, BigInteger sellPrice, BigInteger buyPrice, BigInteger reference) {
    if (!isFillable(order)) {
      return BigInteger.ZERO;
    }
    Intent intent = order.intent();
    BigInteger gain =
        sellPrice
            .multiply(intent.sellAmount())
            .subtract(buyPrice.multiply(intent.buyAmount()))
            .max(BigInteger.ZERO);
    return switch (intent.side()) {
      case SELL -> Outward.divideUp(order.sellAmount().multiply(gain), intent.sellAmount());
      case BUY ->
          Outward.divideUp(order.buyAmount().multiply(gain), intent.buyAmount())
              .max(order.buyAmount().multiply(reference.subtract(buyPrice)));
    };
  }

  /** No settlement fills an order that sells nothing, or a buy order that buys nothing. */
  private static boolean isFillable(Order order) {
    Intent intent = order.intent();
    return intent.sellAmount().signum() > 0
        && switch (intent.side()) {
          case SELL -> order.sellAmount().signum() > 0;
          case BUY -> intent.buyAmount().signum() > 0 && order.buyAmount().signum() > 0;
        };
  }
}
