package io.fairlead.auction.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.RandomAuctions;
import io.fairlead.auction.Scene;
import io.fairlead.auction.exact.Rational;
import io.fairlead.auction.settle.OrderFill;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.ClearingMath;
import io.fairlead.contracts.settlement.Fill;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScoringTest {
  private static final BigInteger UNIT = BigInteger.TEN.pow(18);

  @Test
  void sellOrderByHand() {
    // 1 WETH for at least 1,900 dollars gets 1,990: 90 dollars at 0.0005 WETH each.
    OrderScore score = score(Scene.SELL_WETH, Scene.ONE, Scene.usd(1_990)).orders().getFirst();
    assertThat(score.improvement()).isEqualTo(Scene.usd(90));
    assertThat(score.improvementBps()).isEqualTo(473);
    assertThat(score.score().floor()).isEqualTo(Scene.ONE.multiply(big(45)).divide(big(1_000)));
  }

  @Test
  void buyOrderByHand() {
    // At most 2,100 dollars for 1 WETH; pays 1,995: 105 dollars, at the signed limit 0.05 WETH.
    OrderScore score = score(Scene.BUY_WETH, Scene.usd(1_995), Scene.ONE).orders().getFirst();
    assertThat(score.score()).isEqualTo(Rational.of(Scene.ONE.divide(big(20))));
    assertThat(score.improvementBps()).isEqualTo(500);
  }

  @Test
  void partialFillsScaleTheLimitAgainstTheSolver() {
    Intent intent = Scene.intent("carol", Scene.X, Scene.WETH, big(10), big(7), Side.SELL, true);
    // 3 of 10 ask for ceil(2.1) = 3.
    assertThat(score(intent, big(3), big(5)).orders().getFirst().improvement()).isEqualTo(2);
    Intent buy = Scene.intent("carol", Scene.X, Scene.WETH, big(10), big(7), Side.BUY, true);
    // 3 of 7 may cost floor(4.28) = 4; one saved is 0.7 of the buy token.
    assertThat(score(buy, big(3), big(3)).orders().getFirst().surplus())
        .isEqualTo(new Rational(big(7), big(10)));
  }

  @Test
  void withoutReferencePriceNothingIsScored() {
    Score score =
        Scoring.score(
            List.of(fill(Scene.SELL_WETH, Scene.ONE, Scene.usd(1_990))), Map.of(Scene.WETH, UNIT));
    assertThat(score.total()).isEqualTo(Rational.ZERO);
    assertThat(score.orders().getFirst().priced()).isFalse();
    assertThat(score.orders().getFirst().improvement()).isEqualTo(Scene.usd(90));
  }

  /** The definition, with one common denominator instead of fractions. */
  @Test
  void agreesWithTheDefinition() {
    RandomAuctions.forAll(
        400,
        random -> {
          List<OrderFill> fills = new ArrayList<>();
          BigInteger numerator = BigInteger.ZERO;
          BigInteger denominator = UNIT;
          BigInteger price = random.positive(60);
          for (int i = 1 + random.below(4); i > 0; i--) {
            Intent intent = intent(random);
            Fill fill = fillWithinLimit(random, intent);
            assertThat(ClearingMath.meetsLimit(intent, fill)).isTrue();
            fills.add(new OrderFill(Bytes32.of(random.array(32)), intent, fill));
            BigInteger own;
            if (intent.side() == Side.SELL) {
              BigInteger asked = BigInteger.ZERO;
              while (asked
                      .multiply(intent.sellAmount())
                      .compareTo(intent.buyAmount().multiply(fill.sold()))
                  < 0) {
                asked = asked.add(BigInteger.ONE);
              }
              own = fill.bought().subtract(asked).multiply(intent.sellAmount());
            } else {
              BigInteger most = BigInteger.ZERO;
              while (most.add(BigInteger.ONE)
                      .multiply(intent.buyAmount())
                      .compareTo(intent.sellAmount().multiply(fill.bought()))
                  <= 0) {
                most = most.add(BigInteger.ONE);
              }
              own = most.subtract(fill.sold()).multiply(intent.buyAmount());
            }
            numerator =
                numerator
                    .multiply(intent.sellAmount())
                    .add(own.multiply(price).multiply(denominator.divide(UNIT)));
            denominator = denominator.multiply(intent.sellAmount());
          }
          Score score =
              Scoring.score(random.shuffled(fills), Map.of(Scene.USD, price, Scene.WETH, price));
          assertThat(score.total()).isEqualTo(new Rational(numerator, denominator));
          assertThat(score.total().signum()).isNotNegative();
        });
  }

  private static Intent intent(RandomAuctions random) {
    return Scene.intent(
        "alice",
        Scene.X,
        random.bool() ? Scene.USD : Scene.WETH,
        big(1 + random.below(200)),
        big(1 + random.below(200)),
        random.bool() ? Side.SELL : Side.BUY,
        true);
  }

  private static Fill fillWithinLimit(RandomAuctions random, Intent intent) {
    BigInteger extra = big(random.below(5));
    if (intent.side() == Side.SELL) {
      BigInteger sold = big(1 + random.below(intent.sellAmount().intValue()));
      BigInteger asked =
          sold.multiply(intent.buyAmount())
              .add(intent.sellAmount())
              .subtract(BigInteger.ONE)
              .divide(intent.sellAmount());
      return new Fill(sold, asked.add(extra), BigInteger.ZERO);
    }
    BigInteger bought = big(1 + random.below(intent.buyAmount().intValue()));
    BigInteger most = bought.multiply(intent.sellAmount()).divide(intent.buyAmount());
    return new Fill(most.subtract(extra).max(BigInteger.ZERO), bought, BigInteger.ZERO);
  }

  private static Score score(Intent intent, BigInteger sold, BigInteger bought) {
    Map<Address, BigInteger> prices =
        Map.of(Scene.WETH, UNIT, Scene.USD, BigInteger.TEN.pow(36).divide(Scene.usd(2_000)));
    return Scoring.score(
        List.of(new OrderFill(Bytes32.ZERO, intent, new Fill(sold, bought, BigInteger.ZERO))),
        prices);
  }

  private static OrderFill fill(Intent intent, BigInteger sold, BigInteger bought) {
    return new OrderFill(Bytes32.ZERO, intent, new Fill(sold, bought, BigInteger.ZERO));
  }

  private static BigInteger big(long value) {
    return BigInteger.valueOf(value);
  }
}
