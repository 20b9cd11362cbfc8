package io.fairlead.solver.pool;

import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A Uniswap V3 pool: liquidity that changes at initialised ticks (Uniswap v3 Core whitepaper,
 * section 6.2.3). A deployed pool looks for the next initialised tick in its bitmap one 256-tick
 * word at a time and rounds at the end of every word, so this one stops at the same places.
 */
public final class ConcentratedPool implements PairPool {
  private static final int TICKS_PER_WORD = 256;
  private static final int PIPS = 1_000_000;
  private static final BigInteger MAX_AMOUNT =
      BigInteger.ONE.shiftLeft(255).subtract(BigInteger.ONE);

  private final Fixed fixed;
  private final State state;

  /** What swaps do not change. */
  private record Fixed(
      String id,
      Address address,
      Address token0,
      Address token1,
      int feePips,
      int tickSpacing,
      NavigableMap<Integer, BigInteger> liquidityNet,
      long gasEstimate) {}

  /** What swaps change. */
  private record State(BigInteger sqrtPrice, BigInteger liquidity, int tick) {}

  private record Boundary(int tick, @Nullable BigInteger liquidityNet) {}

  private ConcentratedPool(Fixed fixed, State state) {
    this.fixed = fixed;
    this.state = state;
  }

  /**
   * A pool in a given state.
   *
   * @param sqrtPriceX96 square root of token1 per token0, times 2^96
   * @param liquidity active liquidity
   * @param tick current tick: that of the price, or one less right on an initialised tick
   * @param liquidityNet initialised ticks, each with the liquidity added when crossed upwards
   * @param feePips fee in hundredths of a basis point, below 1,000,000
   * @param tickSpacing distance of usable ticks
   * @param gasEstimate gas units of one swap
   * @throws IllegalArgumentException if no deployed pool can be in this state
   */
  public static ConcentratedPool of(
      String id,
      Address address,
      Address token0,
      Address token1,
      BigInteger sqrtPriceX96,
      BigInteger liquidity,
      int tick,
      Map<Integer, BigInteger> liquidityNet,
      int feePips,
      int tickSpacing,
      long gasEstimate) {
    if (feePips < 0 || feePips >= PIPS || tickSpacing <= 0) {
      throw new IllegalArgumentException("fee or tick spacing out of range");
    }
    if (!Integers.fits(liquidity, 128)) {
      throw new IllegalArgumentException("liquidity does not fit uint128");
    }
    int priceTick = TickMath.tickAt(sqrtPriceX96);
    boolean onBoundary =
        tick == priceTick - 1 && TickMath.sqrtRatioAt(priceTick).equals(sqrtPriceX96);
    if (tick != priceTick && !onBoundary) {
      throw new IllegalArgumentException("tick does not belong to the price");
    }
    for (int initialised : liquidityNet.keySet()) {
      if (Math.floorMod(initialised, tickSpacing) != 0
          || initialised < TickMath.MIN_TICK
          || initialised > TickMath.MAX_TICK) {
        throw new IllegalArgumentException("not a usable tick: " + initialised);
      }
    }
    NavigableMap<Integer, BigInteger> ticks = new TreeMap<>(liquidityNet);
    requireLiquidity(ticks.tailMap(tick, false).values(), liquidity, false);
    requireLiquidity(ticks.headMap(tick, true).descendingMap().values(), liquidity, true);
    return new ConcentratedPool(
        new Fixed(id, address, token0, token1, feePips, tickSpacing, ticks, gasEstimate),
        new State(sqrtPriceX96, liquidity, tick));
  }

  /**
   * Refuses ticks that take more liquidity than there is or add more than a pool keeps. Whether
   * nothing is left behind the last one is not asked: a request need not have all of them.
   */
  private static void requireLiquidity(
      Collection<BigInteger> nets, BigInteger active, boolean downwards) {
    BigInteger liquidity = active;
    for (BigInteger net : nets) {
      liquidity = downwards ? liquidity.subtract(net) : liquidity.add(net);
      if (!Integers.fits(liquidity, 128)) {
        throw new IllegalArgumentException("ticks contradict the liquidity");
      }
    }
  }

  /** The tick spacing the factory gave a fee, if it is one of the four it was deployed with. */
  public static Optional<Integer> tickSpacingOf(int feePips) {
    return switch (feePips) {
      case 100 -> Optional.of(1);
      case 500 -> Optional.of(10);
      case 3_000 -> Optional.of(60);
      case 10_000 -> Optional.of(200);
      default -> Optional.empty();
    };
  }

  @Override
  public String id() {
    return fixed.id();
  }

  @Override
  public Address address() {
    return fixed.address();
  }

  @Override
  public Address token0() {
    return fixed.token0();
  }

  @Override
  public Address token1() {
    return fixed.token1();
  }

  @Override
  public long gasEstimate() {
    return fixed.gasEstimate();
  }

  /** Square root of token1 per token0, times 2^96. */
  public BigInteger sqrtPriceX96() {
    return state.sqrtPrice();
  }

