package io.fairlead.auction.certificate;

import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.SolutionJson;
import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import java.util.Map;

/** The pools' terms of the bound, one way per kind. */
final class PoolBound {
  private static final BigInteger BPS = BigInteger.valueOf(10_000);

  /** No settlement has more swaps. */
  static final BigInteger MAX_SWAPS = BigInteger.valueOf(SolutionJson.MAX_INTERACTIONS);

  private PoolBound() {}

  /**
   * The most that can be taken out of the pool.
   *
   * @param prices of all its tokens, in the certificate's unit
   */
  static Extractable of(Liquidity liquidity, Map<Address, BigInteger> prices) {
    return switch (liquidity) {
      case Liquidity.ConstantProduct pair ->
          of(pair, price(prices, pair.token0()), price(prices, pair.token1()));
      case Liquidity.Concentrated range ->
          RangeBound.of(range, price(prices, range.token0()), price(prices, range.token1()));
      case Liquidity.WeightedProduct pool -> WeightedBound.of(pool, prices);
      case Liquidity.Stable pool -> StableBound.of(pool, prices);
      case Liquidity.CurveStable pool -> StableBound.of(pool, prices);
      case Liquidity.LimitOrder order ->
          of(order, price(prices, order.makerToken()), price(prices, order.takerToken()));
    };
  }

  private static Extractable of(
      Liquidity.ConstantProduct pair, BigInteger price0, BigInteger price1) {
    BigInteger kept = BPS.subtract(BigInteger.valueOf(pair.feeBps()));
    if (kept.signum() <= 0
        || kept.compareTo(BPS) > 0
        || pair.reserve0().signum() < 0
        || pair.reserve1().signum() < 0) {
      return Extractable.IMPOSSIBLE;
    }
    return new Extractable.AtMost(
        PairBound.of(
            pair.reserve0().multiply(price0), pair.reserve1().multiply(price1), kept, BPS));
  }

  /**
   * A constant price, and a fee in proportion. The fee of one fill may be rounded down, so that of
   * many fills is less by up to one wei each.
   */
  private static Extractable of(
      Liquidity.LimitOrder order, BigInteger makerPrice, BigInteger takerPrice) {
    if (order.makerAmount().signum() < 0
        || order.takerAmount().signum() < 0
        || order.takerTokenFeeAmount().signum() < 0) {
      return Extractable.IMPOSSIBLE;
    }
    BigInteger fee = order.takerTokenFeeAmount().subtract(MAX_SWAPS).max(BigInteger.ZERO);
    return new Extractable.AtMost(
        order
            .makerAmount()
            .multiply(makerPrice)
            .subtract(order.takerAmount().add(fee).multiply(takerPrice))
            .max(BigInteger.ZERO));
  }

  /** The price of a token of the pool. */
  static BigInteger price(Map<Address, BigInteger> prices, Address token) {
    BigInteger price = prices.get(token);
    if (price == null) {
      throw new IllegalArgumentException("no price for " + token);
    }
    return price;
  }
}
