package io.fairlead.solver.batch.recover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShortLotsTest {
  private static final int MOST = 1 << 12;

  @Test
  void ofAllNumbersOfSoManySignificantBitsTheNearestAreFound() {
    SplittableRandom random = new SplittableRandom(1);
    for (int bits = 1; bits <= 8; bits++) {
      ShortLots lots = new ShortLots(bits);
      int kept = bits;
      List<BigInteger> all =
          IntStream.rangeClosed(1, MOST)
              .mapToObj(BigInteger::valueOf)
              .filter(number -> significant(number) <= kept)
              .toList();
      for (int i = 0; i < 2_000; i++) {
        // Every other one is a whole number, many of which are lots themselves.
        double wanted = Math.pow(2, random.nextDouble(0, 12));
        check(lots, i % 2 == 0 ? wanted : Math.rint(wanted), all);
      }
    }
  }

  private static void check(ShortLots lots, double wanted, List<BigInteger> all) {
    List<BigInteger> below = all.stream().filter(lot -> lot.doubleValue() <= wanted).toList();
    List<BigInteger> above = all.stream().filter(lot -> lot.doubleValue() >= wanted).toList();
    BigInteger near = lots.near(wanted);
    assertThat(lots.atMost(wanted)).isEqualTo(below.getLast());
    assertThat(lots.atLeast(wanted)).isEqualTo(above.getFirst());
    assertThat(near).isIn(below.getLast(), above.getFirst());
    double off = Math.abs(near.doubleValue() - wanted);
    assertThat(off).isLessThanOrEqualTo(wanted - below.getLast().doubleValue());
    assertThat(off).isLessThanOrEqualTo(above.getFirst().doubleValue() - wanted);
    assertThat(lots.miss(wanted)).isCloseTo(off / wanted, within(1e-12));
  }

  @Test
  void lotsOfAnySizeAreShortAndOnTheirSide() {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 5_000; i++) {
      int bits = random.nextInt(2, 25);
      ShortLots lots = new ShortLots(bits);
      double wanted = Math.pow(2, random.nextDouble(0, 200));
      BigDecimal exactly = new BigDecimal(wanted);
      BigInteger below = lots.atMost(wanted);
      BigInteger above = lots.atLeast(wanted);
      assertThat(new BigDecimal(below)).isLessThanOrEqualTo(exactly);
      assertThat(new BigDecimal(above)).isGreaterThanOrEqualTo(exactly);
      assertThat(significant(below)).isLessThanOrEqualTo(bits);
      assertThat(significant(above)).isLessThanOrEqualTo(bits);
      BigInteger unit = BigInteger.ONE.shiftLeft(Math.max(0, below.bitLength() - bits));
      assertThat(above.subtract(below)).as("neighbours").isIn(BigInteger.ZERO, unit);
      assertThat(lots.near(wanted)).isIn(below, above);
      double off = new BigDecimal(lots.near(wanted)).subtract(exactly).abs().doubleValue();
      assertThat(lots.miss(wanted)).isCloseTo(off / wanted, within(1e-12));
      assertThat(lots.miss(wanted)).isLessThanOrEqualTo(Math.max(0.5 / wanted, 1.0 / (1L << bits)));
    }
  }

  @Test
  void lessThanAWeiIsAWeiAndSaysHowFarOffThatIs() {
    ShortLots lots = new ShortLots(20);
    for (double wanted : new double[] {1e-6, 0.1, 0.5, 0.999}) {
      assertThat(lots.near(wanted)).isEqualTo(BigInteger.ONE);
      assertThat(lots.atLeast(wanted)).isEqualTo(BigInteger.ONE);
      assertThat(lots.atMost(wanted)).isEqualTo(BigInteger.ONE);
      assertThat(lots.miss(wanted)).isCloseTo((1 - wanted) / wanted, within(1e-9 / wanted));
    }
  }

  /** Bits from the first one to the last. */
  private static int significant(BigInteger number) {
    return number.shiftRight(number.getLowestSetBit()).bitLength();
  }
}
