package io.fairlead.auction.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.exact.Rational;
import java.math.BigInteger;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class BasketTermsTest {
  private static final BigInteger ETHER = BigInteger.TEN.pow(18);

  private static BigInteger wei(long wei) {
    return BigInteger.valueOf(wei);
  }

  @Test
  void whoReceivesScoresWhatComesOnTop() {
    BasketTerms terms = new BasketTerms(wei(100));
    assertThat(terms.surplus(wei(3), wei(300))).isZero();
    assertThat(terms.surplus(wei(3), wei(307))).isEqualTo(7);
    assertThat(terms.surplus(wei(3), wei(299))).isEqualTo(-1);
  }

  @Test
  void whoPaysScoresWhatIsSavedAndMayBePaidInstead() {
    BasketTerms terms = new BasketTerms(wei(-100));
    assertThat(terms.surplus(wei(2), wei(-200))).isZero();
    assertThat(terms.surplus(wei(2), wei(-150))).isEqualTo(50);
    assertThat(terms.surplus(wei(2), wei(20))).isEqualTo(220);
    assertThat(terms.surplus(wei(2), wei(-201))).isEqualTo(-1);
  }

  @Test
  void scoreIsExactAndNeedsAPrice() {
    BasketTerms terms = new BasketTerms(wei(10));
    assertThat(terms.score(wei(1), wei(13), Optional.of(BigInteger.ONE)))
        .isEqualTo(new Rational(wei(3), ETHER));
    assertThat(terms.score(wei(1), wei(13), Optional.empty())).isEqualTo(Rational.ZERO);
  }

  /** A basket that is filled in parts scores as much as in one go: nothing is rounded. */
  @Test
  void partsScoreAsMuchAsTheWhole() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 1_000; i++) {
      BasketTerms terms = new BasketTerms(wei(random.nextLong(-1_000_000, 1_000_000)));
      BigInteger one = wei(random.nextLong(1, 1_000));
      BigInteger two = wei(random.nextLong(1, 1_000));
      BigInteger quoteOne = wei(random.nextLong(-1_000_000_000, 1_000_000_000));
      BigInteger quoteTwo = wei(random.nextLong(-1_000_000_000, 1_000_000_000));
      Optional<BigInteger> price = Optional.of(wei(random.nextLong(1, Long.MAX_VALUE)));
      assertThat(terms.score(one, quoteOne, price).plus(terms.score(two, quoteTwo, price)))
          .isEqualTo(terms.score(one.add(two), quoteOne.add(quoteTwo), price));
    }
  }
}
