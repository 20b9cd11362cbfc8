package io.fairlead.solver.pool;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * One step of a swap inside a range of constant liquidity (Uniswap v3 Core whitepaper, section
 * 6.2.3): as far as the target price or as far as the remaining amount reaches, whichever comes
 * first.
 *
 * @param sqrtPriceAfter square root price times 2^96 at the end of the step
 * @param amountIn wei put in, without fee, rounded up
 * @param amountOut wei taken out, rounded down
 * @param fee wei of the input kept as fee, rounded up; all that is left of the input if the target
 *     is not reached
 */
record SwapStep(
    BigInteger sqrtPriceAfter, BigInteger amountIn, BigInteger amountOut, BigInteger fee) {
  private static final BigInteger PIPS = BigInteger.valueOf(1_000_000);

  /**
   * The step from {@code current}.
   *
   * @param target price at which the step ends at the latest
   * @param remaining wei: of the input (fee included) if {@code exactIn}, else of the output
   * @return null where the deployed pool would revert
   */
  static @Nullable SwapStep compute(
      BigInteger current,
      BigInteger target,
      BigInteger liquidity,
      BigInteger remaining,
      boolean exactIn,
      int feePips) {
    boolean zeroForOne = current.compareTo(target) >= 0;
    BigInteger fee = BigInteger.valueOf(feePips);
    BigInteger spendable = Integers.mulDiv(remaining, PIPS.subtract(fee), PIPS);
    BigInteger wholeRange =
        exactIn
            ? input(current, target, liquidity, zeroForOne)
            : output(current, target, liquidity, zeroForOne);
    boolean reached = (exactIn ? spendable : remaining).compareTo(wholeRange) >= 0;
    BigInteger after =
        reached
            ? target
            : exactIn
                ? SqrtPriceMath.afterInput(current, liquidity, spendable, zeroForOne)
                : SqrtPriceMath.afterOutput(current, liquidity, remaining, zeroForOne);
    if (after == null) {
      return null;
    }
    // A price that happens to round onto the target counts as having reached it.
    boolean atTarget = after.equals(target);
    BigInteger amountIn =
        atTarget && exactIn ? wholeRange : input(current, after, liquidity, zeroForOne);
    BigInteger amountOut =
        atTarget && !exactIn ? wholeRange : output(current, after, liquidity, zeroForOne);
    if (!exactIn) {
      amountOut = amountOut.min(remaining);
    }
    BigInteger kept =
        exactIn && !atTarget
            ? remaining.subtract(amountIn)
            : Integers.mulDivUp(amountIn, fee, PIPS.subtract(fee));
    return new SwapStep(after, amountIn, amountOut, kept);
  }

  private static BigInteger input(
      BigInteger from, BigInteger to, BigInteger liquidity, boolean zeroForOne) {
    return zeroForOne
        ? SqrtPriceMath.amount0(from, to, liquidity, true)
        : SqrtPriceMath.amount1(from, to, liquidity, true);
  }

  private static BigInteger output(
      BigInteger from, BigInteger to, BigInteger liquidity, boolean zeroForOne) {
    return zeroForOne
        ? SqrtPriceMath.amount1(from, to, liquidity, false)
        : SqrtPriceMath.amount0(from, to, liquidity, false);
  }
}
