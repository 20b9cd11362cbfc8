package io.fairlead.auction.engine;

import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** A pool at the pinned block, in the solver-engine API's kinds. */
public sealed interface Liquidity {
  /** Decimal text, unique in one request; solutions refer to it. */
  String id();

  /** The pool's contract. */
  Address address();

  /** Gas units one swap through it usually takes. */
  long gasEstimate();

  /**
   * A Uniswap V2 style pair ({@code constantProduct}).
   *
   * @param router the V2 router (wire field {@code router})
   * @param token0 lower address
   * @param token1 higher address
   * @param reserve0 wei of token0
   * @param reserve1 wei of token1
   * @param feeBps swap fee in basis points of the input (wire: decimal fraction {@code "0.003"})
   */
  record ConstantProduct(
      String id,
      Address address,
      long gasEstimate,
      Address router,
      Address token0,
      Address token1,
      BigInteger reserve0,
      BigInteger reserve1,
      int feeBps)
      implements Liquidity {}

  /**
   * A Uniswap V3 style pool ({@code concentratedLiquidity}).
   *
   * @param router the V3 SwapRouter (wire field {@code router})
   * @param token0 lower address
   * @param token1 higher address
   * @param sqrtPriceX96 square root of token1 per token0, times 2^96
   * @param liquidity active liquidity
   * @param tick current tick
   * @param liquidityNet initialised ticks, each with the liquidity added when crossed upwards
   * @param feePips swap fee in hundredths of a basis point (3000 = 0.3 %; wire: decimal fraction)
   */
  record Concentrated(
      String id,
      Address address,
      long gasEstimate,
      Address router,
      Address token0,
      Address token1,
      BigInteger sqrtPriceX96,
      BigInteger liquidity,
      int tick,
      SortedMap<Integer, BigInteger> liquidityNet,
      int feePips)
      implements Liquidity {
    /** Copies the ticks. */
    public Concentrated {
      liquidityNet = Collections.unmodifiableSortedMap(new TreeMap<>(liquidityNet));
    }
  }
}
