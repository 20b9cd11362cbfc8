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

  /** The amount is too small for the pool to give anything, or not above zero. */
  record TooSmall() implements SwapResult {}

  /** The pool cannot give or take that much. */
  record TooLarge() implements SwapResult {}

  /** The one {@link TooSmall}. */
  SwapResult TOO_SMALL = new TooSmall();

  /** The one {@link TooLarge}. */
  SwapResult TOO_LARGE = new TooLarge();
}
