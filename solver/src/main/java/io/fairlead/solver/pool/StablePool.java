package io.fairlead.solver.pool;

import io.fairlead.auction.engine.Liquidity.StableReserve;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.pool.StableMath.Invariant;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A Balancer V2 stable pool; amounts are those of its {@code onSwap}. Two generations of contracts
 * round differently in the last digits and a request does not say which it means: then the amounts
 * are the worse of the two for the taker, so that either contract gives at least as much and asks
 * for no more. Curve's own pools are {@link CurvePool}s.
 */
public final class StablePool implements Pool {
  /** As in the contracts. */
  private static final int MAX_TOKENS = 5;

  private static final BigInteger MIN_AMPLIFICATION = StableMath.PRECISION;
  private static final BigInteger MAX_AMPLIFICATION =
      StableMath.PRECISION.multiply(BigInteger.valueOf(5_000));

  /** Which contracts are meant. */
  public enum Generation {
    /** Stable and meta-stable pools of 2021. */
    FIRST,
    /** Every later one, composable pools included. */
    LATER,
    /** One of these. */
    UNKNOWN
  }

  private final Fixed fixed;
  private final List<BigInteger> balances;

  /** Invariants computed so far: many amounts are quoted in one state. */
  private final Map<Invariant, BigInteger> known = new ConcurrentHashMap<>();

  /** What swaps do not change; factors are in the order of the tokens. */
  private record Fixed(
      String id,
      Address address,
      List<Address> tokens,
      List<BigInteger> factors,
      BigInteger amplification,
      BalancerSwap swap,
      Generation generation,
      long gasEstimate) {}

  private StablePool(Fixed fixed, List<BigInteger> balances) {
    this.fixed = fixed;
    this.balances = List.copyOf(balances);
  }

  /**
   * A pool in a given state.
   *
   * @param reserves balances in wei, factors times 10^18; the pool's own share token, which has the
   *     pool's address, may be among them and is left out
   * @param amplification {@code A * n^(n-1)} times 1,000
   * @param fee share of the input, times 10^18
   * @param gasEstimate gas units of one swap
   * @throws IllegalArgumentException if no deployed pool can be in this state
   */
  public static StablePool of(
      String id,
      Address address,
      SortedMap<Address, StableReserve> reserves,
      BigInteger amplification,
      BigInteger fee,
      Generation generation,
      long gasEstimate) {
    SortedMap<Address, StableReserve> traded = new TreeMap<>(reserves);
    traded.remove(address);
    if (traded.size() < 2 || traded.size() > MAX_TOKENS) {
      throw new IllegalArgumentException("number of tokens out of range");
    }
    if (amplification.compareTo(MIN_AMPLIFICATION) < 0
        || amplification.compareTo(MAX_AMPLIFICATION) > 0) {
      throw new IllegalArgumentException("amplification out of range");
    }
    List<BigInteger> factors = new ArrayList<>();
    List<BigInteger> balances = new ArrayList<>();
    for (StableReserve reserve : traded.values()) {
      BalancerSwap.requireBalance(reserve.balance());
      if (reserve.scalingFactor().signum() <= 0) {
        throw new IllegalArgumentException("factor out of range");
      }
      factors.add(reserve.scalingFactor());
      balances.add(reserve.balance());
    }
    return new StablePool(
        new Fixed(
            id,
            address,
            List.copyOf(traded.keySet()),
            List.copyOf(factors),
            amplification,
            new BalancerSwap(fee),
            generation,
            gasEstimate),
        balances);
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
          fixed.tokens().get(i), new StableReserve(balances.get(i), fixed.factors().get(i)));
    }
    return Collections.unmodifiableSortedMap(reserves);
  }

  /** {@code A * n^(n-1)} times 1,000. */
  public BigInteger amplification() {
    return fixed.amplification();
  }

  /** Share of the input, times 10^18. */
  public BigInteger fee() {
    return fixed.swap().fee();
  }

  /** Whether there is an invariant to trade by; without one the contract reverts. */
  boolean hasInvariant() {
    try {
      List<BigInteger> scaled = scaled();
      invariants(fixed.generation()).forEach(kind -> invariant(kind, scaled));
      return true;
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
    int in = fixed.tokens().indexOf(tokenIn);
    int out = fixed.tokens().indexOf(tokenOut);
    try {
      List<BigInteger> scaled = scaled();
      BigInteger least = null;
      for (Invariant invariant : invariants(fixed.generation())) {
        BigInteger amountOut =
            fixed
                .swap()
                .out(
                    amountIn,
                    fixed.factors().get(in),
                    fixed.factors().get(out),
                    amount ->
                        StableMath.outGivenIn(
                            invariant(invariant, scaled),
                            fixed.amplification(),
                            scaled,
                            in,
                            out,
                            amount));
        least = least == null ? amountOut : least.min(amountOut);
      }
      return swapped(in, out, amountIn, least == null ? BigInteger.ZERO : least);
    } catch (RevertException e) {
      return SwapResult.TOO_LARGE;
    }
  }

  @Override
  public SwapResult exactOut(Address tokenIn, Address tokenOut, BigInteger amountOut) {
    requireTrades(tokenIn, tokenOut);
    if (amountOut.signum() <= 0) {
      return SwapResult.TOO_SMALL;
    }
    int in = fixed.tokens().indexOf(tokenIn);
    int out = fixed.tokens().indexOf(tokenOut);
    try {
      List<BigInteger> scaled = scaled();
      BigInteger most = BigInteger.ZERO;
      for (Invariant invariant : invariants(fixed.generation())) {
        BigInteger amountIn =
            fixed
                .swap()
                .in(
                    amountOut,
                    fixed.factors().get(in),
                    fixed.factors().get(out),
                    amount ->
                        StableMath.inGivenOut(
                            invariant(invariant, scaled),
                            fixed.amplification(),
                            scaled,
                            in,
                            out,
                            amount));
        most = most.max(amountIn);
      }
      return swapped(in, out, most, amountOut);
    } catch (RevertException e) {
      return SwapResult.TOO_LARGE;
    }
  }

  private static List<Invariant> invariants(Generation generation) {
    return switch (generation) {
      case FIRST -> List.of(Invariant.ROUNDED_UP);
      case LATER -> List.of(Invariant.ROUNDED_DOWN);
      case UNKNOWN -> List.of(Invariant.ROUNDED_UP, Invariant.ROUNDED_DOWN);
    };
  }

  private BigInteger invariant(Invariant kind, List<BigInteger> scaled) {
    return known.computeIfAbsent(kind, _ -> kind.of(fixed.amplification(), scaled));
  }

  private List<BigInteger> scaled() {
    List<BigInteger> scaled = new ArrayList<>();
    for (int i = 0; i < balances.size(); i++) {
      scaled.add(FixedPoint.mulDown(balances.get(i), fixed.factors().get(i)));
    }
    return scaled;
  }

  private SwapResult swapped(int in, int out, BigInteger amountIn, BigInteger amountOut) {
    if (amountIn.signum() == 0 || amountOut.signum() == 0) {
      return SwapResult.TOO_SMALL;
    }
    List<BigInteger> after = new ArrayList<>(balances);
    after.set(in, BalancerSwap.credited(balances.get(in), amountIn));
    after.set(out, BalancerSwap.debited(balances.get(out), amountOut));
    return new SwapResult.Swapped(amountIn, amountOut, new StablePool(fixed, after));
  }
}
