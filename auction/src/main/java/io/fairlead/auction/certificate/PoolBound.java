package io.fairlead.auction.certificate;

import io.fairlead.auction.engine.Liquidity;
import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** The pools' terms of the bound, one way per kind. */
final class PoolBound {
  private static final BigInteger BPS = BigInteger.valueOf(10_000);

  private PoolBound() {}

  /** What the pool trades. */
  static List<Address> tokens(Liquidity pool) {
    return switch (pool) {
      case Liquidity.ConstantProduct pair -> List.of(pair.token0(), pair.token1());
      case Liquidity.Concentrated range -> List.of(range.token0(), range.token1());
    };
  }

  /**
   * The most that can be taken out of the pool.
   *
   * @param prices of all its tokens, in the certificate's unit
   */
  static Extractable of(Liquidity pool, Map<Address, BigInteger> prices) {
    return switch (pool) {
      case Liquidity.ConstantProduct pair ->
          of(pair, price(prices, pair.token0()), price(prices, pair.token1()));
      case Liquidity.Concentrated range ->
          RangeBound.of(range, price(prices, range.token0()), price(prices, range.token1()));
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

  private static BigInteger price(Map<Address, BigInteger> prices, Address token) {
    BigInteger price = prices.get(token);
    if (price == null) {
      throw new IllegalArgumentException("no price for " + token);
    }
    return price;
  }
}
