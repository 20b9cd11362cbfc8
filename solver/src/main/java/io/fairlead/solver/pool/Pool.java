package io.fairlead.solver.pool;

import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import java.util.List;

/**
 * A pool in one state. Immutable: a swap returns the state it leaves behind, so that several swaps
 * of one settlement can be computed in the order in which they will execute. An order or a level of
 * an order book is a pool that trades in one direction only.
 */
public sealed interface Pool
    permits PairPool, WeightedPool, StablePool, CurvePool, LimitOrder, BookLevel {
  /** Identity in the request; solutions refer to it. */
  String id();

  /** The pool's contract. */
  Address address();

  /** What it trades, at least two tokens, ascending. */
  List<Address> tokens();

  /** Gas units one swap takes. */
  long gasEstimate();

  /** Tokens that it gives for {@code tokenIn}, ascending; none if it does not take that. */
  List<Address> outputs(Address tokenIn);

  /**
   * What the pool gives for exactly {@code amountIn} wei of {@code tokenIn}.
   *
   * @throws IllegalArgumentException if the pool does not give {@code tokenOut} for {@code tokenIn}
   */
  SwapResult exactIn(Address tokenIn, Address tokenOut, BigInteger amountIn);

  /**
   * What the pool asks for exactly {@code amountOut} wei of {@code tokenOut}.
   *
   * @throws IllegalArgumentException if the pool does not give {@code tokenOut} for {@code tokenIn}
   */
  SwapResult exactOut(Address tokenIn, Address tokenOut, BigInteger amountOut);

  /** Whether it gives {@code tokenOut} for {@code tokenIn}. */
  default boolean trades(Address tokenIn, Address tokenOut) {
    return outputs(tokenIn).contains(tokenOut);
  }

  /** Whether others of its kind have the same address, so that only the id tells which is meant. */
  default boolean sharesAddress() {
    return false;
  }

  /**
   * Refuses what {@link #trades} denies.
   *
   * @throws IllegalArgumentException if the pool does not give {@code tokenOut} for {@code tokenIn}
   */
  default void requireTrades(Address tokenIn, Address tokenOut) {
    if (!trades(tokenIn, tokenOut)) {
      throw new IllegalArgumentException(
          "pool " + address() + " does not give " + tokenOut + " for " + tokenIn);
    }
  }
}
