package io.fairlead.solver.batch.recover;

import io.fairlead.solver.batch.demand.PoolAgent;
import io.fairlead.solver.pool.Pool;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a pool is to do, as swaps of one token into another.
 *
 * @param pool which
 * @param from token that goes in
 * @param to token that comes out
 * @param in wei of it
 * @param value of that at the clearing prices
 */
record PoolArc(Pool pool, int from, int to, double in, double value) {
  private static final double DUST = 1e-12;

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
          arcs.add(new PoolArc(pool, agent.token(from), agent.token(to), in, value));
        }
      }
    }
    return arcs;
  }
}
