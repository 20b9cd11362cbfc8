package io.fairlead.solver.batch.recover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fairlead.auction.engine.Order;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.RandomAuction;
import io.fairlead.solver.clearing.FilledOrder;
import io.fairlead.solver.clearing.Take;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LotTradeTest {
  private static final int TOKENS = 3;

  private int trades;
  private int best;

  /** Orders among three tokens with lots of some hundred wei, and the prices inverse to these. */
  private static final class Group {
    final long seed;
    final SplittableRandom random;
    final BigInteger[] lot = new BigInteger[TOKENS];
    final BigInteger[] prices = new BigInteger[TOKENS];
    final double[] reference = new double[TOKENS];
    final List<Wish> wishes = new ArrayList<>();

    Group(long seed) {
      this.seed = seed;
      random = new SplittableRandom(seed);
      BigInteger multiple = BigInteger.ONE;
      for (int token = 0; token < TOKENS; token++) {
        lot[token] = BigInteger.valueOf(random.nextInt(200, 1_000));
        multiple = multiple.divide(multiple.gcd(lot[token])).multiply(lot[token]);
      }
      for (int token = 0; token < TOKENS; token++) {
        prices[token] = multiple.divide(lot[token]);
        reference[token] = (1 + random.nextDouble(-0.02, 0.02)) / lot[token].doubleValue();
      }
    }

    /** An order of up to six lots, asking for up to a twentieth more than the prices give. */
    void add(boolean parts, boolean fees) {
      int give = random.nextInt(TOKENS);
      int take = (give + random.nextInt(1, TOKENS)) % TOKENS;
      Side side = random.nextBoolean() ? Side.SELL : Side.BUY;
      long lots = random.nextInt(1, 7);
      long fee = fees ? random.nextInt(20) : 0;
      // Half of the amounts that are fixed are whole lots.
      long odd = random.nextBoolean() ? random.nextInt(200) : 0;
      long sold = lots * lot[give].longValueExact() + (side == Side.SELL ? odd : 0) + fee;
      long bought = lots * lot[take].longValueExact() + (side == Side.BUY ? odd : 0);
      double asked = 1 + random.nextDouble(-0.2, 0.03);
      if (side == Side.SELL) {
        bought = Math.max(1, (long) (bought * asked));
      } else {
        sold = (long) (sold / asked);
      }
      Order order =
          RandomAuction.order(
              wishes.size(),
              RandomAuction.address(give),
              RandomAuction.address(take),
              BigInteger.valueOf(sold),
              BigInteger.valueOf(bought),
              side,
              parts);
      double part = random.nextInt(3) == 0 ? random.nextInt(2) : random.nextDouble();
      wishes.add(new Wish(order, give, take, part, BigInteger.valueOf(fee)));
    }

    /** The same lots and orders that can be filled, now all of them also in part. */
    Group inParts() {
      Group same = new Group(seed);
      for (Wish wish : wishes) {
        if (LongStream.rangeClosed(1, 7).noneMatch(lots -> filled(wish, lots).isPresent())) {
          continue;
        }
        Intent intent = wish.order().intent();
        Order order =
            RandomAuction.order(
                same.wishes.size(),
                intent.sellToken(),
                intent.buyToken(),
                intent.sellAmount(),
                intent.buyAmount(),
                intent.side(),
                true);
        same.wishes.add(new Wish(order, wish.give(), wish.take(), wish.part(), wish.fee()));
      }
      return same;
    }

    Optional<LotTrade.Fills> fills() {
      return fills(() -> false);
    }

    Optional<LotTrade.Fills> fills(BooleanSupplier stop) {
      List<Address> tokens = IntStream.range(0, TOKENS).mapToObj(RandomAuction::address).toList();
      int[] place = IntStream.range(0, TOKENS).toArray();
      Quotation quotation = new Quotation(tokens, reference, reference);
      return new LotTrade(wishes, place, quotation, lot, prices).fills(stop);
    }

    /** An order filled in so many lots; empty if its owner would not get what was signed. */
    Optional<FilledOrder> filled(Wish wish, long lots) {
      BigInteger number = BigInteger.valueOf(lots);
      boolean sells = wish.order().intent().side() == Side.SELL;
      BigInteger sold = number.multiply(lot[wish.give()]);
      BigInteger amount = sells ? sold.add(wish.fee()) : number.multiply(lot[wish.take()]);
      BigInteger fee = wish.fee();
      BigInteger left = wish.order().sellAmount().subtract(amount);
      if (sells && !wish.order().intent().partiallyFillable()) {
        // What is less than a lot becomes fee.
        if (left.signum() < 0 || left.compareTo(lot[wish.give()]) >= 0) {
          return Optional.empty();
        }
        amount = wish.order().sellAmount();
        fee = fee.add(left);
      }
      FilledOrder filled =
          FilledOrder.at(
              new Take(wish.order(), amount), fee, prices[wish.give()], prices[wish.take()]);
      return Optional.of(filled).filter(FilledOrder::acceptable);
    }

    /** What the owner gains by a lot beyond the signed price, native wei. */
    double gain(Wish wish) {
      Order order = wish.order();
      double asked =
          order.intent().buyAmount().doubleValue() / order.intent().sellAmount().doubleValue();
      double paid = asked * lot[wish.give()].doubleValue();
      return reference[wish.take()] * (lot[wish.take()].doubleValue() - paid);
    }

    /** The most that can be gained, by trying all numbers of lots of all orders. */
    double most() {
      return most(0, new long[TOKENS], 0);
    }

    private double most(int i, long[] held, double gained) {
      if (i == wishes.size()) {
        return Arrays.stream(held).allMatch(lots -> lots == 0) ? gained : 0;
      }
      Wish wish = wishes.get(i);
      double most = most(i + 1, held, gained);
      for (long lots = 1; lots <= 7; lots++) {
        if (filled(wish, lots).isPresent()) {
          held[wish.give()] += lots;
          held[wish.take()] -= lots;
          most = Math.max(most, most(i + 1, held, gained + lots * gain(wish)));
          held[wish.give()] -= lots;
          held[wish.take()] += lots;
        }
      }
      return most;
    }

    /** Checks the fills to the wei; what they gain. */
    double check(LotTrade.Fills fills) {
      BigInteger[] held = new BigInteger[TOKENS];
      Arrays.fill(held, BigInteger.ZERO);
      double gained = 0;
      for (FilledOrder fill : fills.fills()) {
        Wish wish =
            wishes.stream()
                .filter(one -> one.order().equals(fill.order()))
                .findFirst()
                .orElseThrow();
        BigInteger sold = fill.fill().sold().subtract(fill.fill().fee());
        BigInteger[] lots = sold.divideAndRemainder(lot[wish.give()]);
        assertThat(lots[1]).as("whole lots are sold").isZero();
        assertThat(fill.fill().bought()).isEqualTo(lots[0].multiply(lot[wish.take()]));
        assertThat(filled(wish, lots[0].longValueExact())).contains(fill);
        held[wish.give()] = held[wish.give()].add(sold);
        held[wish.take()] = held[wish.take()].subtract(fill.fill().bought());
        gained += lots[0].doubleValue() * gain(wish);
      }
      assertThat(held).as("nothing is left or lacks").containsOnly(BigInteger.ZERO);
      assertThat(fills.gain()).isCloseTo(gained, within(1e-9));
      return gained;
    }
  }

  @Test
  void ordersThatMayBeFilledInPartGainTheMostThereIs() {
    RandomAuction.forAll(
        300,
        seed -> {
          Group group = new Group(seed);
          for (int n = group.random.nextInt(2, 7); n > 0; n--) {
            group.add(true, false);
          }
          double gained = group.fills().map(group::check).orElse(0.0);
          assertThat(gained).isCloseTo(group.most(), within(1e-9));
          trades += gained > 0 ? 1 : 0;
        });
    assertThat(trades).isGreaterThan(100);
  }

  @Test
  void wholeOrdersAreFilledWhollyOrNotAtAllAndMostlyAsWellAsCanBe() {
    RandomAuction.forAll(
        300,
        seed -> {
          Group group = new Group(seed);
          for (int n = group.random.nextInt(4, 10); n > 0; n--) {
            group.add(group.random.nextInt(4) == 0, false);
          }
          count(group);
        });
    assertThat(trades).isGreaterThan(100);
    assertThat(best).as("of %s", trades).isGreaterThan(trades * 9 / 10);
  }

  private void count(Group group) {
    double gained = group.fills().map(group::check).orElse(0.0);
    double most = group.most();
    assertThat(gained).isLessThanOrEqualTo(most + 1e-9);
    trades += most > 0 ? 1 : 0;
    best += most > 0 && gained > most - 1e-9 ? 1 : 0;
  }

  @Test
  void feesArePutAsideAndNothingElseIsLost() {
    RandomAuction.forAll(
        300,
        seed -> {
          Group group = new Group(seed);
          for (int n = group.random.nextInt(2, 7); n > 0; n--) {
            group.add(group.random.nextBoolean(), true);
          }
          count(group);
        });
    assertThat(trades).isGreaterThan(60);
    assertThat(best).as("of %s", trades).isGreaterThan(trades * 19 / 20);
  }

  @Test
  void ofManyWholeOrdersAlmostAsMuchIsFilledAsInParts() {
    double[] gained = {0, 0};
    RandomAuction.forAll(
        40,
        seed -> {
          Group group = new Group(seed);
          for (int n = group.random.nextInt(50, 100); n > 0; n--) {
            group.add(group.random.nextInt(10) == 0, false);
          }
          double wholly = group.fills().map(group::check).orElse(0.0);
          Group relaxed = group.inParts();
          double most = relaxed.fills().map(relaxed::check).orElse(0.0);
          assertThat(wholly).isLessThanOrEqualTo(most + 1e-9);
          gained[0] += wholly;
          gained[1] += most;
          assertThat(group.fills(() -> true)).as("stopped at once").isEmpty();
        });
    assertThat(gained[0]).isGreaterThan(0.98 * gained[1]);
  }
}
