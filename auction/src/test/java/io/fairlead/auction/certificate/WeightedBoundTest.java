package io.fairlead.auction.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fairlead.auction.RandomAuctions;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeightedBoundTest {
  private static final BigInteger WHOLE = BigInteger.valueOf(10_000);

  @Test
  void ofEqualWeightsIsTheConstantProduct() {
    RandomAuctions.forAll(
        2_000,
        random -> {
          BigInteger value0 = random.positive(140).shiftLeft(60);
          BigInteger value1 =
              random.bool() ? random.positive(140).shiftLeft(60) : near(random, value0);
          BigInteger kept = WHOLE.subtract(Tiny.between(random, 0, 500));
          BigInteger weighted =
              WeightedBound.of(
                  List.of(value0, value1), List.of(BigInteger.TWO, BigInteger.TWO), kept, WHOLE);
          BigInteger pair = PairBound.of(value0, value1, kept, WHOLE);
          // The pair's is less than 2 above the supremum, below which no bound may be.
          assertThat(weighted).isGreaterThan(pair.subtract(BigInteger.TWO));
          BigInteger apart =
              value0.max(value1).shiftRight(80).max(pair.shiftRight(36)).add(BigInteger.valueOf(4));
          assertThat(weighted).isLessThanOrEqualTo(pair.add(apart));
        });
  }

  @Test
  void noSwapsTakeOutMore() {
    int[] gains = new int[1];
    RandomAuctions.forAll(
        2_000,
        random -> {
          int tokens = 2 + random.below(4);
          List<BigInteger> values = new ArrayList<>();
          List<BigInteger> weights = new ArrayList<>();
          for (int i = 0; i < tokens; i++) {
            BigInteger weight = Tiny.between(random, 1, 5);
            weights.add(weight);
            values.add(near(random, weight.multiply(BigInteger.TEN.pow(40))));
          }
          BigInteger kept = WHOLE.subtract(Tiny.between(random, 0, 300));
          double bound = WeightedBound.of(values, weights, kept, WHOLE).doubleValue() / 1e40;
          for (int run = 0; run < 30; run++) {
            double gain = gain(random, values, weights, kept.doubleValue() / 1e4);
            assertThat(gain).isLessThanOrEqualTo(bound + 1e-12);
            gains[0] += gain > 0 ? 1 : 0;
          }
        });
    assertThat(gains[0]).isGreaterThan(2_000);
  }

  /** What one to three swaps take out, reserves being measured by their value. */
  private static double gain(
      RandomAuctions random, List<BigInteger> values, List<BigInteger> weights, double kept) {
    double[] reserves = values.stream().mapToDouble(value -> value.doubleValue() / 1e40).toArray();
    double gain = 0;
    for (int i = random.below(3); i >= 0; i--) {
      int from = random.below(reserves.length);
      int to = (from + 1 + random.below(reserves.length - 1)) % reserves.length;
      double in = reserves[from] * Math.pow(10, -random.below(50) / 10.0);
      double power = weights.get(from).doubleValue() / weights.get(to).doubleValue();
      double out =
          reserves[to] * (1 - Math.pow(reserves[from] / (reserves[from] + kept * in), power));
      reserves[from] += in;
      reserves[to] -= out;
      gain += out - in;
    }
    return gain;
  }

  @Test
  void takesWhatCostsNothingForAnything() {
    List<BigInteger> weights = List.of(BigInteger.ONE, BigInteger.ONE, BigInteger.ONE);
    List<BigInteger> values = List.of(BigInteger.ZERO, BigInteger.TEN, BigInteger.TWO);
    assertThat(WeightedBound.of(values, weights, BigInteger.ONE, BigInteger.ONE))
        .isEqualTo(BigInteger.valueOf(12));
  }

  @Test
  void logarithmsAreNeverTooLarge() {
    BigDecimal one = new BigDecimal(BigInteger.ONE.shiftLeft(Logarithm.BITS));
    RandomAuctions.forAll(
        2_000,
        random -> {
          BigInteger x = random.positive(600);
          BigInteger below = Logarithm.below(x);
          double logarithm = new BigDecimal(below).divide(one).doubleValue();
          int shift = Math.max(0, x.bitLength() - 1_000);
          assertThat(shift).isZero();
          assertThat(logarithm)
              .isCloseTo(StrictMath.log(x.doubleValue()), within(1e-13 * (1 + logarithm)));
          BigInteger back = Logarithm.exponentialBelow(below);
          assertThat(back).isLessThanOrEqualTo(x);
          assertThat(x.subtract(back))
              .isLessThanOrEqualTo(x.shiftRight(Logarithm.BITS - 24).add(BigInteger.ONE));
        });
  }

  /** Within a fifth. */
  private static BigInteger near(RandomAuctions random, BigInteger value) {
    return value
        .multiply(Tiny.between(random, 800_000, 1_200_000))
        .divide(BigInteger.valueOf(1_000_000))
        .max(BigInteger.ONE);
  }
}
