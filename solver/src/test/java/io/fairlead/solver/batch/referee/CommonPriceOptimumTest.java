package io.fairlead.solver.batch.referee;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.solver.RandomAuction;
import io.fairlead.solver.batch.demand.Want;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The referee itself: against prices tried one by one, and a case that can be done by hand. */
class CommonPriceOptimumTest {
  private static final double TOLERANCE = 1e-5;
  private static final int MOST_BOXES = 1_000;
  private static final int STEPS = 24;

  /** Both are filled wholly at the reference price, and nothing better can be had. */
  @Test
  void aPairThatMeetsIsFilledWhole() {
    List<Want> wants = List.of(new Want(0, 1, true, 10, -0.03), new Want(1, 0, true, 10, -0.04));
    CommonPriceOptimum.Found found =
        new CommonPriceOptimum(new Bargain(2, wants, List.of()), TOLERANCE, MOST_BOXES).search();
    double best = 10 * (2 - Math.exp(-0.03) - Math.exp(-0.04));
    assertThat(found.best()).isCloseTo(best, Offset.offset(2 * TOLERANCE * best));
    assertThat(found.bound()).isGreaterThanOrEqualTo(found.best());
  }

  /**
   * Three tokens have two prices: a grid of them, and where two orders are at their limits at once.
   */
  @Test
  void noPricesOfThreeTokensScoreMoreThanTheBound() {
    RandomAuction.forAll(
        6,
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          Bargain bargain =
              new Bargain(3, WaltherBatch.wants(12, 3, random), WaltherBatch.makers(3, 2, random));
          CommonPriceOptimum.Found found =
              new CommonPriceOptimum(bargain, TOLERANCE, MOST_BOXES).search();
          double tried = 0;
          for (double[] prices : prices(bargain)) {
            tried = Math.max(tried, AtPrices.score(bargain, prices));
          }
          assertThat(found.bound()).isGreaterThanOrEqualTo(tried * (1 - 1e-7));
          assertThat(found.best()).isBetween(tried * (1 - TOLERANCE), found.bound());
          assertThat(found.bound()).isLessThanOrEqualTo(found.best() * (1 + 2 * TOLERANCE));
          // What is called best is really scored at the prices it is told for.
          assertThat(AtPrices.score(bargain, found.logPrices())).isEqualTo(found.best());
        });
  }

  private static List<double[]> prices(Bargain bargain) {
    List<double[]> prices = new ArrayList<>();
    for (int one = 0; one <= STEPS; one++) {
      for (int other = 0; other <= STEPS; other++) {
        prices.add(new double[] {0, 0.3 * one / STEPS - 0.15, 0.3 * other / STEPS - 0.15});
      }
    }
    List<Want> orders = bargain.orders();
    for (int i = 0; i < orders.size(); i++) {
      for (int j = 0; j < i; j++) {
        double[] both = meeting(orders.get(i), orders.get(j));
        if (both.length > 0) {
          prices.add(both);
        }
      }
    }
    return prices;
  }

  /** Where both are at their limits; empty if they trade the same two tokens. */
  private static double[] meeting(Want one, Want other) {
    if (one.give() + one.take() == other.give() + other.take()) {
      return new double[0];
    }
    double[] prices = new double[3];
    boolean sells = one.give() == other.give() || one.give() == other.take();
    int shared = sells ? one.give() : one.take();
    int alone = sells ? one.take() : one.give();
    int last = 3 - shared - alone;
    prices[alone] = prices[shared] + (sells ? -one.limit() : one.limit());
    prices[last] = prices[shared] + (other.give() == shared ? -other.limit() : other.limit());
    return prices;
  }
}
