package io.fairlead.solver.pool;

import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import java.util.List;

/** A pool of two tokens that trades in both directions. */
public sealed interface PairPool extends Pool permits ConstantProductPool, ConcentratedPool {
  /** Token with the lower address. */
  Address token0();

  /** Token with the higher address. */
  Address token1();

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

  @Override
  default List<Address> tokens() {
    return List.of(token0(), token1());
  }

  @Override
  default List<Address> outputs(Address tokenIn) {
    if (tokenIn.equals(token0())) {
      return List.of(token1());
    }
    return tokenIn.equals(token1()) ? List.of(token0()) : List.of();
  }

  @Override
  default SwapResult exactIn(Address tokenIn, Address tokenOut, BigInteger amountIn) {
    requireTrades(tokenIn, tokenOut);
    return exactIn(tokenIn, amountIn);
  }

  @Override
  default SwapResult exactOut(Address tokenIn, Address tokenOut, BigInteger amountOut) {
    requireTrades(tokenIn, tokenOut);
    return exactOut(tokenOut, amountOut);
  }

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
