package io.fairlead.solver.plan;

import io.fairlead.auction.engine.EngineInteraction.LiquiditySwap;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.pool.Pool;
import io.fairlead.solver.pool.SwapResult;
import io.fairlead.solver.route.Crossing;
import io.fairlead.solver.route.PoolBook;
import io.fairlead.solver.route.Routed;
import io.fairlead.solver.route.Routing;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Swaps over several paths that split and join, in an order in which every token has been collected
 * before it is passed on. Each takes a share of what is held and the last one everything: amounts
 * of any size keep the plan's proportions, and what comes out is what the pools' own integers give.
 * What a pool does not take stays behind; as much as {@link Leftovers} allows, or the plan does not
 * work for the amount.
 *
 * @param from what goes in
 * @param to what comes out
 * @param legs in order of execution
 * @param leftovers what may stay behind on the way
 * @param usualIn an amount the plan was made for, wei
 * @param usualOut what it gives for that
 */
record SplitPlan(
    Address from,
    Address to,
    List<Leg> legs,
    Leftovers leftovers,
    BigInteger usualIn,
    BigInteger usualOut)
    implements Routing {
  private static final int MAX_DOUBLINGS = 64;
  private static final int NEARBY = 4;
  private static final int PRECISION_BITS = 48;

  SplitPlan {
    legs = List.copyOf(legs);
  }

  @Override
  public Optional<Routed> exactIn(PoolBook book, BigInteger amountIn) {
    Map<Address, BigInteger> held = new TreeMap<>();
    held.put(from, amountIn);
    List<LiquiditySwap> swaps = new ArrayList<>();
    Map<String, Pool> states = new TreeMap<>();
    long gas = 0;
    for (Leg leg : legs) {
      BigInteger there = held.getOrDefault(leg.tokenIn(), BigInteger.ZERO);
      BigInteger amount = leg.amountOf(there);
      Pool pool = states.computeIfAbsent(leg.poolId(), book::get);
      switch (pool.exactIn(leg.tokenIn(), leg.tokenOut(), amount)) {
        case SwapResult.Swapped swap -> {
          swaps.add(
              new LiquiditySwap(
                  leg.poolId(), leg.tokenIn(), leg.tokenOut(), amount, swap.amountOut()));
          held.put(leg.tokenIn(), there.subtract(amount));
          held.merge(leg.tokenOut(), swap.amountOut(), BigInteger::add);
          states.put(leg.poolId(), swap.after());
          gas = Math.addExact(gas, pool.gasEstimate());
        }
        // Too little for this pool: it stays for the legs that follow.
        case SwapResult.TooSmall ignored -> {}
        case SwapResult.TooLarge ignored -> {
          return Optional.empty();
        }
      }
    }
    BigInteger out = held.getOrDefault(to, BigInteger.ZERO);
    if (out.signum() <= 0) {
      return Optional.empty();
    }
    long allGas = gas;
    return leftovers
        .of(held, to)
        .map(left ->
            new Routed(this, amountIn, out, left, swaps, book.with(states.values()), allGas));
  }

  @Override
  public Optional<BigInteger> outputOf(PoolBook book, BigInteger amountIn) {
    return exactIn(book, amountIn).map(Routed::amountOut);
  }

  @Override
  public Optional<Routed> exactOut(PoolBook book, BigInteger amountOut) {
    if (amountOut.signum() <= 0 || usualOut.signum() <= 0) {
      return Optional.empty();
    }
    BigInteger low = BigInteger.ZERO;
    BigInteger high = usualIn.multiply(amountOut).divide(usualOut).max(BigInteger.ONE);
    Optional<Routed> best = exactIn(book, high).filter(found -> enough(found, amountOut));
    for (int doubling = 0; best.isEmpty(); doubling++) {
      if (doubling == MAX_DOUBLINGS) {
        return Optional.empty();
      }
      low = high;
      high = high.add(high.shiftRight(doubling < NEARBY ? 5 : 1)).add(BigInteger.ONE);
      best = exactIn(book, high).filter(found -> enough(found, amountOut));
    }
    BigInteger least =
        Crossing.between(
            low,
            low.signum() == 0 ? -amountOut.doubleValue() : Double.NaN,
            high,
            amount -> look(exactIn(book, amount), amountOut),
            PRECISION_BITS);
    return least.equals(high) ? best : exactIn(book, least);
  }

  private static Crossing.Look look(Optional<Routed> found, BigInteger amountOut) {
    BigInteger out = found.map(Routed::amountOut).orElse(BigInteger.ZERO);
    return new Crossing.Look(out.compareTo(amountOut) >= 0, out.subtract(amountOut).doubleValue());
  }

  private static boolean enough(Routed routed, BigInteger amountOut) {
    return routed.amountOut().compareTo(amountOut) >= 0;
  }
}
