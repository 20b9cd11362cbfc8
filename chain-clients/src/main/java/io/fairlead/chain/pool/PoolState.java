package io.fairlead.chain.pool;

import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** A pool's state at one block. */
public sealed interface PoolState {
  /** The pool's contract. */
  Address address();

  /** Token with the lower address. */
  Address token0();

  /** Token with the higher address. */
  Address token1();

  /** A Uniswap V2 pair; the fee is 30 bps of the input. Reserves in wei. */
  record V2(
      Address address, Address token0, Address token1, BigInteger reserve0, BigInteger reserve1)
      implements PoolState {}

  /**
   * A Uniswap V3 pool.
   *
   * @param feePips swap fee in hundredths of a basis point
   * @param tickSpacing distance of usable ticks
   * @param sqrtPriceX96 square root of token1 per token0, times 2^96
   * @param liquidity active liquidity
   * @param tick current tick
   * @param liquidityNet every initialised tick, with the liquidity added when crossed upwards
   */
  record V3(
      Address address,
      Address token0,
      Address token1,
      int feePips,
      int tickSpacing,
      BigInteger sqrtPriceX96,
      BigInteger liquidity,
      int tick,
      SortedMap<Integer, BigInteger> liquidityNet)
      implements PoolState {
    /** Copies the ticks. */
    public V3 {
      liquidityNet = Collections.unmodifiableSortedMap(new TreeMap<>(liquidityNet));
    }
  }
}
