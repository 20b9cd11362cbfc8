package io.fairlead.solver.plan;

import io.fairlead.solver.pool.Pool;
import io.fairlead.solver.pool.SwapResult;
import io.fairlead.solver.route.PoolBook;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is held and where the pools stand while swaps are rehearsed one after another. */
final class Stage {
  private static final int MAX_HALVINGS = 10;
  private static final int MAX_TRIES = 64;

  private final PoolNetwork pools;
  private final PoolBook book;
  private final BigInteger[] held;
  private final Map<Integer, Pool> states = new HashMap<>();
  private final List<Leg> legs = new ArrayList<>();
  private long gas;

  /** With {@code amountIn} wei of the token {@code source} at the pools of {@code book}. */
  Stage(PoolNetwork pools, PoolBook book, int source, BigInteger amountIn) {
    this.pools = pools;
    this.book = book;
    held = new BigInteger[pools.network().tokens()];
    Arrays.fill(held, BigInteger.ZERO);
    held[source] = amountIn;
  }

  int tokens() {
    return held.length;
  }

  /** Wei of a token. */
  BigInteger held(int token) {
    return held[token];
  }

  List<Leg> legs() {
    return legs;
  }

  /** Gas units of the swaps so far. */
  long gas() {
    return gas;
  }

  /**
   * Swaps {@code wanted} of what is held, in parts where a pool does not take it at once. What it
   * does not take at all stays.
   *
   * @param all whether everything there is goes in
   * @param least units that have to come out per unit that goes in: for less nothing is swapped
   * @return wei that came out
   */
  BigInteger swap(int edge, int from, int to, BigInteger wanted, boolean all, double least) {
    BigInteger left = all ? held[from] : wanted.min(held[from]);
    BigInteger smallest = left.shiftRight(MAX_HALVINGS);
    BigInteger part = left;
    BigInteger out = BigInteger.ZERO;
    boolean refused = false;
    for (int tries = 0; tries < MAX_TRIES && part.compareTo(smallest) > 0; tries++) {
      boolean whole = all && part.equals(left);
      Leg leg =
          new Leg(
              pools.pool(edge).id(),
              pools.token(from),
              pools.token(to),
              whole ? Leg.ALL : Leg.share(part, held[from]));
      BigInteger amount = leg.amountOf(held[from]);
      Pool pool = states.computeIfAbsent(edge, one -> book.get(pools.pool(one).id()));
      switch (pool.exactIn(leg.tokenIn(), leg.tokenOut(), amount)) {
        case SwapResult.Swapped swap
            when swap.amountOut().doubleValue() < least * amount.doubleValue() -> {
          return out;
        }
        case SwapResult.Swapped swap -> {
          held[from] = held[from].subtract(amount);
          held[to] = held[to].add(swap.amountOut());
          states.put(edge, swap.after());
          gas = Math.addExact(gas, pool.gasEstimate());
          legs.add(leg);
          out = out.add(swap.amountOut());
          left = left.subtract(amount);
          part = (refused ? part : part.shiftLeft(1)).min(left);
          refused = false;
        }
        case SwapResult.TooSmall ignored -> {
          return out;
        }
        case SwapResult.TooLarge ignored -> {
          part = part.shiftRight(1);
          refused = true;
        }
      }
    }
    return out;
  }
}
