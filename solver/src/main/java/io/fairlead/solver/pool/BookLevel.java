package io.fairlead.solver.pool;

import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import java.util.List;

/**
 * One price of an exchange's order book, seen by a taker. Trades are whole lots; what a taker gives
 * beyond whole lots buys nothing, so whoever plans should round to {@link #lotCost()}. The taker's
 * fee is taken of what is received, rounded up, as spot exchanges do (Binance: commission in the
 * asset received).
 *
 * @param id identity
 * @param address what stands for the venue on chain, where its inventory is
 * @param tokenIn what a taker gives: the quote token at an ask, the base token at a bid
 * @param tokenOut what a taker gets
 * @param lotIn wei of {@code tokenIn} for one lot, without fee
 * @param lotOut wei of {@code tokenOut} for one lot, before the fee
 * @param lots lots left at this price
 * @param feePips taker's fee in millionths of what is received, below 1,000,000
 * @param gasEstimate gas units of moving the two amounts on chain
 */
public record BookLevel(
    String id,
    Address address,
    Address tokenIn,
    Address tokenOut,
    BigInteger lotIn,
    BigInteger lotOut,
    BigInteger lots,
    int feePips,
    long gasEstimate)
    implements Pool {
  private static final int PIPS = 1_000_000;

  /**
   * Sizes of a market, in the tokens' wei.
   *
   * @param base token that lots are of
   * @param quote token that prices are in
   * @param lotSize wei of base in one lot
   * @param tickValue wei of quote by which one tick changes the price of one lot
   */
  public record Market(Address base, Address quote, BigInteger lotSize, BigInteger tickValue) {}

  /**
   * @throws IllegalArgumentException if the tokens are one, a lot is nothing, or a number is out of
   *     range
   */
  public BookLevel {
    if (tokenIn.equals(tokenOut)) {
      throw new IllegalArgumentException("one token");
    }
    if (lotIn.signum() <= 0 || lotOut.signum() <= 0 || lots.signum() < 0) {
      throw new IllegalArgumentException("lot out of range");
    }
    if (feePips < 0 || feePips >= PIPS) {
      throw new IllegalArgumentException("fee out of range");
    }
  }

  /** Somebody sells base: a taker gives quote at {@code ticks}. */
  public static BookLevel ask(
      String id,
      Address address,
      Market market,
      BigInteger ticks,
      BigInteger lots,
      int feePips,
      long gasEstimate) {
    return new BookLevel(
        id,
        address,
        market.quote(),
        market.base(),
        market.tickValue().multiply(ticks),
        market.lotSize(),
        lots,
        feePips,
        gasEstimate);
  }

  /** Somebody buys base: a taker gets quote at {@code ticks}. */
  public static BookLevel bid(
      String id,
      Address address,
      Market market,
      BigInteger ticks,
      BigInteger lots,
      int feePips,
      long gasEstimate) {
    return new BookLevel(
        id,
        address,
        market.base(),
        market.quote(),
        market.lotSize(),
        market.tickValue().multiply(ticks),
        lots,
        feePips,
        gasEstimate);
  }

  /** Wei of {@link #tokenIn()} that one lot costs. */
  public BigInteger lotCost() {
    return lotIn;
  }

  /** Wei of {@link #tokenIn} that fill all that is left. */
  public BigInteger mostIn() {
    return lots.multiply(lotIn);
  }

  @Override
  public List<Address> tokens() {
    return tokenIn.compareTo(tokenOut) < 0
        ? List.of(tokenIn, tokenOut)
        : List.of(tokenOut, tokenIn);
  }

  @Override
  public List<Address> outputs(Address given) {
    return given.equals(tokenIn) ? List.of(tokenOut) : List.of();
  }

  @Override
  public boolean sharesAddress() {
    return true;
  }

  @Override
  public SwapResult exactIn(Address given, Address wanted, BigInteger amountIn) {
    requireTrades(given, wanted);
    BigInteger taken = amountIn.max(BigInteger.ZERO).divide(lotIn);
    return taken.compareTo(lots) > 0
        ? SwapResult.TOO_LARGE
        : swapped(taken, amountIn, received(taken));
  }

  @Override
  public SwapResult exactOut(Address given, Address wanted, BigInteger amountOut) {
    requireTrades(given, wanted);
    if (amountOut.signum() <= 0) {
      return SwapResult.TOO_SMALL;
    }
    // The fewest lots of which enough is left: what is left is the share kept, rounded down.
    BigInteger keep = BigInteger.valueOf(PIPS - feePips);
    BigInteger taken =
        Integers.divideUp(amountOut.multiply(BigInteger.valueOf(PIPS)), lotOut.multiply(keep));
    return taken.compareTo(lots) > 0
        ? SwapResult.TOO_LARGE
        : swapped(taken, taken.multiply(lotIn), amountOut);
  }

  /** Wei that are left of {@code taken} lots once the fee, rounded up, is taken. */
  private BigInteger received(BigInteger taken) {
    BigInteger gross = taken.multiply(lotOut);
    return gross.subtract(
        Integers.mulDivUp(gross, BigInteger.valueOf(feePips), BigInteger.valueOf(PIPS)));
  }

  private SwapResult swapped(BigInteger taken, BigInteger amountIn, BigInteger amountOut) {
    if (amountOut.signum() <= 0) {
      return SwapResult.TOO_SMALL;
    }
    return new SwapResult.Swapped(
        amountIn,
        amountOut,
        new BookLevel(
            id,
            address,
            tokenIn,
            tokenOut,
            lotIn,
            lotOut,
            lots.subtract(taken),
            feePips,
            gasEstimate));
  }
}
