package io.fairlead.solver.route;

import io.fairlead.auction.engine.EngineInteraction.LiquiditySwap;
import io.fairlead.solver.pool.Pool;
import io.fairlead.solver.pool.SwapResult;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Exact amounts along a route, in the pools' own integers. */
public final class Quoter {
  private static final int MAX_BUMPS = 64;

  private Quoter() {}

  /** What comes out for exactly {@code amountIn}; empty if a pool cannot fill it. */
  public static Optional<Routed> exactIn(PoolBook book, Route route, BigInteger amountIn) {
    BigInteger amount = amountIn;
    long gas = 0;
    List<LiquiditySwap> swaps = new ArrayList<>();
    PoolBook after = book;
    for (Route.Hop hop : route.hops()) {
      Pool pool = after.get(hop.poolId());
      if (!(pool.exactIn(hop.tokenIn(), hop.tokenOut(), amount)
          instanceof SwapResult.Swapped swap)) {
        return Optional.empty();
      }
      swaps.add(
          new LiquiditySwap(hop.poolId(), hop.tokenIn(), hop.tokenOut(), amount, swap.amountOut()));
      amount = swap.amountOut();
      gas += pool.gasEstimate();
      after = after.with(swap.after());
    }
    return Optional.of(
        new Routed(route, amountIn, amount, Collections.emptySortedMap(), swaps, after, gas));
  }

  /**
   * What comes out for exactly {@code amountIn}, without the swaps: cheaper for searching. Zero if
   * the amount is too small to get anything, empty if it is too large for a pool.
   */
  public static Optional<BigInteger> outputOf(PoolBook book, Route route, BigInteger amountIn) {
    BigInteger amount = amountIn;
    for (Route.Hop hop : route.hops()) {
      switch (book.get(hop.poolId()).exactIn(hop.tokenIn(), hop.tokenOut(), amount)) {
        case SwapResult.Swapped swap -> amount = swap.amountOut();
        case SwapResult.TooSmall ignored -> {
          return Optional.of(BigInteger.ZERO);
        }
        case SwapResult.TooLarge ignored -> {
          return Optional.empty();
        }
      }
    }
    return Optional.of(amount);
  }

  /**
   * The least input, found going backwards from pool to pool, that gives at least {@code
   * amountOut}. The swaps are exact-input ones, as the settlement executes them; where a pool's two
   * directions of rounding differ the input is raised wei by wei until the output suffices.
   */
  public static Optional<Routed> exactOut(PoolBook book, Route route, BigInteger amountOut) {
    return inputFor(book, route, amountOut)
        .flatMap(least -> exactOut(book, route, amountOut, least));
  }

  /** What going backwards from pool to pool asks for {@code amountOut}: never too much. */
  static Optional<BigInteger> inputFor(PoolBook book, Route route, BigInteger amountOut) {
    BigInteger amount = amountOut;
    for (Route.Hop hop : route.hops().reversed()) {
      if (!(book.get(hop.poolId()).exactOut(hop.tokenIn(), hop.tokenOut(), amount)
          instanceof SwapResult.Swapped swap)) {
        return Optional.empty();
      }
      amount = swap.amountIn();
    }
    return Optional.of(amount);
  }

  /** As above, from an input that is not too large. */
  static Optional<Routed> exactOut(
      PoolBook book, Route route, BigInteger amountOut, BigInteger least) {
    for (int bump = 0; bump <= MAX_BUMPS; bump++) {
      Optional<Routed> routed = exactIn(book, route, least.add(BigInteger.valueOf(bump)));
      if (routed.isPresent() && routed.get().amountOut().compareTo(amountOut) >= 0) {
        return routed;
      }
    }
    return Optional.empty();
  }
}
