package io.fairlead.solver.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrossingTest {
  private static final BigInteger UNIT = BigInteger.TEN.pow(18);

  private int looks;

  @Test
  void findsTheInputOfAProductPoolToTheWeiAndSoonerThanByHalving() {
    Random random = new Random(7);
    for (int i = 0; i < 500; i++) {
      BigInteger reserveIn = new BigInteger(40 + random.nextInt(60), random).add(UNIT);
      BigInteger reserveOut = new BigInteger(40 + random.nextInt(60), random).add(UNIT);
      BigInteger wanted =
          reserveOut.multiply(BigInteger.valueOf(1 + random.nextInt(90))).divide(hundred());
      looks = 0;
      BigInteger least =
          Crossing.between(
              BigInteger.ZERO,
              -wanted.doubleValue(),
              reserveIn.multiply(hundred()),
              in -> {
                looks++;
                BigInteger out = out(reserveIn, reserveOut, in);
                return new Crossing.Look(
                    out.compareTo(wanted) >= 0, out.subtract(wanted).doubleValue());
              },
              200);
      assertThat(out(reserveIn, reserveOut, least)).isGreaterThanOrEqualTo(wanted);
      assertThat(out(reserveIn, reserveOut, least.subtract(BigInteger.ONE))).isLessThan(wanted);
      assertThat(looks).as("case %d", i).isLessThan(least.bitLength());
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, 0, 1, -1, Double.POSITIVE_INFINITY})
  void misleadingMissesOnlyCostTime(double miss) {
    BigInteger edge = new BigInteger("123456789012345678901234567890");
    BigInteger found =
        Crossing.between(
            BigInteger.ZERO,
            miss,
            edge.shiftLeft(40),
            amount -> new Crossing.Look(amount.compareTo(edge) >= 0, miss),
            32);
    BigInteger wide = edge.shiftRight(31);
    assertThat(found).isBetween(edge, edge.add(wide));
  }

  @Test
  void staysAtTheUpperEndWhereNothingBelowIsEnough() {
    BigInteger high = BigInteger.valueOf(1_000);
    assertThat(
            Crossing.between(BigInteger.ZERO, -1, high, amount -> new Crossing.Look(false, -1), 32))
        .isEqualTo(high);
  }

  @Test
  void aRelativePrecisionIsKept() {
    BigInteger root =
        new BigDecimal(2).sqrt(new MathContext(40)).scaleByPowerOfTen(30).toBigInteger();
    BigInteger square = BigInteger.TWO.multiply(BigInteger.TEN.pow(60));
    BigInteger found =
        Crossing.between(
            BigInteger.ONE,
            Double.NaN,
            BigInteger.TEN.pow(31),
            amount -> {
              BigInteger miss = amount.multiply(amount).subtract(square);
              return new Crossing.Look(miss.signum() >= 0, miss.doubleValue());
            },
            20);
    assertThat(found).isBetween(root, root.add(root.shiftRight(19)));
  }

  private static BigInteger out(BigInteger reserveIn, BigInteger reserveOut, BigInteger in) {
    return reserveOut.multiply(in).divide(reserveIn.add(in));
  }

  private static BigInteger hundred() {
    return BigInteger.valueOf(100);
  }
}
