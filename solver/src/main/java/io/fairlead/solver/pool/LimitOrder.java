package io.fairlead.solver.pool;

import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import java.util.List;

/**
 * What is left of somebody's order outside this protocol: a constant price in one direction until
 * it is used up. A fill of {@code f} wei of the taker's token gives {@code floor(f * maker /
 * taker)}, as 0x's contracts reckon it, and costs {@code ceil(f * fee / taker)} of fee on top, one
 * wei more than there at most.
 *
 * @param id identity in the request
 * @param address the exchange contract; orders share it
 * @param makerToken what the taker gets
 * @param takerToken what the taker gives
 * @param makerAmount wei given for all of {@code takerAmount}; with it, the price
 * @param takerAmount wei asked for all of {@code makerAmount}, without fee
 * @param feeAmount wei of {@code takerToken} paid on top for all of it
 * @param left wei of {@code takerToken}, without fee, that may still be filled
 * @param gasEstimate gas units of one fill
 */
public record LimitOrder(
    String id,
    Address address,
    Address makerToken,
    Address takerToken,
    BigInteger makerAmount,
    BigInteger takerAmount,
    BigInteger feeAmount,
    BigInteger left,
    long gasEstimate)
    implements Pool {
  /**
   * @throws IllegalArgumentException if the tokens are one, an amount is zero or below (the fee may
   *     be zero), or more is left than there was
   */
  public LimitOrder {
    if (makerToken.equals(takerToken)) {
      throw new IllegalArgumentException("one token");
    }
    if (makerAmount.signum() <= 0
        || takerAmount.signum() <= 0
        || feeAmount.signum() < 0
        || left.signum() < 0
        || left.compareTo(takerAmount) > 0) {
      throw new IllegalArgumentException("amount out of range");
    }
  }

  /** Wei of {@link #takerToken} that fill all that is left, fee included. */
  public BigInteger mostIn() {
    return left.add(Integers.mulDivUp(left, feeAmount, takerAmount));
  }

  @Override
  public List<Address> tokens() {
    return makerToken.compareTo(takerToken) < 0
        ? List.of(makerToken, takerToken)
        : List.of(takerToken, makerToken);
  }

  @Override
  public List<Address> outputs(Address tokenIn) {
    return tokenIn.equals(takerToken) ? List.of(makerToken) : List.of();
  }

  @Override
  public boolean sharesAddress() {
    return true;
  }

  @Override
  public SwapResult exactIn(Address tokenIn, Address tokenOut, BigInteger amountIn) {
    requireTrades(tokenIn, tokenOut);
    if (amountIn.signum() <= 0) {
      return SwapResult.TOO_SMALL;
    }
    // The largest fill whose cost with its fee, rounded up, is at most what is given.
    BigInteger fill = Integers.mulDiv(amountIn, takerAmount, takerAmount.add(feeAmount));
    if (fill.compareTo(left) > 0) {
      return SwapResult.TOO_LARGE;
    }
    return swapped(fill, amountIn, Integers.mulDiv(fill, makerAmount, takerAmount));
  }

  @Override
  public SwapResult exactOut(Address tokenIn, Address tokenOut, BigInteger amountOut) {
    requireTrades(tokenIn, tokenOut);
    if (amountOut.signum() <= 0) {
      return SwapResult.TOO_SMALL;
    }
    BigInteger fill = Integers.mulDivUp(amountOut, takerAmount, makerAmount);
    if (fill.compareTo(left) > 0) {
      return SwapResult.TOO_LARGE;
    }
    BigInteger amountIn = fill.add(Integers.mulDivUp(fill, feeAmount, takerAmount));
    return swapped(fill, amountIn, amountOut);
  }

  private SwapResult swapped(BigInteger fill, BigInteger amountIn, BigInteger amountOut) {
    if (amountOut.signum() == 0) {
      return SwapResult.TOO_SMALL;
    }
    return new SwapResult.Swapped(
        amountIn,
        amountOut,
        new LimitOrder(
            id,
            address,
            makerToken,
            takerToken,
            makerAmount,
            takerAmount,
            feeAmount,
            left.subtract(fill),
            gasEstimate));
  }
}
