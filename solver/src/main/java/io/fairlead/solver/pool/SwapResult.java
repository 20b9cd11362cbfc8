package io.fairlead.solver.pool;

import java.math.BigInteger;

/** What a pool would do. */
public sealed interface SwapResult {
  /**
   * It executes.
   *
   * @param amountIn wei the pool takes
   * @param amountOut wei the pool gives
   * @param after the pool's state afterwards
   */
  record Swapped(BigInteger amountIn, BigInteger amountOut, Pool after) implements SwapResult {}

  /** The pool cannot give or take that much, or the amount is too small to give anything. */
  record Unfillable() implements SwapResult {}

  /** The one {@link Unfillable}. */
  SwapResult UNFILLABLE = new Unfillable();
}
