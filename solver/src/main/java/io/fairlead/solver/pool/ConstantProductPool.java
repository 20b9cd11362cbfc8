package io.fairlead.solver.pool;

import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;

/**
 * A Uniswap V2 pair: after the fee is taken from the input, the product of the reserves must not
 * fall (Uniswap v2 Core whitepaper, section 3.2.1). Amounts are rounded in the pool's favour, as
 * the deployed periphery library rounds them.
 *
 * @param id identity in the request
 * @param address the pair
 * @param token0 lower address
 * @param token1 higher address
 * @param reserve0 wei of token0
 * @param reserve1 wei of token1
 * @param feeBps fee in basis points of the input, below 10,000
 * @param gasEstimate gas units of one swap
 */
public record ConstantProductPool(
    String id,
    Address address,
    Address token0,
    Address token1,
    BigInteger reserve0,
    BigInteger reserve1,
    int feeBps,
    long gasEstimate)
    implements PairPool {
  /** The pair keeps its reserves in 112 bits and refuses to grow beyond. */
  private static final int RESERVE_BITS = 112;

  private static final BigInteger BPS = BigInteger.valueOf(10_000);

  /**
   * @throws IllegalArgumentException if a reserve does not fit 112 bits or the fee is not in [0,
   *     10,000)
   */
  public ConstantProductPool {
    if (!Integers.fits(reserve0, RESERVE_BITS) || !Integers.fits(reserve1, RESERVE_BITS)) {
      throw new IllegalArgumentException("a reserve does not fit uint112");
    }
    if (feeBps < 0 || feeBps >= 10_000) {
      throw new IllegalArgumentException("fee out of range");
    }
  }

  @Override
  public SwapResult exactIn(Address tokenIn, BigInteger amountIn) {
    boolean zeroForOne = isToken0(tokenIn);
    BigInteger reserveIn = zeroForOne ? reserve0 : reserve1;
    BigInteger reserveOut = zeroForOne ? reserve1 : reserve0;
    if (amountIn.signum() <= 0) {
      return SwapResult.TOO_SMALL;
    }
    if (reserveIn.signum() == 0 || reserveOut.signum() == 0) {
      return SwapResult.TOO_LARGE;
    }
    BigInteger taxed = amountIn.multiply(afterFee());
    BigInteger amountOut = taxed.multiply(reserveOut).divide(reserveIn.multiply(BPS).add(taxed));
    return swapped(zeroForOne, amountIn, amountOut);
  }

  @Override
  public SwapResult exactOut(Address tokenOut, BigInteger amountOut) {
    boolean zeroForOne = !isToken0(tokenOut);
    BigInteger reserveIn = zeroForOne ? reserve0 : reserve1;
    BigInteger reserveOut = zeroForOne ? reserve1 : reserve0;
    if (amountOut.signum() <= 0) {
      return SwapResult.TOO_SMALL;
    }
    if (reserveIn.signum() == 0 || amountOut.compareTo(reserveOut) >= 0) {
      return SwapResult.TOO_LARGE;
    }
    BigInteger amountIn =
        reserveIn
            .multiply(amountOut)
            .multiply(BPS)
            .divide(reserveOut.subtract(amountOut).multiply(afterFee()))
            .add(BigInteger.ONE);
    return swapped(zeroForOne, amountIn, amountOut);
  }

  private BigInteger afterFee() {
    return BigInteger.valueOf(10_000L - feeBps);
  }

  private SwapResult swapped(boolean zeroForOne, BigInteger amountIn, BigInteger amountOut) {
    if (amountOut.signum() == 0) {
      return SwapResult.TOO_SMALL;
    }
    BigInteger after0 = zeroForOne ? reserve0.add(amountIn) : reserve0.subtract(amountOut);
    BigInteger after1 = zeroForOne ? reserve1.subtract(amountOut) : reserve1.add(amountIn);
    if (!Integers.fits(after0, RESERVE_BITS) || !Integers.fits(after1, RESERVE_BITS)) {
      return SwapResult.TOO_LARGE;
    }
    return new SwapResult.Swapped(
        amountIn,
        amountOut,
        new ConstantProductPool(id, address, token0, token1, after0, after1, feeBps, gasEstimate));
  }
}
