package io.fairlead.solver.pool;

import io.fairlead.auction.engine.Liquidity.CurveCoin;
import io.fairlead.auction.engine.Liquidity.StableReserve;
import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A plain pool of Curve's; amounts are those of its {@code exchange}: the fee is taken, rounded
 * down, of what comes out while that still has 18 decimals, and a share of the fee leaves the
 * balance at once. (The view {@code get_dy} of the oldest pools takes the fee after the decimals
 * and says up to a wei more or less.) Rates and A are as they are at the pinned block.
 */
public final class CurvePool implements Pool {
  /** The unit of fees. */
  static final BigInteger FEE_ONE = BigInteger.TEN.pow(10);

  /** As in the contracts. */
  private static final BigInteger MAX_FEE = FEE_ONE.shiftRight(1);

  private static final BigInteger MAX_AMPLIFICATION = BigInteger.TEN.pow(6);
  private static final int MAX_COINS = 8;
  private static final int WORD = 256;

  /**
   * How often an input that is too small by rounding is made larger, by twice as much each time.
   */
  private static final int CORRECTIONS = 64;

  private final Fixed fixed;
  private final List<BigInteger> balances;

  /** Of the balances; null before somebody asks. */
  private volatile @Nullable Solved solved;

  /** What swaps do not change; factors are in the order of the coins. */
  private record Fixed(
      String id,
      Address address,
      List<Address> coins,
      List<Address> tokens,
      List<BigInteger> factors,
      CurveMath math,
      BigInteger fee,
      BigInteger adminFee,
      long gasEstimate) {}

  /** The invariant, where there is one to be had. */
  private record Solved(Optional<BigInteger> invariant) {}

  /** What a swap moves. */
  private record Moved(BigInteger amountOut, BigInteger adminFee) {}

  private CurvePool(Fixed fixed, List<BigInteger> balances) {
    this.fixed = fixed;
    this.balances = List.copyOf(balances);
  }

  /**
   * A pool in a given state.
   *
   * @param coins in the contract's order
   * @param amplification what the contract calls A, times {@code precision}
   * @param precision 100 where the contract has an {@code A_PRECISION}, else 1
   * @param fee share of the output, times 10^10
   * @param adminFee share of the fee, times 10^10
   * @param gasEstimate gas units of one swap
   * @throws IllegalArgumentException if no deployed pool can be in this state
   */
  public static CurvePool of(
      String id,
      Address address,
      List<CurveCoin> coins,
      BigInteger amplification,
      int precision,
      BigInteger fee,
      BigInteger adminFee,
      long gasEstimate) {
    BigInteger whole = BigInteger.valueOf(precision);
    require(precision == 1 || precision == 100, "precision");
    require(isBetween(amplification, whole, whole.multiply(MAX_AMPLIFICATION)), "amplification");
    require(isBetween(fee, BigInteger.ZERO, MAX_FEE), "fee");
    require(isBetween(adminFee, BigInteger.ZERO, FEE_ONE), "share of the fee");
    require(coins.size() >= 2 && coins.size() <= MAX_COINS, "number of coins");
    List<Address> order = coins.stream().map(CurveCoin::token).toList();
    require(new HashSet<>(order).size() == order.size(), "a coin, which is there twice:");
    List<BigInteger> factors = new ArrayList<>();
    List<BigInteger> balances = new ArrayList<>();
    for (CurveCoin coin : coins) {
      StableReserve reserve = coin.reserve();
      require(Integers.fits(reserve.balance(), WORD), "balance");
      require(
          Integers.fits(reserve.scalingFactor(), WORD) && reserve.scalingFactor().signum() > 0,
          "factor");
      factors.add(reserve.scalingFactor());
      balances.add(reserve.balance());
    }
    return new CurvePool(
        new Fixed(
            id,
            address,
            order,
            order.stream().sorted().toList(),
            List.copyOf(factors),
            new CurveMath(amplification, whole),
            fee,
            adminFee,
            gasEstimate),
        balances);
  }

  private static boolean isBetween(BigInteger value, BigInteger least, BigInteger most) {
    return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException(what + " out of range");
    }
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
  public List<Address> tokens() {
    return fixed.tokens();
  }

  @Override
  public long gasEstimate() {
    return fixed.gasEstimate();
  }

  /** Balances, factors and tokens as they are now. */
  public SortedMap<Address, StableReserve> reserves() {
    SortedMap<Address, StableReserve> reserves = new TreeMap<>();
    for (int i = 0; i < balances.size(); i++) {
      reserves.put(
          fixed.coins().get(i), new StableReserve(balances.get(i), fixed.factors().get(i)));
    }
    return reserves;
  }

  /** {@code A * n^(n-1)}, as a number. */
  public double amplification() {
    return fixed.math().amplification().doubleValue() / fixed.math().precision().doubleValue();
  }

  /** What is left of an output after the fee, as a number. */
  public double kept() {
    return 1 - fixed.fee().doubleValue() / FEE_ONE.doubleValue();
  }

  /** Whether there is an invariant to trade by; without one the contract reverts. */
  boolean hasInvariant() {
    try {
      return invariant(scaled()).signum() > 0;
    } catch (RevertException e) {
      return false;
    }
  }

