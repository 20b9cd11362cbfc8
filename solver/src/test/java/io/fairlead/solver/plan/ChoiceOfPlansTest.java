package io.fairlead.solver.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.solver.dual.recover.GasPruning;
import io.fairlead.solver.dual.solve.Objective;
import io.fairlead.solver.route.PoolBook;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Where gas costs nothing, all trades of the search for prices become a plan, and if that falls far
 * short of the bound, those of the pools that are worth their gas another.
 */
class ChoiceOfPlansTest {
  /** The part of the bound from which on a plan is looked at no further. */
  private static final double GOOD = 0.9;

  private static final BigInteger UNIT = BigInteger.TEN.pow(18);

  /** Sales whose first plan gives little, the second more, less or nothing. */
  private static final List<Long> POOR =
      List.of(
          503L, 514L, 806L, 930L, 1_107L, 1_207L, 1_624L, 1_721L, 2_131L, 2_167L, 2_189L, 2_255L,
          2_311L);

  /** Sales whose first plan gives almost all there is, and the second a little more. */
  private static final List<Long> FINE = List.of(96L, 112L, 144L, 182L, 217L, 272L, 288L);

  private static final class Sale {
    final UnevenPools pools;
    final PoolBook book;

    Sale(long seed) {
      pools = new UnevenPools(seed);
      book = pools.book();
    }

    /** What the router's plan gives. */
    BigInteger chosen() {
      return routed(new SplitRouter(), BigInteger.ZERO);
    }

    /** The bound, wei of the output. */
    double bound() {
      SplitRouter router = new SplitRouter();
      routed(router, BigInteger.ZERO);
      return router.bound();
    }

    /** What the second plan gives: at a gas price next to nothing there is no other. */
    BigInteger pruned() {
      return routed(new SplitRouter(), BigInteger.ONE);
    }

    private BigInteger routed(SplitRouter router, BigInteger gasPrice) {
      return given(
          router
              .find(book, pools.from(), pools.to(), pools.amount(), UNIT.multiply(UNIT), gasPrice)
              .flatMap(plan -> plan.outputOf(book, pools.amount())));
    }

    /** What the first plan gives. */
    BigInteger asSolved() {
      PoolNetwork network = new PoolNetwork(book);
      int tokens = network.network().tokens();
      int source = network.indexOf(pools.from());
      int target = network.indexOf(pools.to());
      double amount = pools.amount().doubleValue();
      Objective sale = Objective.sale(tokens, source, amount, target);
      DualSearch.Found found = network.search().solve(sale, source, amount, new double[0]);
      double[] prices = new double[tokens];
      found.solver().copyLogPrices(prices);
      Homeward home = new Homeward(network, target, prices);
      Drafts drafts = new Drafts(network, source, target, book, pools.amount(), home, 0, true);
      double[] free = new double[network.edges().size()];
      return given(
          new GasPruning(tokens, network.edges(), free, sale, drafts::net)
              .asSolved(network.network(), found.solver())
              .flatMap(drafts::plan)
              .flatMap(plan -> plan.outputOf(book, pools.amount())));
    }

    private static BigInteger given(Optional<BigInteger> out) {
      return out.orElse(BigInteger.ZERO);
    }
  }

  @Test
  void theBetterOfTwoPlansIsTakenWhereTheFirstLooksPoor() {
    int second = 0;
    int first = 0;
    for (long seed : POOR) {
      Sale sale = new Sale(seed);
      BigInteger solved = sale.asSolved();
      BigInteger pruned = sale.pruned();
      BigInteger chosen = sale.chosen();
      assertThat(chosen).as("at %s", seed).isGreaterThanOrEqualTo(solved);
      if (solved.doubleValue() < GOOD * sale.bound()) {
        assertThat(chosen).as("at %s", seed).isEqualTo(solved.max(pruned));
        second += pruned.doubleValue() > 1.1 * solved.doubleValue() ? 1 : 0;
        first += solved.doubleValue() > 1.1 * pruned.doubleValue() ? 1 : 0;
      }
    }
    assertThat(second).as("the second is far better").isPositive();
    assertThat(first).as("the first is far better").isPositive();
  }

  @Test
  void aFirstPlanThatLooksGoodIsTakenAsItIs() {
    int better = 0;
    for (long seed : FINE) {
      Sale sale = new Sale(seed);
      BigInteger solved = sale.asSolved();
      if (solved.doubleValue() > GOOD * sale.bound()) {
        assertThat(sale.chosen()).as("at %s", seed).isEqualTo(solved);
        better += sale.pruned().compareTo(solved) > 0 ? 1 : 0;
      }
    }
    assertThat(better).as("another search would have found more").isPositive();
  }
}
