package io.fairlead.solver.pool;

import io.fairlead.auction.engine.Liquidity;
import java.util.Optional;

/** Turns a request's liquidity into pools that can be computed. */
public final class Pools {
  /** More gas than a block has: no honest estimate. */
  private static final long MAX_GAS = 100_000_000;

  private Pools() {}

  /**
   * The pool, or empty if its state is one that no deployed pool can be in, or if its fee has no
   * known tick spacing: a request comes from outside, and a pool that cannot be computed exactly is
   * better left out than guessed at.
   */
  public static Optional<Pool> of(Liquidity liquidity) {
    if (liquidity.gasEstimate() < 0 || liquidity.gasEstimate() > MAX_GAS) {
      return Optional.empty();
    }
    try {
      return switch (liquidity) {
        case Liquidity.ConstantProduct pair -> Optional.of(of(pair));
        case Liquidity.Concentrated pool -> of(pool);
        case Liquidity.WeightedProduct pool ->
            Optional.of(
                new WeightedPool(
                    pool.id(),
                    pool.address(),
                    pool.reserves(),
                    pool.fee(),
                    pool.version(),
                    pool.gasEstimate()));
        case Liquidity.Stable pool ->
            Optional.of(
                    StablePool.of(
                        pool.id(),
                        pool.address(),
                        pool.reserves(),
                        pool.amplification(),
                        pool.fee(),
                        StablePool.Generation.UNKNOWN,
                        pool.gasEstimate()))
                .filter(StablePool::hasInvariant)
                .map(Pool.class::cast);
        case Liquidity.CurveStable pool ->
            Optional.of(
                    CurvePool.of(
                        pool.id(),
                        pool.address(),
                        pool.coins(),
                        pool.amplification(),
                        pool.precision(),
                        pool.fee(),
                        pool.adminFee(),
                        pool.gasEstimate()))
                .filter(CurvePool::hasInvariant)
                .map(Pool.class::cast);
        case Liquidity.LimitOrder order -> Optional.of(of(order));
      };
    } catch (IllegalArgumentException | IllegalStateException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static Pool of(Liquidity.ConstantProduct pair) {
    return new ConstantProductPool(
        pair.id(),
        pair.address(),
        pair.token0(),
        pair.token1(),
        pair.reserve0(),
        pair.reserve1(),
        pair.feeBps(),
        pair.gasEstimate());
  }

  private static Optional<Pool> of(Liquidity.Concentrated pool) {
    return ConcentratedPool.tickSpacingOf(pool.feePips())
        .map(spacing ->
            ConcentratedPool.of(
                pool.id(),
                pool.address(),
                pool.token0(),
                pool.token1(),
                pool.sqrtPriceX96(),
                pool.liquidity(),
                pool.tick(),
                pool.liquidityNet(),
                pool.feePips(),
                spacing,
                pool.gasEstimate()));
  }

  private static Pool of(Liquidity.LimitOrder order) {
    return new LimitOrder(
        order.id(),
        order.address(),
        order.makerToken(),
        order.takerToken(),
        order.makerAmount(),
        order.takerAmount(),
        order.takerTokenFeeAmount(),
        order.takerAmount(),
        order.gasEstimate());
  }
}
