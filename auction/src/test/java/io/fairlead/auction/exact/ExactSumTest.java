package io.fairlead.auction.exact;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.RandomAuctions;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExactSumTest {
  @Test
  void agreesWithReducedFractions() {
    RandomAuctions.forAll(
        2_000,
        random -> {
          List<Rational> one = values(random);
          List<Rational> two = random.bool() ? random.shuffled(one) : values(random);
          ExactSum sum = ExactSum.of(one);
          assertThat(sum.floor()).isEqualTo(Rational.sum(one).floor());
          assertThat(sum.signum()).isEqualTo(Rational.sum(one).signum());
          assertThat(sum.compareTo(ExactSum.of(two)))
              .isEqualTo(Rational.sum(one).compareTo(Rational.sum(two)));
          List<Rational> both = new ArrayList<>(one);
          both.addAll(two);
          assertThat(ExactSum.total(List.of(sum, ExactSum.of(two)))).isEqualTo(ExactSum.of(both));
        });
  }

  /** No number of digits behind the point tells these apart from whole numbers. */
  @Test
  void thirdsAndSixthsAreWhole() {
    List<Rational> whole = List.of(ratio(1, 2), ratio(1, 3), ratio(1, 6));
    assertThat(ExactSum.of(whole).floor()).isEqualTo(1);
    assertThat(ExactSum.of(whole)).isEqualTo(ExactSum.of(List.of(Rational.ONE)));
    List<Rational> less = new ArrayList<>(whole);
    less.add(new Rational(BigInteger.ONE.negate(), BigInteger.ONE.shiftLeft(1_000)));
    assertThat(ExactSum.of(less).floor()).isZero();
    assertThat(ExactSum.of(less)).isLessThan(ExactSum.of(whole));
  }

  private static List<Rational> values(RandomAuctions random) {
    List<Rational> values = new ArrayList<>();
    for (int i = random.below(6); i > 0; i--) {
      values.add(
          random.bool()
              ? ratio(random.below(40) - 20, 1 + random.below(12))
              : new Rational(random.uint(200), random.positive(200)));
    }
    return values;
  }

  private static Rational ratio(long numerator, long denominator) {
    return new Rational(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
  }
}
