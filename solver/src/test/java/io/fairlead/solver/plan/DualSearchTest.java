package io.fairlead.solver.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fairlead.auction.partition.DisjointSets;
import io.fairlead.solver.RandomAuction;
import io.fairlead.solver.dual.edge.EdgeData;
import io.fairlead.solver.dual.edge.Network;
import io.fairlead.solver.dual.edge.NetworkBuilder;
import io.fairlead.solver.dual.solve.DualSolver;
import io.fairlead.solver.dual.solve.Objective;
import io.fairlead.solver.dual.solve.SolveLimits;
import io.fairlead.solver.dual.solve.SolveResult;
import io.fairlead.solver.dual.solve.StartPrices;
import java.util.List;
import org.junit.jupiter.api.Test;

class DualSearchTest {
  private static final SolveLimits LIMITS = new SolveLimits(1e-8, 100);

  /** More left over or lacking than the bound is worth. */
  private static final double ASTRAY = 1;

  /** Part of the order that a small pool is worth at most. */
  private static final double SMALL = 1e-4;

  /** Sales that searches without the small pools lost their way at. */
  private static final List<Long> LOST = List.of(353L, 592L, 2_376L, 8_939L);

  /** A sale, and the network it is to be solved at. */
  private static final class Sale {
    final PoolNetwork pools;
    final Objective objective;
    final int source;
    final double amount;
    final double[] start;

    Sale(long seed) {
      UnevenPools uneven = new UnevenPools(seed);
      pools = new PoolNetwork(uneven.book());
      source = pools.indexOf(uneven.from());
      amount = uneven.amount().doubleValue();
      int target = pools.indexOf(uneven.to());
      objective = Objective.sale(pools.network().tokens(), source, amount, target);
      start = new StartPrices(pools.network()).of(objective);
    }

    DualSearch.Found search() {
      return pools.search().solve(objective, source, amount, new double[0]);
    }

    /** What a search at a network finds that has not been searched before. */
    SolveResult solve(Network network) {
      return new DualSolver(network).solve(objective, start, LIMITS);
    }

    /** The pools that are worth something beside the order, and those that tokens hang on. */
    Network withoutSmall() {
      double least = SMALL * amount * Math.exp(start[source]);
      DisjointSets linked = new DisjointSets(pools.network().tokens());
      boolean[] kept = new boolean[pools.network().edges()];
      for (int edge = 0; edge < kept.length; edge++) {
        kept[edge] = worth(edge) >= least;
        if (kept[edge]) {
          link(edge, linked);
        }
      }
      for (int edge = 0; edge < kept.length; edge++) {
        kept[edge] |= link(edge, linked);
      }
      NetworkBuilder builder = new NetworkBuilder(pools.network().tokens());
      for (int edge = 0; edge < kept.length; edge++) {
        if (kept[edge]) {
          builder.add(pools.edges().get(edge));
        }
      }
      return builder.build();
    }

    /** Whether that links tokens which had nothing to do with each other. */
    private boolean link(int edge, DisjointSets linked) {
      Network all = pools.network();
      boolean needed = false;
      for (int coin = 1; coin < all.coins(edge); coin++) {
        needed |= linked.join(all.token(edge, 0), all.token(edge, coin));
      }
      return needed;
    }

    private double worth(int edge) {
      return switch (pools.edges().get(edge)) {
        case EdgeData.Weighted pool -> worth(pool.tokens(), pool.reserves());
        case EdgeData.Stable pool -> worth(pool.tokens(), pool.reserves());
        case EdgeData other -> throw new IllegalArgumentException(other + " is not uneven");
      };
    }

    private double worth(int[] tokens, double[] reserves) {
      double worth = 0;
      for (int coin = 0; coin < tokens.length; coin++) {
        worth += reserves[coin] * Math.exp(start[tokens[coin]]);
      }
      return worth;
    }

    /** Value of what is left over or lacking where a search ended, relative to its bound. */
    double imbalance(DualSearch.Found found) {
      double sum = 0;
      for (int token = 0; token < start.length; token++) {
        double left = found.solver().imbalance(token);
        sum += left > 0 && found.solver().atWorth(token) ? 0 : Math.abs(left);
      }
      return sum / found.bound();
    }
  }

  @Test
  void aSearchThatLostItsWayWithoutSmallPoolsFindsItWithThem() {
    int lost = 0;
    for (long seed : LOST) {
      Sale sale = new Sale(seed);
      Network core = sale.withoutSmall();
      assertThat(core.edges()).isLessThan(sale.pools.network().edges());
      lost += sale.solve(core).imbalance() > ASTRAY ? 1 : 0;
      DualSearch.Found found = sale.search();
      assertThat(sale.imbalance(found)).as("left over at %s", seed).isLessThan(0.05);
      double best = sale.solve(sale.pools.network()).bound();
      assertThat(found.bound() / best).as("bound at %s", seed).isCloseTo(1, within(1e-6));
    }
    assertThat(lost).as("sales that show it").isPositive();
  }

  /** Here the second look ends farther from a balance than the first. */
  @Test
  void ofTwoSearchesThatAreLostTheLessLostOneCounts() {
    Sale sale = new Sale(8_983);
    double core = sale.solve(sale.withoutSmall()).imbalance();
    assertThat(core).isGreaterThan(ASTRAY);
    assertThat(sale.imbalance(sale.search())).isLessThanOrEqualTo(core * (1 + 1e-9));
  }

  @Test
  void noSearchIsLostThatFindsItsWayWithAllPools() {
    int[] found = {0, 0};
    RandomAuction.forAll(
        300,
        seed -> {
          Sale sale = new Sale(seed);
          SolveResult all = sale.solve(sale.pools.network());
          double imbalance = sale.imbalance(sale.search());
          boolean small = sale.withoutSmall().edges() < sale.pools.network().edges();
          if (all.end() != SolveResult.End.NOTHING && all.imbalance() <= ASTRAY) {
            assertThat(imbalance).isLessThanOrEqualTo(ASTRAY);
            found[small ? 1 : 0]++;
          }
        });
    assertThat(found[0]).as("without small pools").isGreaterThan(100);
    assertThat(found[1]).as("with small pools").isGreaterThan(50);
  }

  @Test
  void theBoundHoldsForSmallPoolsToo() {
    int[] found = {0};
    RandomAuction.forAll(
        300,
        seed -> {
          Sale sale = new Sale(seed);
          SolveResult all = sale.solve(sale.pools.network());
          boolean small = sale.withoutSmall().edges() < sale.pools.network().edges();
          if (all.end() == SolveResult.End.CONVERGED && small) {
            assertThat(sale.search().bound() / all.bound()).isBetween(1 - 1e-7, 1.01);
            found[0]++;
          }
        });
    assertThat(found[0]).isGreaterThan(30);
  }
}
