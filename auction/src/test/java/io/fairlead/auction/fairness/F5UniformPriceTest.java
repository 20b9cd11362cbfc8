package io.fairlead.auction.fairness;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.RandomAuctions;
import io.fairlead.auction.Scene;
import io.fairlead.auction.exact.Rational;
import io.fairlead.auction.transcript.JudgedSolution;
import io.fairlead.contracts.settlement.ClearingMath;
import io.fairlead.contracts.settlement.Fill;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** F5: one price for all in a direction of a pair, limits kept, nothing made of nothing. */
class F5UniformPriceTest {
  @Test
  void equalOrdersGetEqualAmountsWithinTheirLimits() {
    RandomAuctions.forAll(
        200,
        random -> {
          Market market = Market.random(random);
          Market.Outcome outcome = market.run();
          List<Fill> fills =
              market.byOwner(outcome).entrySet().stream()
                  .peek(entry ->
                      assertThat(
                              ClearingMath.meetsLimit(
                                  market.intent(entry.getKey()), entry.getValue().fill()))
                          .isTrue())
                  .map(entry -> entry.getValue().fill())
                  .toList();
          // Everybody sells one WETH, so one price is one amount.
          assertThat(fills.stream().distinct()).hasSizeLessThanOrEqualTo(1);
          assertThat(fills).allSatisfy(fill -> assertThat(fill.sold()).isEqualTo(Scene.ONE));
        });
  }

  /** The oracle is the definition: no valid solution has a better score than the one that won. */
  @Test
  void theBestRecomputedScoreWins() {
    RandomAuctions.forAll(
        200,
        random -> {
          Market market = Market.random(random);
          Market.Outcome outcome = market.run();
          Optional<Rational> best =
              Market.valid(outcome).stream()
                  .map(JudgedSolution.Valid::score)
                  .max(Comparator.naturalOrder())
                  .filter(score -> score.signum() > 0);
          Rational settled =
              Rational.sum(
                  market.byOwner(outcome).entrySet().stream()
                      .map(entry -> surplus(market, entry.getKey(), entry.getValue().fill()))
                      .toList());
          assertThat(settled).isEqualTo(best.orElse(Rational.ZERO));
        });
  }

  /** By hand: dollars above the limit, at 2,000 dollars of 6 decimals for 10^18 wei. */
  private static Rational surplus(Market market, int owner, Fill fill) {
    return new Rational(
        fill.bought().subtract(market.intent(owner).buyAmount()).multiply(Scene.ONE),
        Scene.usd(2_000));
  }
}
