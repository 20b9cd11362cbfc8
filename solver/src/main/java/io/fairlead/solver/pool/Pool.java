package io.fairlead.solver.pool;

import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;

/**
 * A pool in one state. Immutable: a swap returns the state it leaves behind, so that several swaps
 * of one settlement can be computed in the order in which they will execute.
 */
public sealed interface Pool permits ConstantProductPool, ConcentratedPool {
  /** Identity in the request; solutions refer to it. */
  String id();

  /** The pool's contract. */
  Address address();

  /** Token with the lower address. */
  Address token0();

  /** Token with the higher address. */
  Address token1();

  /** Gas units one swap takes. */
  long gasEstimate();

  /**
   * What the pool gives for exactly {@code amountIn} wei of {@code tokenIn}.
   *
   * @throws IllegalArgumentException if the pool does not trade {@code tokenIn}
   */
  SwapResult exactIn(Address tokenIn, BigInteger amountIn);

  /**
   * What the pool asks for exactly {@code amountOut} wei of {@code tokenOut}.
   *
   * @throws IllegalArgumentException if the pool does not trade {@code tokenOut}
   */
  SwapResult exactOut(Address tokenOut, BigInteger amountOut);

  /**
   * The token on the other side.
   *
   * @throws IllegalArgumentException if the pool does not trade {@code token}
   */
  default Address other(Address token) {
    return isToken0(token) ? token1() : token0();
  }

  /**
   * Whether {@code token} is {@link #token0()}.
   *
   * @throws IllegalArgumentException if the pool does not trade {@code token}
   */
  default boolean isToken0(Address token) {
    if (token.equals(token0())) {
      return true;
    }
    if (token.equals(token1())) {
      return false;
    }
    throw new IllegalArgumentException("pool " + address() + " does not trade " + token);
  }
}
