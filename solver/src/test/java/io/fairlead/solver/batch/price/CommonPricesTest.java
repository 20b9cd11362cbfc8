package io.fairlead.solver.batch.price;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.solver.RandomAuction;
import io.fairlead.solver.batch.demand.Want;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CommonPricesTest {
  /** Two owners with the same amount to swap score the most at the reference price. */
  @Test
  void aPairThatMeetsIsFilledWhole() {
    List<Want> wants = List.of(new Want(0, 1, true, 10, -0.03), new Want(1, 0, true, 10, -0.04));
    CommonPrices prices = new CommonPrices(wants, new double[2], new double[] {0.5, 0.5});
    prices.search(() -> false);
    double best = 10 * (2 - Math.exp(-0.03) - Math.exp(-0.04));
    assertThat(prices.score()).isCloseTo(best, Offset.offset(1e-3 * best));
    assertThat(prices.parts()[0]).isGreaterThan(0.99);
  }

  @Test
  void tokensStayBalancedAndFilledOrdersWithinTheirLimits() {
    RandomAuction.forAll(
        10,
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          List<Want> wants = new ArrayList<>();
          for (int i = 0; i < 60; i++) {
            int give = random.nextInt(4);
            int take = (give + 1 + random.nextInt(3)) % 4;
            wants.add(
                new Want(
                    give,
                    take,
                    random.nextBoolean(),
                    random.nextDouble(1, 10),
                    random.nextDouble(-0.1, 0.1)));
          }
          CommonPrices prices = new CommonPrices(wants, new double[4], new double[wants.size()]);
          prices.search(() -> false);
          double[] logs = prices.logPrices();
          double[] excess = new double[4];
          double moved = 0;
          for (int i = 0; i < wants.size(); i++) {
            Want want = wants.get(i);
            double part = prices.parts()[i];
            int fixed = want.fixedGive() ? want.give() : want.take();
            double value = part * want.size() * Math.exp(logs[fixed]);
            excess[want.give()] += value;
            excess[want.take()] -= value;
            moved += value;
            if (part > 1e-4) {
              assertThat(logs[want.give()] - logs[want.take()])
                  .isGreaterThanOrEqualTo(want.limit() - 1e-8);
            }
          }
          assertThat(prices.score()).isPositive();
          for (double one : excess) {
            assertThat(Math.abs(one)).isLessThan(0.01 * moved);
          }
        });
  }
}