  /** Active liquidity. */
  public BigInteger liquidity() {
    return state.liquidity();
  }

  /** Current tick. */
  public int tick() {
    return state.tick();
  }

  /** Fee in hundredths of a basis point. */
  public int feePips() {
    return fixed.feePips();
  }

  /** Initialised ticks, each with the liquidity added when crossed upwards; not to be changed. */
  public NavigableMap<Integer, BigInteger> liquidityNet() {
    return Collections.unmodifiableNavigableMap(fixed.liquidityNet());
  }

  @Override
  public SwapResult exactIn(Address tokenIn, BigInteger amountIn) {
    return swap(isToken0(tokenIn), amountIn, true);
  }

  @Override
  public SwapResult exactOut(Address tokenOut, BigInteger amountOut) {
    return swap(!isToken0(tokenOut), amountOut, false);
  }

  private SwapResult swap(boolean zeroForOne, BigInteger amount, boolean exactIn) {
    if (amount.signum() <= 0) {
      return SwapResult.TOO_SMALL;
    }
    if (amount.compareTo(MAX_AMOUNT) > 0) {
      return SwapResult.TOO_LARGE;
    }
    BigInteger limit =
        zeroForOne
            ? TickMath.MIN_SQRT_RATIO.add(BigInteger.ONE)
            : TickMath.MAX_SQRT_RATIO.subtract(BigInteger.ONE);
    BigInteger price = state.sqrtPrice();
    BigInteger liquidity = state.liquidity();
    int tick = state.tick();
    BigInteger remaining = amount;
    BigInteger counted = BigInteger.ZERO;
    while (remaining.signum() > 0) {
      if (liquidity.signum() <= 0 && !initialisedAhead(tick, zeroForOne)) {
        return SwapResult.TOO_LARGE;
      }
      Boundary boundary = zeroForOne ? below(tick) : above(tick);
      BigInteger boundaryPrice = TickMath.sqrtRatioAt(boundary.tick());
      BigInteger target = zeroForOne ? boundaryPrice.max(limit) : boundaryPrice.min(limit);
      SwapStep step =
          SwapStep.compute(price, target, liquidity, remaining, exactIn, fixed.feePips());
      if (step == null) {
        return SwapResult.TOO_LARGE;
      }
      BigInteger taken = step.amountIn().add(step.fee());
      remaining = remaining.subtract(exactIn ? taken : step.amountOut());
      counted = counted.add(exactIn ? step.amountOut() : taken);
      BigInteger before = price;
      price = step.sqrtPriceAfter();
      if (price.equals(boundaryPrice)) {
        BigInteger net = boundary.liquidityNet();
        if (net != null) {
          liquidity = zeroForOne ? liquidity.subtract(net) : liquidity.add(net);
          if (!Integers.fits(liquidity, 128)) {
            return SwapResult.TOO_LARGE;
          }
        }
        tick = zeroForOne ? boundary.tick() - 1 : boundary.tick();
      } else if (!price.equals(before)) {
        tick = TickMath.tickAt(price);
      }
      if (price.equals(limit) && remaining.signum() > 0) {
        return SwapResult.TOO_LARGE;
      }
    }
    BigInteger amountIn = exactIn ? amount : counted;
    BigInteger amountOut = exactIn ? counted : amount;
    if (amountOut.signum() == 0) {
      return SwapResult.TOO_SMALL;
    }
    return new SwapResult.Swapped(
        amountIn, amountOut, new ConcentratedPool(fixed, new State(price, liquidity, tick)));
  }

  private boolean initialisedAhead(int tick, boolean zeroForOne) {
    return zeroForOne
        ? fixed.liquidityNet().floorKey(tick) != null
        : fixed.liquidityNet().higherKey(tick) != null;
  }

  /** The next stop at or below {@code tick}: an initialised tick or the first of its word. */
  private Boundary below(int tick) {
    int spacing = fixed.tickSpacing();
    int word = Math.floorDiv(Math.floorDiv(tick, spacing), TICKS_PER_WORD);
    int first = word * TICKS_PER_WORD * spacing;
    Map.Entry<Integer, BigInteger> next = fixed.liquidityNet().floorEntry(tick);
    if (next != null && next.getKey() >= first) {
      return new Boundary(next.getKey(), next.getValue());
    }
    return new Boundary(Math.max(first, TickMath.MIN_TICK), null);
  }

  /** The next stop above {@code tick}: an initialised tick or the last of its word. */
  private Boundary above(int tick) {
    int spacing = fixed.tickSpacing();
    int word = Math.floorDiv(Math.floorDiv(tick, spacing) + 1, TICKS_PER_WORD);
    int last = ((word + 1) * TICKS_PER_WORD - 1) * spacing;
    Map.Entry<Integer, BigInteger> next = fixed.liquidityNet().higherEntry(tick);
    if (next != null && next.getKey() <= last) {
      return new Boundary(next.getKey(), next.getValue());
    }
    return new Boundary(Math.min(last, TickMath.MAX_TICK), null);
  }
}
