package io.fairlead.auction.fairness;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.RandomAuctions;
import io.fairlead.auction.Scene;
import io.fairlead.auction.exact.Rational;
import io.fairlead.auction.score.Scoring;
import io.fairlead.auction.settle.OrderFill;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.settlement.ClearingMath;
import io.fairlead.contracts.settlement.Fill;
import io.fairlead.contracts.settlement.Trade;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** F8: cutting an order, or entering the auction under many names, gains nothing but roundings. */
class F8SplitNeutralityTest {
  private static final Map<Address, BigInteger> UNIT_PRICE =
      Map.of(Scene.USD, Scene.ONE, Scene.WETH, Scene.ONE);

  /** At the same clearing prices j parts get at most j units more than the whole. */
  @Test
  void anOrderInPartsGainsAtMostAUnitPerPart() {
    List<BigInteger> gains = new ArrayList<>();
    RandomAuctions.forAll(
        2_000,
        random -> {
          int parts = 2 + random.below(8);
          List<BigInteger> amounts = new ArrayList<>();
          BigInteger whole = BigInteger.ZERO;
          for (int i = 0; i < parts; i++) {
            BigInteger part = random.positive(60);
            amounts.add(part);
            whole = whole.add(part);
          }
          BigInteger sellPrice = random.positive(60);
          BigInteger buyPrice = random.positive(60);
          BigInteger together = bought(whole, sellPrice, buyPrice);
          BigInteger apart =
              amounts.stream()
                  .map(amount -> bought(amount, sellPrice, buyPrice))
                  .reduce(BigInteger.ZERO, BigInteger::add);
          BigInteger gain = apart.subtract(together);
          assertThat(gain).isBetween(BigInteger.ZERO, BigInteger.valueOf(parts - 1L));
          gains.add(gain);
        });
    if (Long.getLong("fairlead.seed") == null) {
      BigInteger sum = gains.stream().reduce(BigInteger.ZERO, BigInteger::add);
      assertThat(sum.doubleValue() / gains.size()).as("mean gain in units").isLessThan(4);
    }
  }

  private static BigInteger bought(BigInteger amount, BigInteger sellPrice, BigInteger buyPrice) {
    return fill(sell(amount, BigInteger.ONE), sellPrice, buyPrice).bought();
  }

  /** The score of a solution is worth at most a unit more per part into which an order is cut. */
  @Test
  void theScoreOfPartsIsThatOfTheWholeButForRoundings() {
    RandomAuctions.forAll(
        2_000,
        random -> {
          int parts = 2 + random.below(8);
          BigInteger sold = random.positive(50);
          BigInteger asked = random.positive(50);
          BigInteger factor = BigInteger.valueOf(parts);
          // A better price than asked, for the whole and for each part alike, with a fraction.
          BigInteger scale = random.positive(10);
          BigInteger sellPrice = asked.multiply(scale).add(random.positive(20));
          BigInteger buyPrice = sold.multiply(scale);
          Rational whole =
              score(
                  List.of(sell(sold.multiply(factor), asked.multiply(factor))),
                  sellPrice,
                  buyPrice);
          List<Intent> cut = new ArrayList<>();
          for (int i = 0; i < parts; i++) {
            cut.add(sell(sold, asked));
          }
          Rational difference = score(cut, sellPrice, buyPrice).minus(whole);
          assertThat(difference.floor().abs()).isLessThanOrEqualTo(factor);
        });
  }

  /** Clones of solvers change neither what owners get nor the winning score. */
  @Test
  void manyNamesForOneSolverGainNothing() {
    RandomAuctions.forAll(
        150,
        random -> {
          Market market = Market.random(random);
          SortedMap<String, List<Market.Offer>> more = new TreeMap<>(market.offers());
          market
              .offers()
              .forEach((solver, own) -> {
                for (int clone = random.below(4); clone > 0; clone--) {
                  more.put(solver + " clone " + clone, own);
                }
              });
          Market.Outcome once = market.run();
          Market.Outcome often = market.run(market.entries(), more);
          assertThat(often.fills()).isEqualTo(once.fills());
        });
  }

  private static Intent sell(BigInteger sold, BigInteger asked) {
    return Scene.intent("alice", Scene.WETH, Scene.USD, sold, asked, Side.SELL, true);
  }

  private static Fill fill(Intent intent, BigInteger sellPrice, BigInteger buyPrice) {
    SignedIntent signed =
        SignedIntent.ecdsa(intent, Scene.signer("alice").sign(Scene.EIP712.intentHash(intent)));
    return ClearingMath.fill(
        Trade.of(signed, intent.sellAmount(), BigInteger.ZERO), sellPrice, buyPrice);
  }

  private static Rational score(List<Intent> intents, BigInteger sellPrice, BigInteger buyPrice) {
    List<OrderFill> fills = new ArrayList<>();
    for (Intent intent : intents) {
      fills.add(
          new OrderFill(
              Scene.word("intent " + fills.size()), intent, fill(intent, sellPrice, buyPrice)));
    }
    return Scoring.score(fills, UNIT_PRICE).total();
  }
}
