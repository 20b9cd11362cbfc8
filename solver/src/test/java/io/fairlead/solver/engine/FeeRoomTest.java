package io.fairlead.solver.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.engine.FeePolicy;
import io.fairlead.auction.engine.Order;
import io.fairlead.contracts.intent.Side;
import io.fairlead.solver.RandomAuction;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FeeRoomTest {
  private static final long SEED = Long.getLong("fairlead.test.seed", 11L);
  private static final MathContext DIGITS = new MathContext(60);

  @Test
  void withoutPoliciesAnOrderStaysAsItIs() {
    for (Side side : Side.values()) {
      Order order = order(side, 1_000, 777, List.of());
      assertThat(FeeRoom.made(order)).contains(order);
    }
  }

  @Test
  void aVolumeFeeIsAddedToWhatIsNeeded() {
    // 10 % of what is bought: 778 / 0.9 = 864.4; of what is sold: 1,000 / 1.1 = 909.09.
    Order sell = FeeRoom.made(order(Side.SELL, 1_000, 778, List.of(volume("0.1")))).orElseThrow();
    assertThat(sell.buyAmount()).isEqualTo(865);
    assertThat(sell.intent().buyAmount()).isEqualTo(865);
    Order buy = FeeRoom.made(order(Side.BUY, 1_000, 778, List.of(volume("0.1")))).orElseThrow();
    assertThat(buy.sellAmount()).isEqualTo(909);
    assertThat(buy.intent().sellAmount()).isEqualTo(909);
  }

  @Test
  void aSurplusFeeAloneBreaksNoLimit() {
    FeePolicy surplus = new FeePolicy.Surplus(new BigDecimal("0.5"), BigDecimal.ONE);
    for (Side side : Side.values()) {
      Order order = order(side, 1_000, 777, List.of(surplus));
      assertThat(FeeRoom.made(order)).contains(order);
    }
  }

  /** Takes the fees off again, one after another, as an auctioneer would. */
  @Test
  void theLimitHoldsOnceEveryFeeIsTakenAndHardlyLessWouldDo() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int round = 0; round < 2_000; round++) {
      Side side = random.nextBoolean() ? Side.SELL : Side.BUY;
      List<FeePolicy> policies = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        BigDecimal factor = BigDecimal.valueOf(random.nextInt(0, 950), 3);
        BigDecimal cap = BigDecimal.valueOf(random.nextInt(1, 200), 3);
        policies.add(
            random.nextBoolean() ? new FeePolicy.Volume(cap) : new FeePolicy.Surplus(factor, cap));
      }
      long sell = random.nextLong(1_000_000, 1_000_000_000_000L);
      long buy = random.nextLong(1_000_000, 1_000_000_000_000L);
      Optional<Order> made = FeeRoom.made(order(side, sell, buy, policies));
      String where = "seed " + SEED + " round " + round + " " + policies;
      assertThat(made).as(where).isPresent();
      BigDecimal limit = BigDecimal.valueOf(side == Side.SELL ? buy : sell);
      BigInteger asked =
          side == Side.SELL ? made.orElseThrow().buyAmount() : made.orElseThrow().sellAmount();
      BigDecimal left = after(policies, side, new BigDecimal(asked), limit);
      BigDecimal less =
          after(
              policies,
              side,
              new BigDecimal(
                  side == Side.SELL ? asked.subtract(BigInteger.TEN) : asked.add(BigInteger.TEN)),
              limit);
      if (side == Side.SELL) {
        assertThat(left).as(where).isGreaterThanOrEqualTo(limit);
        assertThat(less).as(where).isLessThan(limit);
      } else {
        assertThat(left).as(where).isLessThanOrEqualTo(limit);
        assertThat(less).as(where).isGreaterThan(limit);
      }
    }
  }

  private static BigDecimal after(
      List<FeePolicy> policies, Side side, BigDecimal start, BigDecimal limit) {
    BigDecimal amount = start;
    for (FeePolicy policy : policies) {
      BigDecimal fee =
          switch (policy) {
            case FeePolicy.Volume volume -> amount.multiply(volume.factor());
            case FeePolicy.Surplus surplus -> {
              BigDecimal gain =
                  (side == Side.SELL ? amount.subtract(limit) : limit.subtract(amount))
                      .max(BigDecimal.ZERO);
              yield gain.multiply(surplus.factor(), DIGITS)
                  .min(amount.multiply(surplus.maxVolumeFactor()));
            }
            case FeePolicy.PriceImprovement ignored -> throw new AssertionError();
          };
      amount = side == Side.SELL ? amount.subtract(fee) : amount.add(fee);
    }
    return amount;
  }

  private static FeePolicy volume(String factor) {
    return new FeePolicy.Volume(new BigDecimal(factor));
  }

  private static Order order(Side side, long sell, long buy, List<FeePolicy> policies) {
    Order plain =
        RandomAuction.order(
            1,
            RandomAuction.address(1),
            RandomAuction.address(2),
            BigInteger.valueOf(sell),
            BigInteger.valueOf(buy),
            side,
            false);
    return new Order(
        plain.uid(), plain.intent(), plain.sellAmount(), plain.buyAmount(), null, policies);
  }
}
