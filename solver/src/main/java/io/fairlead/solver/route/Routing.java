package io.fairlead.solver.route;

import java.math.BigInteger;
import java.util.Optional;

/** A way to turn an amount of one token into another at pools, in their own integers. */
public interface Routing {
  /** What comes out for exactly {@code amountIn}; empty if a pool cannot fill it. */
  Optional<Routed> exactIn(PoolBook book, BigInteger amountIn);

  /**
   * What comes out for exactly {@code amountIn}, without the swaps. Zero if the amount is too small
   * to get anything, empty if it is too large for a pool.
   */
  Optional<BigInteger> outputOf(PoolBook book, BigInteger amountIn);

  /** An input that gives at least {@code amountOut}, as little as can be found. */
  Optional<Routed> exactOut(PoolBook book, BigInteger amountOut);
}
