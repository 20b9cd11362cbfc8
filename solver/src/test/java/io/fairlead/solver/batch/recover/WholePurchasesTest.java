package io.fairlead.solver.batch.recover;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.RandomAuction;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WholePurchasesTest {
  private static final double MOST_LOSS = 0.02;
  private static final int MOST_TOKENS = 3;

  /** Tokens of which few wei are worth much, so that not every lot does. */
  private static final double[] PRICES = {3.1e8, 4.7e8, 3.7e8, 5.9e8, 4.3e8};

  private static final double USUAL = 5e13;
  private static final ShortLots STEPS = new ShortLots(20);

  private int tokensServed;
  private int purchasesServed;
  private int leftOut;

  /** Orders, and all that is known besides. */
  private record Group(List<Wish> wishes) {
    List<LotScale.Choice> lots() {
      List<Address> tokens =
          IntStream.range(0, PRICES.length).mapToObj(RandomAuction::address).toList();
      int[] place = IntStream.range(0, PRICES.length).toArray();
      Quotation quotation = new Quotation(tokens, PRICES, PRICES);
      return WholePurchases.lots(wishes, place, quotation, new LotScale(PRICES, USUAL));
    }

    /** Those of a token that must be filled whole and gain something. */
    List<Wish> purchases(int token) {
      return wishes.stream()
          .filter(wish -> wish.take() == token && wish.part() > 0)
          .filter(wish -> wish.order().intent().side() == Side.BUY)
          .filter(wish -> !wish.order().intent().partiallyFillable())
          .filter(wish -> gain(wish) > 0)
          .toList();
    }

    /** Those that are whole lots. */
    List<Wish> served(LotScale.Choice lots) {
      return purchases(lots.root()).stream()
          .filter(wish -> wish.order().buyAmount().mod(lots.lot()).signum() == 0)
          .toList();
    }

    /** Of those of a token that can be whole lots at all the one that gains most. */
    Optional<Wish> best(int token) {
      return purchases(token).stream()
          .filter(wish -> !good(token, wish.order().buyAmount()).isEmpty())
          .max(Comparator.comparingDouble(Group::gain));
    }

    double gain(LotScale.Choice lots) {
      return served(lots).stream().mapToDouble(Group::gain).sum();
    }

    /** What an owner saves, at the signed price in the token bought; native wei. */
    static double gain(Wish wish) {
      double sold = wish.order().sellAmount().doubleValue();
      double bought = wish.order().buyAmount().doubleValue();
      double saved = sold - bought * PRICES[wish.take()] / PRICES[wish.give()];
      return saved * bought / sold * PRICES[wish.take()];
    }
  }

  private static Wish wish(int n, int give, int take, long bought, SplittableRandom random) {
    double sold = bought * PRICES[take] / PRICES[give] * (1 + random.nextDouble(-0.02, 0.1));
    return new Wish(
        RandomAuction.order(
            n,
            RandomAuction.address(give),
            RandomAuction.address(take),
            BigInteger.valueOf((long) sold),
            BigInteger.valueOf(bought),
            random.nextInt(5) == 0 ? Side.SELL : Side.BUY,
            random.nextInt(5) == 0),
        give,
        take,
        random.nextInt(5) == 0 ? 0 : 1,
        BigInteger.ZERO);
  }

  private static Group random(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Wish> wishes = new ArrayList<>();
    for (int n = random.nextInt(1, 40); n > 0; n--) {
      int take = random.nextInt(PRICES.length);
      int give = (take + random.nextInt(1, PRICES.length)) % PRICES.length;
      long round = List.of(1L, 10L, 600L, 3_600L, 5_000L, 10_000L).get(random.nextInt(6));
      wishes.add(
          wish(n, give, take, round * random.nextLong(50_000 / round, 500_000 / round), random));
    }
    return new Group(wishes);
  }

  private static List<BigInteger> good(int token, BigInteger number) {
    return LotsByTrial.good(PRICES, USUAL, token, number.longValueExact(), STEPS, MOST_LOSS);
  }

  private static BigInteger common(List<Wish> wishes) {
    return wishes.stream()
        .map(wish -> wish.order().buyAmount())
        .reduce(BigInteger.ZERO, BigInteger::gcd);
  }

  @Test
  void asManyPurchasesComeOutWholeAsHaveAGoodLotInCommon() {
    RandomAuction.forAll(
        300,
        seed -> {
          Group group = random(seed);
          for (LotScale.Choice lots : group.lots()) {
            List<Wish> served = group.served(lots);
            BigInteger common = common(served);
            assertThat(served).isNotEmpty();
            assertThat(good(lots.root(), common)).contains(lots.lot());
            for (BigInteger lot : good(lots.root(), common)) {
              assertThat(loss(lots, lots.lot())).isLessThanOrEqualTo(loss(lots, lot) + 1e-12);
            }
            for (Wish other : group.purchases(lots.root())) {
              if (!served.contains(other)) {
                BigInteger both = common.gcd(other.order().buyAmount());
                assertThat(good(lots.root(), both)).as("with another").isEmpty();
                leftOut++;
              }
            }
            tokensServed++;
            purchasesServed += served.size();
          }
        });
    assertThat(tokensServed).isGreaterThan(500);
    assertThat(purchasesServed).isGreaterThan(tokensServed * 3 / 2);
    assertThat(leftOut).isGreaterThan(300);
  }

  private static double loss(LotScale.Choice lots, BigInteger lot) {
    return LotsByTrial.loss(PRICES, USUAL, lots.root(), lot, STEPS);
  }

  @Test
  void whatGainsMostComesFirst() {
    RandomAuction.forAll(
        300,
        seed -> {
          Group group = random(seed);
          List<LotScale.Choice> lots = group.lots();
          double before = Double.POSITIVE_INFINITY;
          for (LotScale.Choice one : lots) {
            assertThat(group.gain(one)).isLessThanOrEqualTo(before * (1 + 1e-9));
            before = group.gain(one);
            assertThat(group.served(one)).contains(group.best(one.root()).orElseThrow());
          }
          assertThat(lots.stream().map(LotScale.Choice::root)).doesNotHaveDuplicates();
          assertThat(lots).hasSizeLessThanOrEqualTo(MOST_TOKENS);
          for (int token = 0; token < PRICES.length; token++) {
            int number = token;
            Optional<Wish> best = group.best(token);
            if (best.isPresent() && lots.stream().noneMatch(one -> one.root() == number)) {
              assertThat(lots).as("others instead").hasSize(MOST_TOKENS);
              assertThat(Group.gain(best.get())).isLessThanOrEqualTo(before * (1 + 1e-9));
            }
          }
        });
  }
}
