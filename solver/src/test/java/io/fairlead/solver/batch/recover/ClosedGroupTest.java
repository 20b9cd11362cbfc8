package io.fairlead.solver.batch.recover;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.RandomAuction;
import io.fairlead.solver.clearing.FilledOrder;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClosedGroupTest {
  private static final double MARGIN = 0.02;

  /** Each token against the next, as much one way as the other, all at the prices and a margin. */
  private static List<Wish> wishes(double[] prices, double value, SplittableRandom random) {
    List<Wish> wishes = new ArrayList<>();
    for (int token = 0; token < prices.length; token++) {
      int next = (token + 1) % prices.length;
      double size = value * random.nextDouble(0.9, 1.1);
      wishes.add(wish(wishes.size(), token, next, prices, size));
      wishes.add(wish(wishes.size(), next, token, prices, size));
    }
    return wishes;
  }

  private static Wish wish(int n, int give, int take, double[] prices, double value) {
    return new Wish(
        RandomAuction.order(
            n,
            RandomAuction.address(give),
            RandomAuction.address(take),
            new BigDecimal(value / prices[give]).toBigInteger(),
            new BigDecimal(value / prices[take] * (1 - MARGIN)).toBigInteger(),
            Side.SELL,
            true),
        give,
        take,
        1,
        BigInteger.ZERO);
  }

  @Test
  void groupsOfAnySizeAreSettledToTheWeiWithAlmostAllTheirSurplus() {
    double[] surplus = {0, 0};
    RandomAuction.forAll(
        1_400,
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          double[] prices = new double[(int) (3 + seed % 7)];
          int coarse = random.nextInt(1, 4);
          for (int token = 0; token < prices.length; token++) {
            // Some tokens of 6 decimals, the others of 18.
            prices[token] = Math.exp(random.nextDouble(-6, 3)) * (token < coarse ? 1e12 : 1);
          }
          double value = Math.exp(random.nextDouble(-5, 3)) * 1e18;
          List<Wish> wishes = wishes(prices, value, random);
          double gained = gained(settled(wishes, prices), wishes, prices);
          double most = 0;
          for (Wish wish : wishes) {
            most += MARGIN * wish.order().sellAmount().doubleValue() * prices[wish.give()];
          }
          assertThat(gained / most).isBetween(0.9, 1.01);
          surplus[0] += gained;
          surplus[1] += most;
        });
    assertThat(surplus[0]).isGreaterThan(0.999 * surplus[1]);
  }

  private static Settled settled(List<Wish> wishes, double[] prices) {
    int[] tokens = IntStream.range(0, prices.length).toArray();
    List<Address> addresses = IntStream.of(tokens).mapToObj(RandomAuction::address).toList();
    Quotation quotation = new Quotation(addresses, prices, prices);
    return ClosedGroup.settle(wishes, tokens, quotation, () -> false).orElseThrow();
  }

  /** Checks a settlement to the wei; what owners gain beyond what they signed, native wei. */
  private static double gained(Settled settled, List<Wish> wishes, double[] prices) {
    for (BigInteger price : settled.prices().values()) {
      assertThat(price.bitLength()).isLessThanOrEqualTo(128);
    }
    SortedMap<Address, BigInteger> left = new TreeMap<>();
    double gained = 0;
    for (Wish wish : wishes) {
      for (FilledOrder fill : settled.fills()) {
        if (fill.order().equals(wish.order())) {
          Intent intent = wish.order().intent();
          BigInteger sellPrice = settled.prices().get(intent.sellToken());
          BigInteger buyPrice = settled.prices().get(intent.buyToken());
          BigInteger sold = fill.fill().sold();
          BigInteger bought = fill.fill().bought();
          assertThat(fill.acceptable()).isTrue();
          assertThat(sold.multiply(sellPrice)).isEqualTo(bought.multiply(buyPrice));
          left.merge(intent.sellToken(), sold, BigInteger::add);
          left.merge(intent.buyToken(), bought.negate(), BigInteger::add);
          gained += bought.doubleValue() * prices[wish.take()];
          gained -= sold.doubleValue() * prices[wish.give()] * (1 - MARGIN);
        }
      }
    }
    assertThat(left.values()).containsOnly(BigInteger.ZERO);
    return gained;
  }
}
