package io.fairlead.solver.clearing;

import io.fairlead.auction.engine.EngineTrade;
import io.fairlead.auction.engine.Order;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.settlement.ClearingMath;
import io.fairlead.contracts.settlement.Fill;
import io.fairlead.solver.pool.Integers;
import java.math.BigInteger;

/**
 * An order filled at a price.
 *
 * @param order which
 * @param executedAmount wei without fee, on the side the owner fixed
 * @param fill what moves
 */
public record FilledOrder(Order order, BigInteger executedAmount, Fill fill) {
  /**
   * Fills {@code take} at the given prices with the contract's rounding (docs/protocol.md section
   * 2).
   */
  public static FilledOrder at(
      Take take, BigInteger fee, BigInteger sellPrice, BigInteger buyPrice) {
    BigInteger executed = take.isSell() ? take.amount().subtract(fee) : take.amount();
    return new FilledOrder(
        take.order(), executed, fill(take.intent().side(), executed, fee, sellPrice, buyPrice));
  }

  private static Fill fill(
      Side side, BigInteger executed, BigInteger fee, BigInteger sellPrice, BigInteger buyPrice) {
    return switch (side) {
      case SELL ->
          new Fill(executed.add(fee), Integers.mulDivUp(executed, sellPrice, buyPrice), fee);
      case BUY -> new Fill(Integers.mulDiv(executed, buyPrice, sellPrice).add(fee), executed, fee);
    };
  }

  /** How much of the order is filled. */
  Take take() {
    return new Take(order, order.intent().side() == Side.SELL ? fill.sold() : fill.bought());
  }

  /** The same trade at other prices. */
  FilledOrder repriced(BigInteger sellPrice, BigInteger buyPrice) {
    return new FilledOrder(
        order,
        executedAmount,
        fill(order.intent().side(), executedAmount, fill.fee(), sellPrice, buyPrice));
  }

  /** Wei of the sell token that are left for the clearing once the fee is put aside. */
  BigInteger supplied() {
    return fill.sold().subtract(fill.fee());
  }

  /**
   * Whether the owner would get what was signed: the limit, the fee's bound, no more than what is
   * left, and all of it unless it may be filled in parts.
   */
  public boolean acceptable() {
    Intent intent = order.intent();
    boolean within =
        executedAmount.signum() > 0
            && fill.sold().signum() > 0
            && fill.bought().signum() > 0
            && fill.sold().compareTo(order.sellAmount()) <= 0
            && (intent.side() == Side.SELL || fill.bought().compareTo(order.buyAmount()) <= 0);
    boolean whole =
        intent.partiallyFillable()
            || (intent.side() == Side.SELL
                ? fill.sold().equals(intent.sellAmount())
                : fill.bought().equals(intent.buyAmount()));
    return within
        && whole
        && ClearingMath.meetsLimit(intent, fill)
        && ClearingMath.feeWithinBound(fill);
  }

  /**
   * What the owner gets beyond the signed limit, in native wei times 10^18, rounded down: as in the
   * auction's score, a buy order's saving counts in its buy token at the signed price.
   *
   * @param buyTokenPrice wei of native token per 10^18 wei of the buy token
   */
  BigInteger surplus(BigInteger buyTokenPrice) {
    Intent intent = order.intent();
    BigInteger beyond =
        fill.bought()
            .multiply(intent.sellAmount())
            .subtract(intent.buyAmount().multiply(fill.sold()));
    return beyond.multiply(buyTokenPrice).divide(intent.sellAmount());
  }

  /** As the solver-engine API has it. */
  public EngineTrade trade() {
    return new EngineTrade(order.uid(), executedAmount, fill.fee());
  }
}
