package io.fairlead.solver.batch.recover;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.solver.RandomAuction;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TightLotsTest {
  @Test
  void ordersAtTheirLimitsAlongAForestAllStayWithinThem() {
    RandomAuction.forAll(
        20,
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          double[] wanted = random.doubles(12, 30, 45).map(bits -> Math.pow(2, bits)).toArray();
          List<TightLots.Limit> limits = new ArrayList<>();
          for (int token = 1; token < wanted.length; token++) {
            int other = random.nextInt(token);
            boolean sells = random.nextBoolean();
            int give = sells ? token : other;
            int take = sells ? other : token;
            limits.add(new TightLots.Limit(give, take, wanted[take] / wanted[give], 1));
          }
          BigInteger[] lots =
              TightLots.of(wanted, limits, 0, LotSizes.ALL.near(wanted[0]), LotSizes.ALL);
          for (TightLots.Limit limit : limits) {
            BigDecimal asked =
                new BigDecimal(limit.least()).multiply(new BigDecimal(lots[limit.give()]));
            assertThat(new BigDecimal(lots[limit.take()])).isGreaterThanOrEqualTo(asked);
          }
          for (int token = 0; token < wanted.length; token++) {
            assertThat(LotSizes.ALL.unit().mod(lots[token])).isZero();
            assertThat(lots[token].doubleValue() / wanted[token]).isBetween(0.999, 1.001);
          }
        });
  }

  @Test
  void lotsAreRoundedToTheSideAskedFor() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 50; i++) {
      double wanted = Math.pow(2, random.nextDouble(1, 80));
      double below = LotSizes.ALL.atMost(wanted).doubleValue();
      double above = LotSizes.ALL.atLeast(wanted).doubleValue();
      assertThat(below).isLessThanOrEqualTo(wanted);
      assertThat(above).isGreaterThanOrEqualTo(wanted);
      assertThat(LotSizes.ALL.near(wanted).doubleValue()).isIn(below, above);
    }
  }
}
