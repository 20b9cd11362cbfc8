package io.fairlead.solver.batch.recover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fairlead.solver.RandomAuction;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LotScaleTest {
  private static final double MOST_LOSS = 0.02;
  private static final int PRICE_BITS = 128;

  private int found;
  private int none;

  /** A group of tokens, and what a usual order of it is worth in native wei. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier for arrays, never compared
  private record Group(double[] prices, double usual) {
    LotScale scale() {
      return new LotScale(prices, usual);
    }

    double loss(int root, BigInteger lot, LotSteps steps) {
      return LotsByTrial.loss(prices, usual, root, lot, steps);
    }

    double loss(LotScale.Choice choice) {
      return loss(choice.root(), choice.lot(), choice.steps());
    }
  }

  /** Tokens of the given decimals in turn, orders of a hundredth of the native token to twenty. */
  private static Group group(SplittableRandom random, int tokens, int... decimals) {
    double[] prices = new double[tokens];
    for (int token = 0; token < tokens; token++) {
      int places = decimals[token % decimals.length];
      prices[token] = Math.exp(random.nextDouble(-6, 3)) * Math.pow(10, 18 - places);
    }
    return new Group(prices, Math.exp(random.nextDouble(-5, 3)) * 1e18);
  }

  @Test
  void everyTokensLotIsWorthTheSame() {
    RandomAuction.forAll(
        50,
        seed -> {
          Group group = group(new SplittableRandom(seed), 6, 6, 8, 18);
          LotScale.Choice choice = group.scale().free();
          double[] wanted = group.scale().wanted(choice);
          double value = choice.lot().doubleValue() * group.prices()[choice.root()];
          assertThat(value).isPositive();
          for (int token = 0; token < wanted.length; token++) {
            assertThat(wanted[token] * group.prices()[token] / value).isCloseTo(1, within(1e-12));
          }
        });
  }

  @Test
  void lotsOfCoarseTokensAreTheBestOfAllUpToTheUsualOne() {
    int[] smaller = {0};
    RandomAuction.forAll(
        200,
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          double[] prices = group(random, random.nextInt(2, 6), 18, 2, 6).prices();
          double dearest = Arrays.stream(prices).max().orElseThrow();
          // A usual order is of so few wei that all lots can be tried.
          double wei = random.nextDouble(4, 1_000);
          Group group = new Group(prices, wei * dearest);
          LotScale.Choice choice = group.scale().free();
          assertThat(prices[choice.root()]).isEqualTo(dearest);
          assertThat(choice.loss()).isCloseTo(group.loss(choice), within(1e-9));
          long usual = (long) Math.pow(wei, 0.6);
          smaller[0] += choice.lot().longValueExact() < usual ? 1 : 0;
          for (long lot = 1; lot <= usual; lot++) {
            double loss = group.loss(choice.root(), BigInteger.valueOf(lot), choice.steps());
            assertThat(choice.loss()).isLessThanOrEqualTo(loss + 1e-9);
          }
        });
    assertThat(smaller[0]).as("smaller than usual").isGreaterThan(100);
  }

  @Test
  void aTenthOfWhatIsTooMuchIsNeverLostWhereTokensAreFine() {
    RandomAuction.forAll(
        200,
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          Group group = group(random, random.nextInt(2, 15), 18);
          assertThat(group.loss(group.scale().free())).isLessThan(MOST_LOSS / 10);
          assertThat(group.loss(group.scale().smooth())).isLessThan(MOST_LOSS / 10);
        });
  }

  @Test
  void largeLotsAreAsLargeAsUsualAndShort() {
    RandomAuction.forAll(
        50,
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          double[] prices = random.doubles(random.nextInt(2, 6), 1, 10).toArray();
          double dearest = Arrays.stream(prices).max().orElseThrow();
          double wei = Math.pow(2, random.nextDouble(70, 120));
          LotScale.Choice choice = new LotScale(prices, wei * dearest).free();
          // Orders are told apart by so many bits at most.
          double usual = wei / (1 << 26);
          assertThat(choice.lot().doubleValue() / usual).isCloseTo(1, within(2e-6));
          assertThat(choice.lot()).isEqualTo(choice.steps().near(choice.lot().doubleValue()));
        });
  }

  @Test
  void pricesOfUsualTokensFit() {
    RandomAuction.forAll(
        300,
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          Group group = group(random, random.nextInt(2, 12), 6, 18, 18, 18, 18, 18, 8);
          LotScale.Choice smooth = group.scale().smooth();
          assertThat(LotSizes.ALL.unit().mod(smooth.lot())).isZero();
          assertThat(priceBits(group, smooth)).isLessThanOrEqualTo(PRICE_BITS);
          // Of seven, one in a hundred does not fit, and smooth lots are taken.
          if (group.prices().length != 7) {
            assertThat(priceBits(group, group.scale().free())).isLessThanOrEqualTo(PRICE_BITS);
          }
        });
  }

  /** Bits of the largest of the least whole prices that are inverse to the lots. */
  private static int priceBits(Group group, LotScale.Choice choice) {
    double[] wanted = group.scale().wanted(choice);
    BigInteger[] lots = new BigInteger[wanted.length];
    BigInteger multiple = BigInteger.ONE;
    for (int token = 0; token < lots.length; token++) {
      lots[token] = token == choice.root() ? choice.lot() : choice.steps().near(wanted[token]);
      multiple = multiple.divide(multiple.gcd(lots[token])).multiply(lots[token]);
    }
    int most = 0;
    for (BigInteger lot : lots) {
      most = Math.max(most, multiple.divide(lot).bitLength());
    }
    return most;
  }

  @Test
  void ofTheLotsThatDivideANumberTheBestIsChosen() {
    RandomAuction.forAll(
        300,
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          Group group = group(random, random.nextInt(2, 10), 6, 2, 8, 6);
          int token = random.nextInt(group.prices().length);
          long number =
              random.nextLong(1, 1_000) * (long) Math.pow(10, random.nextInt(0, 8))
                  + (random.nextInt(4) == 0 ? random.nextInt(1_000) : 0);
          Optional<LotScale.Choice> choice =
              group.scale().dividing(token, BigInteger.valueOf(number));
          LotSteps free = group.scale().free().steps();
          LotSteps steps = free == LotSizes.ALL ? LotSizes.FEWER : free;
          if (steps instanceof ShortLots) {
            List<BigInteger> good =
                LotsByTrial.good(group.prices(), group.usual(), token, number, steps, MOST_LOSS);
            double least =
                good.stream()
                    .mapToDouble(lot -> group.loss(token, lot, steps))
                    .min()
                    .orElse(Double.POSITIVE_INFINITY);
            assertThat(choice.isPresent()).isEqualTo(!good.isEmpty());
            choice.ifPresent(one -> assertThat(one.loss()).isCloseTo(least, within(1e-9)));
          }
          if (choice.isPresent()) {
            assertThat(choice.get().root()).isEqualTo(token);
            assertThat(choice.get().steps()).isEqualTo(steps);
            assertThat(LotsByTrial.divisors(number)).contains(choice.get().lot());
            assertThat(choice.get().loss()).isLessThanOrEqualTo(MOST_LOSS);
          }
          found += choice.isPresent() ? 1 : 0;
          none += choice.isPresent() ? 0 : 1;
        });
    assertThat(found).isGreaterThan(40);
    assertThat(none).isGreaterThan(40);
  }
}
