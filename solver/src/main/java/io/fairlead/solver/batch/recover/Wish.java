package io.fairlead.solver.batch.recover;

import io.fairlead.auction.engine.Order;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import java.math.BigInteger;

/**
 * How much of an order is to be filled, before whole numbers are looked at.
 *
 * @param order which
 * @param give number of the token it sells
 * @param take number of the token it buys
 * @param part 0 to 1
 * @param fee network fee, wei of the sell token
 */
public record Wish(Order order, int give, int take, double part, BigInteger fee) {
  /** Wei of the token bought that must come for each wei that is sold beside the fee. */
  double limit() {
    Intent intent = order.intent();
    double asked = intent.buyAmount().doubleValue() / intent.sellAmount().doubleValue();
    double paid = fee.doubleValue();
    if (intent.side() == Side.SELL) {
      double most = order.sellAmount().doubleValue();
      return asked * most / (most - paid);
    }
    double most = order.buyAmount().doubleValue();
    return most / (most / asked - paid);
  }
}