  @Override
  public List<Address> outputs(Address tokenIn) {
    return fixed.tokens().contains(tokenIn)
        ? fixed.tokens().stream().filter(token -> !token.equals(tokenIn)).toList()
        : List.of();
  }

  @Override
  public SwapResult exactIn(Address tokenIn, Address tokenOut, BigInteger amountIn) {
    requireTrades(tokenIn, tokenOut);
    if (amountIn.signum() <= 0) {
      return SwapResult.TOO_SMALL;
    }
    int in = fixed.coins().indexOf(tokenIn);
    int out = fixed.coins().indexOf(tokenOut);
    try {
      Moved moved = moved(in, out, amountIn);
      return moved.amountOut().signum() == 0
          ? SwapResult.TOO_SMALL
          : swapped(in, out, amountIn, moved.amountOut(), moved);
    } catch (RevertException e) {
      return SwapResult.TOO_LARGE;
    }
  }

  /** The contracts have no such swap: this is an input, close to the least, that gives enough. */
  @Override
  public SwapResult exactOut(Address tokenIn, Address tokenOut, BigInteger amountOut) {
    requireTrades(tokenIn, tokenOut);
    if (amountOut.signum() <= 0) {
      return SwapResult.TOO_SMALL;
    }
    int in = fixed.coins().indexOf(tokenIn);
    int out = fixed.coins().indexOf(tokenOut);
    try {
      BigInteger amountIn = guess(in, out, amountOut);
      BigInteger step = BigInteger.ONE;
      for (int round = 0; round < CORRECTIONS; round++) {
        Moved moved = moved(in, out, amountIn);
        if (moved.amountOut().compareTo(amountOut) >= 0) {
          return swapped(in, out, amountIn, amountOut, moved);
        }
        amountIn = amountIn.add(step);
        step = step.shiftLeft(1);
      }
      return SwapResult.TOO_LARGE;
    } catch (RevertException e) {
      return SwapResult.TOO_LARGE;
    }
  }

  /** What {@code exchange} makes of an input; nothing where it reverts for too small a one. */
  private Moved moved(int in, int out, BigInteger amountIn) {
    List<BigInteger> scaled = scaled();
    BigInteger after =
        FixedPoint.add(scaled.get(in), FixedPoint.mulDown(amountIn, fixed.factors().get(in)));
    BigInteger left = fixed.math().balance(scaled, invariant(scaled), in, after, out);
    BigInteger gross = scaled.get(out).subtract(left).subtract(BigInteger.ONE).max(BigInteger.ZERO);
    BigInteger fee = FixedPoint.over(FixedPoint.times(gross, fixed.fee()), FEE_ONE);
    BigInteger adminFee = FixedPoint.over(FixedPoint.times(fee, fixed.adminFee()), FEE_ONE);
    return new Moved(unscaled(gross.subtract(fee), out), unscaled(adminFee, out));
  }

  private BigInteger unscaled(BigInteger amount, int coin) {
    return FixedPoint.divDown(amount, fixed.factors().get(coin));
  }

  /**
   * The input that leaves the balance which {@code amountOut} and its fee need, but for rounding.
   */
  private BigInteger guess(int in, int out, BigInteger amountOut) {
    List<BigInteger> scaled = scaled();
    BigInteger net = FixedPoint.mulUp(amountOut, fixed.factors().get(out));
    // The least of which `net` is left, the fee being rounded down; and one, which stays behind.
    BigInteger gross =
        net.subtract(BigInteger.ONE)
            .multiply(FEE_ONE)
            .divide(FEE_ONE.subtract(fixed.fee()))
            .add(BigInteger.TWO);
    BigInteger left = FixedPoint.subtract(scaled.get(out), gross);
    BigInteger needed = fixed.math().balance(scaled, invariant(scaled), out, left, in);
    return FixedPoint.divUp(
            needed.subtract(scaled.get(in)).max(BigInteger.ONE), fixed.factors().get(in))
        .max(BigInteger.ONE);
  }

  private BigInteger invariant(List<BigInteger> scaled) {
    Solved known = solved;
    if (known == null) {
      known = new Solved(tried(scaled));
      solved = known;
    }
    return known.invariant().orElseThrow(() -> new RevertException("the pool has no invariant"));
  }

  private Optional<BigInteger> tried(List<BigInteger> scaled) {
    try {
      return Optional.of(fixed.math().invariant(scaled));
    } catch (RevertException e) {
      return Optional.empty();
    }
  }

  private List<BigInteger> scaled() {
    List<BigInteger> scaled = new ArrayList<>();
    for (int i = 0; i < balances.size(); i++) {
      scaled.add(FixedPoint.mulDown(balances.get(i), fixed.factors().get(i)));
    }
    return scaled;
  }

  private SwapResult swapped(
      int in, int out, BigInteger amountIn, BigInteger amountOut, Moved moved) {
    List<BigInteger> after = new ArrayList<>(balances);
    after.set(in, FixedPoint.add(balances.get(in), amountIn));
    after.set(out, FixedPoint.subtract(balances.get(out), moved.amountOut().add(moved.adminFee())));
    return new SwapResult.Swapped(amountIn, amountOut, new CurvePool(fixed, after));
  }
}
