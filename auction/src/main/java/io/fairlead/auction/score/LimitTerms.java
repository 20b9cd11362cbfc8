package io.fairlead.auction.score;

import io.fairlead.auction.exact.Rational;
import io.fairlead.contracts.intent.Side;
import java.math.BigInteger;

/**
 * What an owner signed, as far as a score depends on it. The <em>surplus token</em> is the one
 * whose amount the side leaves open: the buy token of a sell order, the sell token of a buy order.
 *
 * @param sellAmount wei of the sell token: exactly (sell) or at most (buy)
 * @param buyAmount wei of the buy token: at least (sell) or exactly (buy)
 */
public record LimitTerms(Side side, BigInteger sellAmount, BigInteger buyAmount) {

  /**
   * Wei of the buy token the limit asks for this execution, rounded up for a sell order: against
   * the solver.
   */
  public BigInteger asked(Execution execution) {
    return switch (side) {
      case SELL ->
          sellAmount.signum() == 0
              ? BigInteger.ZERO
              : ceil(buyAmount.multiply(execution.sold()), sellAmount);
      case BUY -> execution.bought();
    };
  }

  /**
   * Wei of the surplus token beyond the limit, below zero if the limit is not kept. The limit of a
   * partial execution is the signed one in proportion, rounded against the solver: what must be
   * received up, what may be paid down.
   */
  public BigInteger surplus(Execution execution) {
    return switch (side) {
      case SELL -> execution.bought().subtract(asked(execution));
      case BUY ->
          buyAmount.signum() == 0
              ? BigInteger.ZERO
              : sellAmount
                  .multiply(execution.bought())
                  .divide(buyAmount)
                  .subtract(execution.sold());
    };
  }

  /** An amount of the surplus token as buy token, at the signed limit price. */
  public Rational asBuyToken(BigInteger amount) {
    return switch (side) {
      case SELL -> Rational.of(amount);
      case BUY ->
          sellAmount.signum() == 0
              ? Rational.ZERO
              : new Rational(amount.multiply(buyAmount), sellAmount);
    };
  }

  static BigInteger ceil(BigInteger dividend, BigInteger divisor) {
    return dividend.add(divisor).subtract(BigInteger.ONE).divide(divisor);
  }
}
