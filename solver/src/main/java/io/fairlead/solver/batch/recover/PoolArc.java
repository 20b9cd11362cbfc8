package io.fairlead.solver.batch.recover;

import io.fairlead.solver.batch.demand.PoolAgent;
import io.fairlead.solver.pool.BookLevel;
import io.fairlead.solver.pool.LimitOrder;
import io.fairlead.solver.pool.Pool;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a pool is to do, as swaps of one token into another.
 *
 * @param pool which
 * @param from token that goes in
 * @param to token that comes out
 * @param in wei of it
 * @param elastic whether it may take up what is left over or missing elsewhere
 * @param value of that at the clearing prices
 */
record PoolArc(Pool pool, int from, int to, BigInteger in, boolean elastic, double value) {
  private static final double DUST = 1e-12;

  /** Far above all roundings together, far below what anybody would miss. */
  private static final double LEAST_ELASTIC = 1e-6;

  /** The most valuable first. */
  static final Comparator<PoolArc> BY_VALUE =
      Comparator.comparingDouble((PoolArc arc) -> -arc.value)
          .thenComparing(arc -> arc.pool.id())
          .thenComparingInt(PoolArc::from)
          .thenComparingInt(PoolArc::to);

  /** A pool's trade: what goes in shared out over what comes out by value. */
  static List<PoolArc> of(PoolAgent agent, Pool pool, double[] amounts, double[] clearing) {
    double out = 0;
    for (int coin = 0; coin < amounts.length; coin++) {
      out += Math.max(0, amounts[coin]) * clearing[agent.token(coin)];
    }
    List<PoolArc> arcs = new ArrayList<>();
    for (int from = 0; from < amounts.length; from++) {
      for (int to = 0; to < amounts.length && amounts[from] < 0; to++) {
        double share = Math.max(0, amounts[to]) * clearing[agent.token(to)] / out;
        double in = -amounts[from] * share;
        double value = in * clearing[agent.token(from)];
        if (share > 0 && value > DUST * out) {
          arcs.add(
              new PoolArc(pool, agent.token(from), agent.token(to), Whole.of(in), true, value));
        }
      }
    }
    return arcs;
  }

  /**
   * What a maker's order is to do. One that is filled wholly can take up nothing more, and a book
   * level trades lots only.
   *
   * @param part which part of it is filled
   */
  static Optional<PoolArc> of(MakerTrade maker, double part, double[] clearing) {
    BigInteger in = part > 0 ? maker.amount(part) : BigInteger.ZERO;
    if (maker.pool() instanceof BookLevel level) {
      in = in.subtract(in.mod(level.lotCost()));
    }
    int from = maker.want().take();
    boolean elastic =
        maker.pool() instanceof LimitOrder && part > LEAST_ELASTIC && part < 1 - LEAST_ELASTIC;
    return in.signum() > 0
        ? Optional.of(
            new PoolArc(
                maker.pool(),
                from,
                maker.want().give(),
                in,
                elastic,
                in.doubleValue() * clearing[from]))
        : Optional.empty();
  }
}
