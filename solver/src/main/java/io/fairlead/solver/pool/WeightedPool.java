package io.fairlead.solver.pool;

import io.fairlead.auction.engine.Liquidity.WeightedReserve;
import io.fairlead.auction.engine.Liquidity.WeightedVersion;
import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A Balancer V2 weighted pool of any number of tokens; amounts are those of its {@code onSwap}.
 *
 * @param id identity in the request
 * @param address the pool
 * @param reserves balances in wei, factors and weights times 10^18
 * @param fee share of the input, times 10^18
 * @param version how its contract raises to a power
 * @param gasEstimate gas units of one swap
 */
public record WeightedPool(
    String id,
    Address address,
    SortedMap<Address, WeightedReserve> reserves,
    BigInteger fee,
    WeightedVersion version,
    long gasEstimate)
    implements Pool {
  /** Weights that move with time are kept in as few as sixteen bits each. */
  private static final BigInteger WEIGHT_ROUNDING =
      FixedPoint.ONE.divide(BigInteger.valueOf(1_000));

  /**
   * Copies the reserves.
   *
   * @throws IllegalArgumentException if there are fewer than two tokens, a balance does not fit 112
   *     bits, a factor or weight is zero, a weight is one or more, the weights are no shares of a
   *     whole, or the fee is not in [0, 1)
   */
  public WeightedPool {
    reserves = Collections.unmodifiableSortedMap(new TreeMap<>(reserves));
    if (reserves.size() < 2) {
      throw new IllegalArgumentException("fewer than two tokens");
    }
    for (WeightedReserve reserve : reserves.values()) {
      BalancerSwap.requireBalance(reserve.balance());
      if (reserve.scalingFactor().signum() <= 0
          || reserve.weight().signum() <= 0
          || reserve.weight().compareTo(FixedPoint.ONE) >= 0) {
        throw new IllegalArgumentException("factor or weight out of range");
      }
    }
    BigInteger whole =
        reserves.values().stream()
            .map(WeightedReserve::weight)
            .reduce(BigInteger.ZERO, BigInteger::add);
    if (whole.subtract(FixedPoint.ONE).abs().compareTo(WEIGHT_ROUNDING) > 0) {
      throw new IllegalArgumentException("the weights do not sum to one");
    }
    new BalancerSwap(fee);
  }

  @Override
  public List<Address> tokens() {
    return List.copyOf(reserves.keySet());
  }

  @Override
  public List<Address> outputs(Address tokenIn) {
    return reserves.containsKey(tokenIn)
        ? reserves.keySet().stream().filter(token -> !token.equals(tokenIn)).toList()
        : List.of();
  }

  @Override
  public SwapResult exactIn(Address tokenIn, Address tokenOut, BigInteger amountIn) {
    return swap(
        tokenIn,
        tokenOut,
        amountIn,
        side -> {
          BigInteger out =
              new BalancerSwap(fee)
                  .out(
                      amountIn,
                      side.in().scalingFactor(),
                      side.out().scalingFactor(),
                      amount ->
                          WeightedMath.outGivenIn(
                              scaled(side.in()),
                              side.in().weight(),
                              scaled(side.out()),
                              side.out().weight(),
                              amount,
                              version));
          return new Amounts(amountIn, out);
        });
  }

  @Override
  public SwapResult exactOut(Address tokenIn, Address tokenOut, BigInteger amountOut) {
    return swap(
        tokenIn,
        tokenOut,
        amountOut,
        side -> {
          BigInteger in =
              new BalancerSwap(fee)
                  .in(
                      amountOut,
                      side.in().scalingFactor(),
                      side.out().scalingFactor(),
                      amount ->
                          WeightedMath.inGivenOut(
                              scaled(side.in()),
                              side.in().weight(),
                              scaled(side.out()),
                              side.out().weight(),
                              amount,
                              version));
          return new Amounts(in, amountOut);
        });
  }

  private record Side(WeightedReserve in, WeightedReserve out) {}

  private record Amounts(BigInteger in, BigInteger out) {}

  private SwapResult swap(
      Address tokenIn, Address tokenOut, BigInteger given, Function<Side, Amounts> computation) {
    @Nullable WeightedReserve in = reserves.get(tokenIn);
    @Nullable WeightedReserve out = reserves.get(tokenOut);
    requireTrades(tokenIn, tokenOut);
    if (given.signum() <= 0 || in == null || out == null) {
      return SwapResult.TOO_SMALL;
    }
    try {
      Amounts amounts = computation.apply(new Side(in, out));
      if (amounts.in().signum() == 0 || amounts.out().signum() == 0) {
        return SwapResult.TOO_SMALL;
      }
      SortedMap<Address, WeightedReserve> after = new TreeMap<>(reserves);
      after.put(tokenIn, with(in, BalancerSwap.credited(in.balance(), amounts.in())));
      after.put(tokenOut, with(out, BalancerSwap.debited(out.balance(), amounts.out())));
      return new SwapResult.Swapped(
          amounts.in(),
          amounts.out(),
          new WeightedPool(id, address, after, fee, version, gasEstimate));
    } catch (RevertException e) {
      return SwapResult.TOO_LARGE;
    }
  }

  private static BigInteger scaled(WeightedReserve reserve) {
    return FixedPoint.mulDown(reserve.balance(), reserve.scalingFactor());
  }

  private static WeightedReserve with(WeightedReserve reserve, BigInteger balance) {
    return new WeightedReserve(balance, reserve.scalingFactor(), reserve.weight());
  }
}
