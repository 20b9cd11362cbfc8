package io.fairlead.auction.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.auction.RandomAuctions;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RationalTest {
  @Test
  void isAField() {
    RandomAuctions.forAll(
        500,
        random -> {
          Rational a = any(random);
          Rational b = any(random);
          Rational c = any(random);
          assertThat(a.plus(b)).isEqualTo(b.plus(a));
          assertThat(a.times(b.plus(c))).isEqualTo(a.times(b).plus(a.times(c)));
          assertThat(Rational.parse(a.toString())).isEqualTo(a);
          if (a.signum() != 0) {
            assertThat(a.times(a.inverse())).isEqualTo(Rational.ONE);
          }
          assertThat(Integer.signum(a.compareTo(b)))
              .isEqualTo(a.plus(b.times(BigInteger.ONE.negate())).signum());
          BigInteger floor = a.floor();
          assertThat(Rational.of(floor).compareTo(a)).isLessThanOrEqualTo(0);
          assertThat(Rational.of(floor.add(BigInteger.ONE)).compareTo(a)).isPositive();
        });
  }

  @Test
  void sumsInAnyOrder() {
    RandomAuctions.forAll(
        50,
        random -> {
          List<Rational> values = new ArrayList<>();
          Rational one = Rational.ZERO;
          for (int i = random.below(20); i > 0; i--) {
            values.add(any(random));
            one = one.plus(values.getLast());
          }
          assertThat(Rational.sum(random.shuffled(values))).isEqualTo(one);
        });
  }

  @Test
  void readsOnlyWhatItWrites() {
    for (String text : List.of("1", "2/4", "1/0", "1/-2", "+1/2", "", "/", "0/2")) {
      assertThatThrownBy(() -> Rational.parse(text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new Rational(BigInteger.ONE, BigInteger.ZERO))
        .isInstanceOf(ArithmeticException.class);
  }

  private static Rational any(RandomAuctions random) {
    BigInteger numerator = random.uint(100);
    return new Rational(random.bool() ? numerator : numerator.negate(), random.positive(100));
  }
}
