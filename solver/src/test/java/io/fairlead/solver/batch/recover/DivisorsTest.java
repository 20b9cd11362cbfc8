package io.fairlead.solver.batch.recover;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DivisorsTest {
  private static final BigInteger ONE = BigInteger.ONE;

  @Test
  void divisorsOfSmallNumbersAreAllFoundAndFoundOnce() {
    for (int number = 1; number <= 3_000; number++) {
      assertSame(number, number);
    }
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 200; i++) {
      // What primes below 4,096 leave of these is a prime or nothing.
      int number = random.nextInt(1, 4_096 * 4_096);
      assertSame(number, number);
      assertSame(number, Math.pow(number, random.nextDouble()));
    }
  }

  @Test
  void divisorsOfRoundAmountsAreAllFound() {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 50; i++) {
      long number = random.nextLong(1, 4_096) * (long) Math.pow(10, random.nextInt(3, 9));
      assertSame(number, Math.pow((double) number, random.nextDouble(0.3, 1)));
    }
  }

  private static void assertSame(long number, double most) {
    List<BigInteger> all =
        LotsByTrial.divisors(number).stream().filter(one -> one.doubleValue() <= most).toList();
    assertThat(Divisors.of(BigInteger.valueOf(number), most))
        .as("divisors of %s up to %s", number, most)
        .containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void largePrimesStayTogether() {
    BigInteger one = BigInteger.valueOf(4_099);
    BigInteger other = BigInteger.valueOf(1_000_003);
    BigInteger both = one.multiply(other);
    BigInteger number = both.multiply(BigInteger.valueOf(6));
    assertThat(Divisors.of(number, Double.MAX_VALUE))
        .containsExactlyInAnyOrder(
            ONE,
            BigInteger.TWO,
            BigInteger.valueOf(3),
            BigInteger.valueOf(6),
            both,
            both.multiply(BigInteger.TWO),
            both.multiply(BigInteger.valueOf(3)),
            number);
    assertThat(Divisors.of(number, both.doubleValue() - 1)).hasSize(4).doesNotContain(one, other);
  }

  @Test
  void ofVeryManyNoMoreThanAreOfUseAreFound() {
    BigInteger number = LotSizes.ALL.unit();
    List<BigInteger> found = Divisors.of(number, 1e30);
    assertThat(found).hasSize(2_000).doesNotHaveDuplicates();
    for (BigInteger one : found) {
      assertThat(number.mod(one)).isZero();
      assertThat(one.doubleValue()).isLessThanOrEqualTo(1e30);
    }
  }
}
