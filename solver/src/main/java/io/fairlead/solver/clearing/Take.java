package io.fairlead.solver.clearing;

import io.fairlead.auction.engine.Order;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import java.math.BigInteger;

/**
 * How much of an order is to be filled.
 *
 * @param order which
 * @param amount wei: sold, fee included, for a sell order; bought for a buy order
 */
public record Take(Order order, BigInteger amount) {
  /** All that may still be filled. */
  public static Take all(Order order) {
    return new Take(
        order, order.intent().side() == Side.SELL ? order.sellAmount() : order.buyAmount());
  }

  Intent intent() {
    return order.intent();
  }

  boolean isSell() {
    return intent().side() == Side.SELL;
  }

  Take of(BigInteger otherAmount) {
    return new Take(order, otherAmount);
  }
}
