package io.fairlead.solver.plan;

import io.fairlead.auction.partition.DisjointSets;
import io.fairlead.solver.dual.edge.EdgeData;
import io.fairlead.solver.dual.edge.Network;
import io.fairlead.solver.dual.edge.NetworkBuilder;
import io.fairlead.solver.dual.edge.PriceState;
import io.fairlead.solver.dual.solve.DualSolver;
import io.fairlead.solver.dual.solve.Objective;
import io.fairlead.solver.dual.solve.SolveLimits;
import io.fairlead.solver.dual.solve.SolveResult;
import io.fairlead.solver.dual.solve.StartPrices;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the dual's prices for sales at one network. Pools that are worth next to nothing against
 * the order take no part in the search, which they would hold up with the steepest curves of all:
 * the prices are those of the rest, and what the small pools' best trades are worth there is added
 * to the bound, which holds at any prices.
 */
final class DualSearch {
  private static final SolveLimits LIMITS = new SolveLimits(1e-8, 100);

  /** Pools worth less than this part of the order take no part. */
  private static final double SMALL = 1e-4;

  /**
   * A search that ends with more left over or lacking than the bound is worth has lost its way, now
   * and then for want of the small pools.
   */
  private static final double ASTRAY = 1;

  private final Network full;
  private final PoolNetwork pools;
  private final StartPrices startPrices;
  private @Nullable DualSolver whole;
  private @Nullable DualSolver core;
  private boolean[] outside = new boolean[0];

  DualSearch(PoolNetwork pools) {
    this.pools = pools;
    full = pools.network();
    startPrices = new StartPrices(full);
  }

  /**
   * What was found.
   *
   * @param solver at the prices, for all tokens of the network
   * @param bound what nobody can get more than, in wei of the output; zero if there is nothing
   */
  record Found(DualSolver solver, double bound) {}

  /**
   * Solves a sale of {@code amount}.
   *
   * @param start log prices to begin with; empty to read them off the network
   */
  Found solve(Objective sale, int source, double amount, double[] start) {
    double[] from = start.length == 0 ? startPrices.of(sale) : start;
    boolean[] small = small(from, SMALL * amount * Math.exp(from[source]));
    DualSolver solver = solver(small);
    SolveResult result = solver.solve(sale, from, LIMITS);
    if (result.imbalance() > ASTRAY) {
      boolean[] none = new boolean[small.length];
      DualSolver wider = solver(none);
      SolveResult again = wider.solve(sale, from, LIMITS);
      // A solver that looks again has forgotten where it was.
      if (wider == solver || again.imbalance() <= result.imbalance()) {
        small = none;
        solver = wider;
        result = again;
      }
    }
    if (result.end() == SolveResult.End.NOTHING) {
      return new Found(solver, 0);
    }
    PriceState prices = solver.prices();
    double bound = result.bound();
    for (int edge = 0; edge < small.length; edge++) {
      bound += small[edge] ? full.value(edge, prices) : 0;
    }
    return new Found(solver, bound);
  }

  private DualSolver solver(boolean[] small) {
    boolean all = true;
    for (boolean one : small) {
      all &= !one;
    }
    if (all) {
      DualSolver known = whole == null ? new DualSolver(full) : whole;
      whole = known;
      return known;
    }
    DualSolver known = core;
    if (known == null || !Arrays.equals(small, outside)) {
      NetworkBuilder builder = new NetworkBuilder(full.tokens());
      for (int edge = 0; edge < small.length; edge++) {
        if (!small[edge]) {
          builder.add(pools.edges().get(edge));
        }
      }
      known = new DualSolver(builder.build());
      core = known;
      outside = small;
    }
    return known;
  }

  /** Pools worth less than {@code least} whose tokens hang together without them. */
  private boolean[] small(double[] logPrices, double least) {
    boolean[] small = new boolean[full.edges()];
    double[] prices = Arrays.stream(logPrices).map(Math::exp).toArray();
    DisjointSets union = new DisjointSets(full.tokens());
    for (int edge = 0; edge < small.length; edge++) {
      small[edge] = full.coins(edge) > 0 && worth(pools.edges().get(edge), prices) < least;
      for (int coin = 1; !small[edge] && coin < full.coins(edge); coin++) {
        union.join(full.token(edge, 0), full.token(edge, coin));
      }
    }
    for (int edge = 0; edge < small.length; edge++) {
      boolean needed = false;
      for (int coin = 1; small[edge] && coin < full.coins(edge); coin++) {
        needed |= union.join(full.token(edge, 0), full.token(edge, coin));
      }
      small[edge] &= !needed;
    }
    return small;
  }

  /**
   * What a pool holds is worth; a pool that is no single curve or holds what has no price stays.
   */
  private static double worth(EdgeData edge, double[] prices) {
    return switch (edge) {
      case EdgeData.Product pair ->
          pair.reserve1() * prices[pair.token1()] + pair.reserve2() * prices[pair.token2()];
      case EdgeData.Weighted pool -> worth(pool.tokens(), pool.reserves(), prices);
      case EdgeData.Stable pool -> worth(pool.tokens(), pool.reserves(), prices);
      case EdgeData.Concentrated ignored -> Double.POSITIVE_INFINITY;
      case EdgeData.Limit ignored -> Double.POSITIVE_INFINITY;
    };
  }

  private static double worth(int[] tokens, double[] reserves, double[] prices) {
    double worth = 0;
    for (int coin = 0; coin < tokens.length; coin++) {
      double price = prices[tokens[coin]];
      worth += price > 0 ? reserves[coin] * price : Double.POSITIVE_INFINITY;
    }
    return worth;
  }
}
