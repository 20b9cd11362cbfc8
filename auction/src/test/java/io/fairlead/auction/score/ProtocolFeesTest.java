package io.fairlead.auction.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.auction.RandomAuctions;
import io.fairlead.auction.exact.Rational;
import io.fairlead.auction.score.FeePolicy.PriceImprovement;
import io.fairlead.auction.score.FeePolicy.Quote;
import io.fairlead.auction.score.FeePolicy.Surplus;
import io.fairlead.auction.score.FeePolicy.Volume;
import io.fairlead.contracts.intent.Side;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Worked by hand: forward, what a fee takes, and back, what is recovered. */
class ProtocolFeesTest {
  private static final LimitTerms SELL = new LimitTerms(Side.SELL, big(1_000), big(2_000));
  private static final LimitTerms BUY = new LimitTerms(Side.BUY, big(2_000), big(1_000));
  private static final Rational NO_CAP = Rational.ONE;

  @Test
  void surplusOfASellOrder() {
    // 2,400 before the fee, surplus 400, half of it taken: 2,200 are left.
    assertThat(fees(SELL, 1_000, 2_200, new Surplus(ratio(1, 2), NO_CAP)))
        .containsExactly(big(200));
    // Capped: a hundredth of 2,222.2 before the fee is 2,200 / 99 = 22.2.
    assertThat(fees(SELL, 1_000, 2_200, new Surplus(ratio(1, 2), ratio(1, 100))))
        .containsExactly(big(22));
  }

  @Test
  void surplusOfABuyOrder() {
    // Pays 1,600 before the fee, surplus 400, half of it taken: pays 1,800.
    assertThat(fees(BUY, 1_800, 1_000, new Surplus(ratio(1, 2), ratio(9, 10))))
        .containsExactly(big(200));
    // Capped: 1,800 * 0.01 / 1.01 = 17.8.
    assertThat(fees(BUY, 1_800, 1_000, new Surplus(ratio(1, 2), ratio(1, 100))))
        .containsExactly(big(17));
    // For a buy order a cap of 1 is one: half of what is paid.
    assertThat(fees(BUY, 1_000, 1_000, new Surplus(ratio(9, 10), Rational.ONE)))
        .containsExactly(big(500));
  }

  @Test
  void volume() {
    // A tenth of 2,500 is 250, 2,250 are left.
    assertThat(fees(SELL, 1_000, 2_250, new Volume(ratio(1, 10)))).containsExactly(big(250));
    // A tenth on top of 1,500 is 150, 1,650 are paid.
    assertThat(fees(BUY, 1_650, 1_000, new Volume(ratio(1, 10)))).containsExactly(big(150));
    assertThat(fees(BUY, 1_650, 1_000, new Volume(Rational.ZERO))).containsExactly(big(0));
  }

  @Test
  void improvementOverAQuoteOfASellOrder() {
    // Quoted 1,100 for half, less the network fee of 5 % of it: 2,090 for everything.
    Quote quote = new Quote(big(500), big(1_100), big(25));
    assertThat(fees(SELL, 1_000, 2_200, new PriceImprovement(ratio(1, 2), NO_CAP, quote)))
        .containsExactly(big(110));
    // A quote worse than the limit: what counts is the limit.
    Quote low = new Quote(big(500), big(900), big(25));
    assertThat(fees(SELL, 1_000, 2_200, new PriceImprovement(ratio(1, 2), NO_CAP, low)))
        .containsExactly(big(200));
    // No improvement, no fee.
    Quote high = new Quote(big(500), big(1_900), big(0));
    assertThat(fees(SELL, 1_000, 2_200, new PriceImprovement(ratio(1, 2), NO_CAP, high)))
        .containsExactly(big(0));
  }

  @Test
  void improvementOverAQuoteOfABuyOrder() {
    // Quoted 900 and 50 network fee for half: 1,900 for everything.
    Quote quote = new Quote(big(900), big(500), big(50));
    assertThat(fees(BUY, 1_800, 1_000, new PriceImprovement(ratio(1, 2), ratio(9, 10), quote)))
        .containsExactly(big(100));
    Quote worse = new Quote(big(1_400), big(500), big(50));
    assertThat(fees(BUY, 1_800, 1_000, new PriceImprovement(ratio(1, 2), ratio(9, 10), worse)))
        .containsExactly(big(200));
  }

  @Test
  void theLastPolicyIsUndoneFirst() {
    // Volume a tenth of 2,500: 2,250; then half of the surplus of 250: 2,125.
    FeePolicy volume = new Volume(ratio(1, 10));
    FeePolicy surplus = new Surplus(ratio(1, 2), NO_CAP);
    assertThat(fees(SELL, 1_000, 2_125, volume, surplus)).containsExactly(big(250), big(125));
    // The other way round: half of 500 off 2,500 is 2,250; a tenth of that off is 2,025.
    assertThat(fees(SELL, 1_000, 2_025, surplus, volume)).containsExactly(big(250), big(225));
  }

