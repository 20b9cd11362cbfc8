package io.fairlead.solver.dual.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.solver.RandomAuction;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The powers of the inner loop against long arithmetic and against the library's. */
class ExponentialTest {
  private static final MathContext DIGITS = new MathContext(60);
  private static final BigDecimal MOST_ULPS = BigDecimal.valueOf(2);
  private static final int HALVINGS = 20;
  private static final int TERMS = 12;

  @Test
  void isWithinTwoUnitsInTheLastPlace() {
    RandomAuction.forAll(
        2_000,
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          // Both exponents of every size and such as differ by little from a step of the table.
          double x =
              switch ((int) (seed % 3)) {
                case 0 -> -Math.exp(random.nextDouble(-45, Math.log(-Exponential.LEAST)));
                case 1 -> random.nextDouble(Exponential.LEAST, 0);
                default -> -(random.nextInt(64_000) + 0.5) * Math.log(2) / 64;
              };
          BigDecimal exact = power(x);
          double found = Exponential.of(x);
          assertThat(new BigDecimal(found).subtract(exact).abs())
              .isLessThanOrEqualTo(new BigDecimal(Math.ulp(found)).multiply(MOST_ULPS));
        });
  }

  /** {@code e^x} by a series at {@code x / 2^20}, squared twenty times. */
  private static BigDecimal power(double x) {
    BigDecimal small = new BigDecimal(x).divide(BigDecimal.valueOf(1L << HALVINGS), DIGITS);
    BigDecimal term = BigDecimal.ONE;
    BigDecimal sum = BigDecimal.ONE;
    for (int i = 1; i <= TERMS; i++) {
      term = term.multiply(small, DIGITS).divide(BigDecimal.valueOf(i), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    for (int i = 0; i < HALVINGS; i++) {
      sum = sum.multiply(sum, DIGITS);
    }
    return sum;
  }

  @Test
  void followsTheLibraryOverTheWholeRange() {
    for (double x = 0; x > Exponential.LEAST; x -= 0.000_7) {
      double expected = StrictMath.exp(x);
      assertThat(Math.abs(Exponential.of(x) - expected))
          .isLessThanOrEqualTo(3 * Math.ulp(expected));
    }
  }

  @Test
  void endsAreExact() {
    assertThat(Exponential.of(0)).isEqualTo(1);
    assertThat(Exponential.of(-0.0)).isEqualTo(1);
    assertThat(Exponential.of(-Double.MIN_VALUE)).isEqualTo(1);
    double least = Exponential.of(Exponential.LEAST);
    assertThat(least).isPositive().isLessThan(1e-300);
    assertThat(Exponential.of(-701)).isEqualTo(least);
    assertThat(Exponential.of(Double.NEGATIVE_INFINITY)).isEqualTo(least);
  }
}
