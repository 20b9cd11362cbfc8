package io.fairlead.auction.score;

import io.fairlead.auction.exact.Rational;
import io.fairlead.auction.score.FeePolicy.Quote;
import io.fairlead.contracts.intent.Side;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Recovers protocol fees from amounts they have already been taken from. The last policy of a list
 * was applied last, so it is undone first; the next one sees the amounts before it. With factor f,
 * a share of surplus s after the fee was {@code s * f / (1 - f)}, a share of volume v was {@code v
 * * f / (1 - f)} for a sell order and {@code v * f / (1 + f)} for a buy order. Each fee is rounded
 * down to wei of the surplus token.
 */
final class ProtocolFees {
  private ProtocolFees() {}

  /** Wei of the surplus token per policy, in the order of the policies. */
  static List<BigInteger> recover(LimitTerms terms, Execution after, List<FeePolicy> policies) {
    List<BigInteger> fees = new ArrayList<>();
    Execution current = after;
    for (FeePolicy policy : policies.reversed()) {
      BigInteger fee = fee(terms, current, policy);
      fees.add(fee);
      current = before(terms.side(), current, fee);
    }
    Collections.reverse(fees);
    return fees;
  }

  private static Execution before(Side side, Execution after, BigInteger fee) {
    return switch (side) {
      case SELL -> new Execution(after.sold(), after.bought().add(fee));
      case BUY -> new Execution(after.sold().subtract(fee), after.bought());
    };
  }

  private static BigInteger fee(LimitTerms terms, Execution after, FeePolicy policy) {
    return switch (policy) {
      case FeePolicy.Surplus(Rational factor, Rational cap) ->
          capped(terms, after, terms.surplus(after), factor, cap);
      case FeePolicy.PriceImprovement(Rational factor, Rational cap, Quote quote) ->
          capped(terms, after, atQuote(terms, quote).surplus(after), factor, cap);
      case FeePolicy.Volume(Rational factor) -> volumeFee(terms.side(), after, factor);
    };
  }

  private static BigInteger capped(
      LimitTerms terms, Execution after, BigInteger surplus, Rational factor, Rational cap) {
    BigInteger share = share(surplus.max(BigInteger.ZERO), factor, Rational.ONE.minus(factor));
    return terms.side() == Side.SELL && cap.equals(Rational.ONE)
        ? share
        : share.min(volumeFee(terms.side(), after, cap));
  }

  private static BigInteger volumeFee(Side side, Execution after, Rational factor) {
    return switch (side) {
      case SELL -> share(after.bought(), factor, Rational.ONE.minus(factor));
      case BUY -> share(after.sold(), factor, Rational.ONE.plus(factor));
    };
  }

  /** {@code amount * factor / rest}, rounded down. */
  private static BigInteger share(BigInteger amount, Rational factor, Rational rest) {
    return factor.times(amount).times(rest.inverse()).floor();
  }

  /**
   * The limit a quote stands for: the quote less its network fee, scaled to the order and rounded
   * down, where that is better for the owner than the signed limit.
   */
  private static LimitTerms atQuote(LimitTerms terms, Quote quote) {
    return switch (terms.side()) {
      case SELL -> {
        BigInteger network = quote.fee().multiply(quote.buyAmount()).divide(quote.sellAmount());
        BigInteger quoted =
            quote
                .buyAmount()
                .subtract(network)
                .max(BigInteger.ZERO)
                .multiply(terms.sellAmount())
                .divide(quote.sellAmount());
        yield new LimitTerms(Side.SELL, terms.sellAmount(), terms.buyAmount().max(quoted));
      }
      case BUY -> {
        BigInteger quoted =
            quote
                .sellAmount()
                .add(quote.fee())
                .multiply(terms.buyAmount())
                .divide(quote.buyAmount());
        yield new LimitTerms(Side.BUY, terms.sellAmount().min(quoted), terms.buyAmount());
      }
    };
  }
}