  @Test
  void partialExecutionsScaleLimitAndQuote() {
    // 333 of 1,000 must bring 666; a third of the surplus of 36 after the fee, over two thirds.
    assertThat(fees(SELL, 333, 702, new Surplus(ratio(1, 3), NO_CAP))).containsExactly(big(18));
    LimitTerms odd = new LimitTerms(Side.SELL, big(10), big(7));
    // 3 of 10 must bring ceil(2.1) = 3.
    assertThat(odd.surplus(new Execution(big(3), big(5)))).isEqualTo(2);
    // 3 of 7 may cost floor(4.28) = 4.
    assertThat(new LimitTerms(Side.BUY, big(10), big(7)).surplus(new Execution(big(3), big(3))))
        .isEqualTo(1);
  }

  @Test
  void scoreIsSurplusAndFeesAtTheReferencePrice() {
    TradeScore score =
        Scoring.score(
            BUY,
            new Execution(big(1_800), big(1_000)),
            List.of(new Surplus(ratio(1, 2), ratio(9, 10))),
            Optional.of(BigInteger.TEN.pow(18).multiply(big(3))));
    assertThat(score.surplus()).isEqualTo(200);
    // 200 and 200 of the sell token are 200 of the buy token, 600 wei.
    assertThat(score.score()).isEqualTo(Rational.of(big(600)));
    assertThat(score.priced()).isTrue();
    TradeScore unpriced =
        Scoring.score(BUY, new Execution(big(1_800), big(1_000)), List.of(), Optional.empty());
    assertThat(unpriced.score()).isEqualTo(Rational.ZERO);
    assertThat(unpriced.priced()).isFalse();
    assertThat(unpriced.surplus()).isEqualTo(200);
  }

  /** Takes a fee forward in whole numbers and recovers it to within the rounding. */
  @Test
  void whatWasTakenIsRecovered() {
    RandomAuctions.forAll(
        2_000,
        random -> {
          boolean sell = random.bool();
          LimitTerms terms =
              new LimitTerms(
                  sell ? Side.SELL : Side.BUY,
                  random.positive(100).add(BigInteger.ONE),
                  random.positive(100));
          BigInteger beyond = random.uint(90);
          BigInteger traded = sell ? terms.buyAmount().add(beyond) : terms.sellAmount();
          Rational factor = ratio(random.below(1_000), 1_000);
          boolean volume = random.bool();
          BigInteger taken =
              factor.times(volume ? traded : sell ? beyond : terms.sellAmount()).floor();
          FeePolicy policy = volume ? new Volume(factor) : new Surplus(factor, NO_CAP);
          if (sell) {
            if (volume && traded.subtract(taken).compareTo(terms.buyAmount()) < 0) {
              return;
            }
            assertWithinRounding(
                fees(terms, terms.sellAmount(), traded.subtract(taken), policy).getFirst(),
                taken,
                factor);
          } else if (volume) {
            LimitTerms roomy =
                new LimitTerms(Side.BUY, terms.sellAmount().shiftLeft(1), terms.buyAmount());
            assertWithinRounding(
                fees(roomy, traded.add(taken), terms.buyAmount(), policy).getFirst(),
                taken,
                Rational.ZERO);
          }
        });
  }

  /** A fee rounded down by less than 1 is recovered with an error of less than 1 / (1 - f). */
  private static void assertWithinRounding(
      BigInteger recovered, BigInteger taken, Rational factor) {
    BigInteger most = Rational.ONE.minus(factor).inverse().floor().add(BigInteger.TWO);
    assertThat(recovered.subtract(taken).abs()).isLessThanOrEqualTo(most);
  }

  @Test
  void refusesFactorsOutOfRange() {
    assertThatThrownBy(() -> new Volume(Rational.ONE)).hasMessageStartingWith("factor ");
    assertThatThrownBy(() -> new Surplus(ratio(-1, 2), NO_CAP)).hasMessageStartingWith("factor ");
    assertThatThrownBy(() -> new Surplus(ratio(1, 2), ratio(3, 2)))
        .hasMessageStartingWith("maxVolumeFactor ");
    assertThatThrownBy(() -> new Quote(big(0), big(1), big(0)))
        .hasMessageStartingWith("sellAmount ");
    assertThatThrownBy(() -> new Quote(big(1), big(0), big(0)))
        .hasMessageStartingWith("buyAmount ");
    assertThatThrownBy(() -> new Quote(big(1), big(1), big(-1))).hasMessageStartingWith("fee ");
  }

  private static List<BigInteger> fees(
      LimitTerms terms, long sold, long bought, FeePolicy... policies) {
    return fees(terms, big(sold), big(bought), policies);
  }

  private static List<BigInteger> fees(
      LimitTerms terms, BigInteger sold, BigInteger bought, FeePolicy... policies) {
    return ProtocolFees.recover(terms, new Execution(sold, bought), List.of(policies));
  }

  private static Rational ratio(long numerator, long denominator) {
    return new Rational(big(numerator), big(denominator));
  }

  private static BigInteger big(long value) {
    return BigInteger.valueOf(value);
  }
}
