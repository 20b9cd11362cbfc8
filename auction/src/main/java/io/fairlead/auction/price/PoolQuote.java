package io.fairlead.auction.price;

import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.exact.Rational;
import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import java.util.Optional;

/**
 * A pool seen from one of its tokens: how much there is of both and hence the price between trades,
 * without fee.
 *
 * @param pool its contract
 * @param base the token to be priced
 * @param quote the other token
 * @param quoteReserve wei of {@code quote}; for concentrated liquidity the virtual reserve
 * @param price wei of {@code quote} per wei of {@code base}
 */
record PoolQuote(Address pool, Address base, Address quote, Rational quoteReserve, Rational price) {
  private static final BigInteger Q96 = BigInteger.ONE.shiftLeft(96);

  /** The pool's two views; empty if nothing is in it, or if the rule knows no price of its kind. */
  static Optional<PoolQuote> of(Liquidity pool, boolean baseIsToken0) {
    return switch (pool) {
      case Liquidity.ConstantProduct pair -> of(pair, baseIsToken0);
      case Liquidity.Concentrated concentrated -> of(concentrated, baseIsToken0);
      case Liquidity.WeightedProduct ignored -> Optional.empty();
      case Liquidity.Stable ignored -> Optional.empty();
      case Liquidity.CurveStable ignored -> Optional.empty();
      case Liquidity.LimitOrder ignored -> Optional.empty();
    };
  }

  private static Optional<PoolQuote> of(Liquidity.ConstantProduct pair, boolean baseIsToken0) {
    if (pair.reserve0().signum() <= 0 || pair.reserve1().signum() <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        view(
            pair.address(),
            pair.token0(),
            pair.token1(),
            Rational.of(pair.reserve0()),
            Rational.of(pair.reserve1()),
            baseIsToken0));
  }

  private static Optional<PoolQuote> of(Liquidity.Concentrated pool, boolean baseIsToken0) {
    if (pool.liquidity().signum() <= 0 || pool.sqrtPriceX96().signum() <= 0) {
      return Optional.empty();
    }
    // x = L / sqrt(P), y = L * sqrt(P): what a constant product pool of this depth would hold.
    return Optional.of(
        view(
            pool.address(),
            pool.token0(),
            pool.token1(),
            new Rational(pool.liquidity().multiply(Q96), pool.sqrtPriceX96()),
            new Rational(pool.liquidity().multiply(pool.sqrtPriceX96()), Q96),
            baseIsToken0));
  }

  private static PoolQuote view(
      Address pool,
      Address token0,
      Address token1,
      Rational reserve0,
      Rational reserve1,
      boolean baseIsToken0) {
    return baseIsToken0
        ? new PoolQuote(pool, token0, token1, reserve1, reserve1.times(reserve0.inverse()))
        : new PoolQuote(pool, token1, token0, reserve0, reserve0.times(reserve1.inverse()));
  }
}
