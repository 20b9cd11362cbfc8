package io.fairlead.solver.pool;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Amounts between two square root prices, and prices after an amount, inside one range of constant
 * liquidity: {@code dx = L * d(1/sqrtP)}, {@code dy = L * d(sqrtP)} (Uniswap v3 Core whitepaper,
 * section 6.2.3). Square root prices carry 96 fractional bits. Prices are rounded so that the pool
 * never gives more or takes less than it may, with the same intermediate widths as deployed pools.
 */
final class SqrtPriceMath {
  private static final int RESOLUTION = 96;
  private static final int WORD = 256;
  private static final int PRICE_BITS = 160;

  private SqrtPriceMath() {}

  /** Wei of token0 between two prices, given in any order. */
  static BigInteger amount0(
      BigInteger sqrtA, BigInteger sqrtB, BigInteger liquidity, boolean roundUp) {
    BigInteger lower = sqrtA.min(sqrtB);
    BigInteger upper = sqrtA.max(sqrtB);
    BigInteger shifted = liquidity.shiftLeft(RESOLUTION);
    BigInteger distance = upper.subtract(lower);
    return roundUp
        ? Integers.divideUp(Integers.mulDivUp(shifted, distance, upper), lower)
        : Integers.mulDiv(shifted, distance, upper).divide(lower);
  }

  /** Wei of token1 between two prices, given in any order. */
  static BigInteger amount1(
      BigInteger sqrtA, BigInteger sqrtB, BigInteger liquidity, boolean roundUp) {
    BigInteger distance = sqrtA.subtract(sqrtB).abs();
    return roundUp
        ? Integers.mulDivUp(liquidity, distance, Integers.Q96)
        : Integers.mulDiv(liquidity, distance, Integers.Q96);
  }

  /** Price after {@code amountIn} wei were put in; liquidity above zero. */
  static @Nullable BigInteger afterInput(
      BigInteger sqrtPrice, BigInteger liquidity, BigInteger amountIn, boolean zeroForOne) {
    return zeroForOne
        ? afterToken0In(sqrtPrice, liquidity, amountIn)
        : afterToken1In(sqrtPrice, liquidity, amountIn);
  }

  /**
   * Price after {@code amountOut} wei were taken out; liquidity above zero.
   *
   * @return null where the deployed pool would revert
   */
  static @Nullable BigInteger afterOutput(
      BigInteger sqrtPrice, BigInteger liquidity, BigInteger amountOut, boolean zeroForOne) {
    return zeroForOne
        ? afterToken1Out(sqrtPrice, liquidity, amountOut)
        : afterToken0Out(sqrtPrice, liquidity, amountOut);
  }

  private static BigInteger afterToken0In(
      BigInteger sqrtPrice, BigInteger liquidity, BigInteger amount) {
    if (amount.signum() == 0) {
      return sqrtPrice;
    }
    BigInteger shifted = liquidity.shiftLeft(RESOLUTION);
    BigInteger product = amount.multiply(sqrtPrice);
    BigInteger denominator = shifted.add(product);
    if (Integers.fits(product, WORD) && Integers.fits(denominator, WORD)) {
      return Integers.mulDivUp(shifted, sqrtPrice, denominator);
    }
    // Where the product leaves 256 bits the contract takes this less precise form.
    return Integers.divideUp(shifted, shifted.divide(sqrtPrice).add(amount));
  }

  private static @Nullable BigInteger afterToken0Out(
      BigInteger sqrtPrice, BigInteger liquidity, BigInteger amount) {
    BigInteger shifted = liquidity.shiftLeft(RESOLUTION);
    BigInteger product = amount.multiply(sqrtPrice);
    if (!Integers.fits(product, WORD) || shifted.compareTo(product) <= 0) {
      return null;
    }
    return price(Integers.mulDivUp(shifted, sqrtPrice, shifted.subtract(product)));
  }

  private static @Nullable BigInteger afterToken1In(
      BigInteger sqrtPrice, BigInteger liquidity, BigInteger amount) {
    return price(sqrtPrice.add(amount.shiftLeft(RESOLUTION).divide(liquidity)));
  }

  private static @Nullable BigInteger afterToken1Out(
      BigInteger sqrtPrice, BigInteger liquidity, BigInteger amount) {
    BigInteger quotient = Integers.divideUp(amount.shiftLeft(RESOLUTION), liquidity);
    return sqrtPrice.compareTo(quotient) > 0 ? sqrtPrice.subtract(quotient) : null;
  }

  private static @Nullable BigInteger price(BigInteger value) {
    return Integers.fits(value, PRICE_BITS) ? value : null;
  }
}
