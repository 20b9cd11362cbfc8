package io.fairlead.solver.plan;

import io.fairlead.solver.pool.Pool;
import io.fairlead.solver.pool.SwapResult;
import io.fairlead.solver.route.PoolBook;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Carries an itinerary out in the pools' integers and notes what share of what is held each swap
 * takes.
 */
final class Rehearsal {
  private static final int MAX_HALVINGS = 4;

  private final PoolNetwork pools;
  private final int source;
  private final int target;
  private final PoolBook book;

  Rehearsal(PoolNetwork pools, int source, int target, PoolBook book) {
    this.pools = pools;
    this.source = source;
    this.target = target;
    this.book = book;
  }

  /** What is held and where the pools stand, swap by swap. */
  private final class Stage {
    final BigInteger[] held;
    final Map<Integer, Pool> states = new HashMap<>();
    final List<Leg> legs = new ArrayList<>();
    BigInteger obtained = BigInteger.ZERO;
    long gas;

    Stage(int tokens, BigInteger amountIn) {
      held = new BigInteger[tokens];
      Arrays.fill(held, BigInteger.ZERO);
      held[source] = amountIn;
    }

    /**
     * Swaps {@code wanted} of what is held, in parts where a pool does not take it at once. What it
     * does not take at all stays.
     */
    void swap(Arc arc, BigInteger wanted, boolean all, int halvings) {
      BigInteger there = held[arc.from()];
      Leg leg = leg(arc, there, wanted, all);
      BigInteger amount = leg.amountOf(there);
      Pool pool = states.computeIfAbsent(arc.edge(), edge -> book.get(pools.pool(edge).id()));
      switch (pool.exactIn(leg.tokenIn(), leg.tokenOut(), amount)) {
        case SwapResult.Swapped swap -> {
          obtained = obtained.add(swap.amountOut());
          held[arc.from()] = there.subtract(amount);
          held[arc.to()] = held[arc.to()].add(swap.amountOut());
          states.put(arc.edge(), swap.after());
          gas = Math.addExact(gas, pool.gasEstimate());
          legs.add(leg);
        }
        case SwapResult.TooSmall ignored -> {}
        case SwapResult.TooLarge ignored -> {
          BigInteger half = amount.shiftRight(1);
          if (halvings > 0) {
            swap(arc, half, false, halvings - 1);
            swap(arc, amount.subtract(half), all, halvings - 1);
          }
        }
      }
    }
  }

  /** Empty if nothing comes out, or something would be left on the way. */
  Optional<Draft> of(Itinerary itinerary, double[] logPrices, BigInteger amountIn) {
    List<Itinerary.Stop> stops = itinerary.stops();
    boolean[] last = lastOfToken(stops);
    Stage stage = new Stage(logPrices.length, amountIn);
    for (int i = 0; i < stops.size(); i++) {
      Arc arc = stops.get(i).arc();
      BigInteger there = stage.held[arc.from()];
      double price = Math.exp(logPrices[arc.from()]);
      BigInteger wanted = wanted(stops.get(i), there, stage.obtained, price);
      stage.obtained = BigInteger.ZERO;
      stage.swap(arc, wanted, last[i], MAX_HALVINGS);
    }
    for (int token = 0; token < stage.held.length; token++) {
      if (token != target && stage.held[token].signum() > 0) {
        return Optional.empty();
      }
    }
    return stage.held[target].signum() <= 0
        ? Optional.empty()
        : Optional.of(new Draft(stage.legs, stage.held[target], stage.gas));
  }

  private static BigInteger wanted(
      Itinerary.Stop stop, BigInteger held, BigInteger obtained, double price) {
    return switch (stop.amount()) {
      case SHARE -> Leg.part(Leg.share(stop.part()), held);
      case VALUE -> whole(stop.part() / price).min(held);
      case OBTAINED -> obtained;
    };
  }

  private static BigInteger whole(double amount) {
    return amount > 0 && amount <= Double.MAX_VALUE
        ? new BigDecimal(amount).toBigInteger()
        : BigInteger.ZERO;
  }

  private Leg leg(Arc arc, BigInteger held, BigInteger wanted, boolean last) {
    return new Leg(
        pools.pool(arc.edge()).id(),
        pools.token(arc.from()),
        pools.token(arc.to()),
        last ? Leg.ALL : Leg.share(wanted, held));
  }

  /** Which stops are the last that take their token. */
  private static boolean[] lastOfToken(List<Itinerary.Stop> stops) {
    boolean[] last = new boolean[stops.size()];
    Map<Integer, Integer> at = new HashMap<>();
    for (int i = 0; i < stops.size(); i++) {
      at.put(stops.get(i).arc().from(), i);
    }
    at.values().forEach(i -> last[i] = true);
    return last;
  }
}
