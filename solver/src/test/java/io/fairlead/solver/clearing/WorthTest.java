package io.fairlead.solver.clearing;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.exact.Rational;
import io.fairlead.solver.RandomAuction;
import io.fairlead.solver.strategy.Batch;
import java.math.BigInteger;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Comparisons of scores without the scores. */
class WorthTest {
  @Test
  void comparesAsTheExactScoresDo() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 2_000; i++) {
      Rational one = fraction(random);
      // Often so close that only the exact numbers tell.
      Rational other =
          switch (i % 4) {
            case 0 -> fraction(random);
            case 1 -> one;
            default ->
                one.plus(
                    new Rational(
                        BigInteger.valueOf(random.nextLong(-2, 3)),
                        BigInteger.ONE.shiftLeft(random.nextInt(40, 200))));
          };
      assertThat(Worth.of(one).compareTo(Worth.of(other))).isEqualTo(one.compareTo(other));
      assertThat(Worth.of(one).equals(Worth.of(other))).isEqualTo(one.equals(other));
      Rational scaled = one.times(BigInteger.ONE.shiftLeft(Worth.BITS));
      Worth.Bounds bounds = Worth.Bounds.of(one);
      assertThat(Rational.of(bounds.low())).isLessThanOrEqualTo(scaled);
      assertThat(Rational.of(bounds.high())).isGreaterThanOrEqualTo(scaled);
      assertThat(bounds.high().subtract(bounds.low())).isLessThanOrEqualTo(BigInteger.ONE);
    }
  }

  @Test
  void theExactScoreIsNotAskedForWhereBoundsTell() {
    Worth less = new Worth(() -> bounds(3, 5), WorthTest::unasked);
    Worth more = new Worth(() -> bounds(6, 8), WorthTest::unasked);
    assertThat(less).isLessThan(more);
    assertThat(more).isGreaterThan(less);
  }

  /** Sales, purchases, fees: what one division per trade finds holds the exact score. */
  @Test
  void boundsOfSolutionsHoldTheirScores() {
    int[] seen = {0};
    RandomAuction.forAll(
        20,
        seed -> {
          SolveRequest request = RandomAuction.of(seed, 5, 6, 14);
          Function<Solution, Worth> worth = SolutionScore.comparing(() -> request);
          for (Solution one : new Batch().solve(request, Budget.UNLIMITED)) {
            Rational exact = SolutionScore.in(request).apply(one);
            Rational scaled = exact.times(BigInteger.ONE.shiftLeft(Worth.BITS));
            Worth.Bounds bounds = worth.apply(one).bounds();
            assertThat(worth.apply(one).exact()).isEqualTo(exact);
            assertThat(Rational.of(bounds.low())).isLessThanOrEqualTo(scaled);
            assertThat(Rational.of(bounds.high())).isGreaterThanOrEqualTo(scaled);
            assertThat(bounds.high().subtract(bounds.low()))
                .isLessThanOrEqualTo(BigInteger.valueOf(one.trades().size() + 1));
            seen[0]++;
          }
        });
    assertThat(seen[0]).isGreaterThan(10);
  }

  private static Worth.Bounds bounds(long low, long high) {
    return new Worth.Bounds(BigInteger.valueOf(low), BigInteger.valueOf(high));
  }

  private static Rational unasked() {
    throw new AssertionError("asked for the exact score");
  }

  private static Rational fraction(SplittableRandom random) {
    return new Rational(
        BigInteger.valueOf(random.nextLong(-1_000_000, 1_000_000)),
        BigInteger.valueOf(random.nextLong(1, 1L << 50)));
  }
}
