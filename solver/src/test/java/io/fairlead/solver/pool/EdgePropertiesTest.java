package io.fairlead.solver.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.auction.engine.Liquidity.CurveCoin;
import io.fairlead.auction.engine.Liquidity.StableReserve;
import io.fairlead.auction.engine.Liquidity.WeightedReserve;
import io.fairlead.auction.engine.Liquidity.WeightedVersion;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.RandomAuction;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What must hold of every edge, whatever its state and the amount. */
class EdgePropertiesTest {
  private static final long SEED = Long.getLong("fairlead.test.seed", 28L);
  private static final int ROUNDS = 1_500;
  private static final BigInteger ONE = BigInteger.TEN.pow(18);
  private static final Address POOL = RandomAuction.address(99);
  private static final BigInteger HUGE = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);

  private final SplittableRandom random = new SplittableRandom(SEED);
  private int grew;
  private int trips;
  private int refusals;

  @Test
  void moreInNeverGivesLessOutAndMoreOutNeverAsksLess() {
    for (int round = 0; round < ROUNDS; round++) {
      Pool pool = pool(round);
      Address in = first(pool);
      Address out = pool.outputs(in).getFirst();
      String where = "seed " + SEED + " round " + round + " " + pool;
      BigInteger less = bits(1, 100);
      BigInteger more = less.add(bits(1, 100));
      if (pool.exactIn(in, out, less) instanceof SwapResult.Swapped small
          && pool.exactIn(in, out, more) instanceof SwapResult.Swapped large) {
        assertThat(large.amountOut().add(slack(pool, out)))
            .as(where)
            .isGreaterThanOrEqualTo(small.amountOut());
        grew++;
      }
      if (pool.exactOut(in, out, less) instanceof SwapResult.Swapped small
          && pool.exactOut(in, out, more) instanceof SwapResult.Swapped large) {
        assertThat(large.amountIn().add(slack(pool, in)))
            .as(where)
            .isGreaterThanOrEqualTo(small.amountIn());
        grew++;
      }
    }
    assertThat(grew).isGreaterThan(ROUNDS / 4);
  }

  @Test
  void buyingWhatWasSoldForNeverCostsLess() {
    for (int round = 0; round < ROUNDS; round++) {
      Pool pool = pool(round);
      Address in = first(pool);
      Address out = pool.outputs(in).getFirst();
      String where = "seed " + SEED + " round " + round + " " + pool;
      BigInteger amount = bits(1, 100);
      if (!(pool.exactOut(in, out, amount) instanceof SwapResult.Swapped bought)) {
        refusals++;
        continue;
      }
      // The price asked for an exact output buys at least that output.
      if (pool.exactIn(in, out, bought.amountIn()) instanceof SwapResult.Swapped sold) {
        assertThat(sold.amountOut().add(slack(pool, out)))
            .as(where)
            .isGreaterThanOrEqualTo(bought.amountOut());
        trips++;
      }
      // Whoever swaps there and back ends with no more than before.
      if (bought.after().trades(out, in)
          && bought.after().exactIn(out, in, amount) instanceof SwapResult.Swapped back) {
        assertThat(back.amountOut()).as(where).isLessThanOrEqualTo(bought.amountIn());
        trips++;
      }
    }
    assertThat(trips).isGreaterThan(ROUNDS / 4);
    assertThat(refusals).isGreaterThan(ROUNDS / 50);
  }

  /** Amounts of any size, on states of any size, are a typed result; nothing is thrown. */
  @Test
  void nothingIsTooLargeToBeAnswered() {
    for (int round = 0; round < ROUNDS; round++) {
      Pool pool = pool(round);
      for (Address in : pool.tokens()) {
        for (Address out : pool.outputs(in)) {
          for (BigInteger amount : List.of(BigInteger.ONE, bits(1, 256), HUGE)) {
            assertThat(pool.exactIn(in, out, amount)).isNotNull();
            assertThat(pool.exactOut(in, out, amount)).isNotNull();
          }
          for (BigInteger amount : List.of(BigInteger.ZERO, BigInteger.ONE.negate())) {
            assertThat(pool.exactIn(in, out, amount)).isEqualTo(SwapResult.TOO_SMALL);
            assertThat(pool.exactOut(in, out, amount)).isEqualTo(SwapResult.TOO_SMALL);
          }
          assertThat(pool.exactOut(in, out, HUGE)).isEqualTo(SwapResult.TOO_LARGE);
        }
      }
      Address strange = RandomAuction.address(77);
      assertThat(pool.outputs(strange)).isEmpty();
      Address in = first(pool);
      assertThatThrownBy(() -> pool.exactIn(in, strange, ONE))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> pool.exactOut(strange, in, ONE))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aFeeCostsAndNoFeeDoesNot() {
    for (int round = 0; round < 200; round++) {
      SortedMap<Address, WeightedReserve> weighted = weights(3, 60, 90);
      SortedMap<Address, StableReserve> stable = stables(3);
      BigInteger fee = BigInteger.TEN.pow(15);
      Address in = RandomAuction.address(1);
      Address out = RandomAuction.address(2);
      BigInteger amount = weighted.firstEntry().getValue().balance().shiftRight(4);
      assertThat(out(weighted(weighted, BigInteger.ZERO), in, out, amount))
          .isGreaterThan(out(weighted(weighted, fee), in, out, amount));
      BigInteger dollars = stable.firstEntry().getValue().balance().shiftRight(4);
      assertThat(out(stable(stable, BigInteger.ZERO), in, out, dollars))
          .isGreaterThan(out(stable(stable, fee), in, out, dollars));
      assertThat(out(curve(stable, BigInteger.ZERO), in, out, dollars))
          .isGreaterThan(out(curve(stable, BigInteger.TEN.pow(7)), in, out, dollars));
    }
  }

  @Test
  void anOrderIsTakenInPartsAtOnePriceUntilItIsUsedUp() {
    // 700 for 1,000 and a fee of 10: 101 pay for a fill of 100 and a fee of 1.
    LimitOrder order = order(700, 1_000, 10);
    Address in = order.takerToken();
    Address out = order.makerToken();
    SwapResult.Swapped part = (SwapResult.Swapped) order.exactIn(in, out, BigInteger.valueOf(101));
    assertThat(part.amountOut()).isEqualTo(70);
    SwapResult.Swapped bought =
        (SwapResult.Swapped) order.exactOut(in, out, BigInteger.valueOf(71));
    assertThat(bought.amountIn()).as("a fill of 102, a fee of 1.02 rounded up").isEqualTo(104);
    assertThat(part.after().exactIn(in, out, BigInteger.valueOf(911)))
        .isEqualTo(SwapResult.TOO_LARGE);
    SwapResult.Swapped rest =
        (SwapResult.Swapped) part.after().exactIn(in, out, BigInteger.valueOf(909));
    assertThat(rest.amountOut()).isEqualTo(630);
    assertThat(rest.after().exactIn(in, out, BigInteger.TEN)).isEqualTo(SwapResult.TOO_LARGE);
    assertThat(order.outputs(out)).isEmpty();
  }

  @Test
  void aLevelTradesWholeLotsAndTakesItsFeeOfWhatIsReceived() {
    BookLevel.Market market =
        new BookLevel.Market(
            RandomAuction.address(1),
            RandomAuction.address(2),
            BigInteger.valueOf(1_000),
            BigInteger.valueOf(5));
    // 400 ticks of 5: a lot of 1,000 base for 2,000 quote; 0.1 % fee.
    BookLevel ask =
        BookLevel.ask("1", POOL, market, BigInteger.valueOf(400), BigInteger.valueOf(3), 1_000, 1);
    assertThat(ask.lotCost()).isEqualTo(2_000);
    Address base = market.base();
    Address quote = market.quote();
    assertThat(ask.exactIn(quote, base, BigInteger.valueOf(1_999))).isEqualTo(SwapResult.TOO_SMALL);
    SwapResult.Swapped two =
        (SwapResult.Swapped) ask.exactIn(quote, base, BigInteger.valueOf(5_999));
    assertThat(two.amountOut()).isEqualTo(1_998);
    SwapResult.Swapped exact =
        (SwapResult.Swapped) ask.exactOut(quote, base, BigInteger.valueOf(1_998));
    assertThat(exact.amountIn()).isEqualTo(4_000);
    assertThat(
            ((SwapResult.Swapped) ask.exactOut(quote, base, BigInteger.valueOf(1_999))).amountIn())
        .isEqualTo(6_000);
    assertThat(two.after().exactIn(quote, base, BigInteger.valueOf(4_000)))
        .isEqualTo(SwapResult.TOO_LARGE);
    BookLevel bid =
        BookLevel.bid("2", POOL, market, BigInteger.valueOf(400), BigInteger.valueOf(3), 1_000, 1);
    assertThat(out(bid, base, quote, BigInteger.valueOf(1_000))).isEqualTo(1_998);
    assertThat(bid.outputs(quote)).isEmpty();
  }

  private static LimitOrder order(long maker, long taker, long fee) {
    return new LimitOrder(
        "1",
        POOL,
        RandomAuction.address(1),
        RandomAuction.address(2),
        BigInteger.valueOf(maker),
        BigInteger.valueOf(taker),
        BigInteger.valueOf(fee),
        BigInteger.valueOf(taker),
        1);
  }

  private static BigInteger out(Pool pool, Address in, Address out, BigInteger amount) {
    return ((SwapResult.Swapped) pool.exactIn(in, out, amount)).amountOut();
  }

  /**
   * By how much two amounts that hardly differ may be in the wrong order: the contracts' own
   * errors, which are ours to the digit. A power is good to 10^-14 of the balance it is multiplied
   * with; a stable pool divides by the amplification before it multiplies by 1,000, and the wei
   * lost there counts as often as one balance is larger than another, here up to fifty times.
   */
  private static BigInteger slack(Pool pool, Address token) {
    return switch (pool) {
      case WeightedPool weighted ->
          Objects.requireNonNull(weighted.reserves().get(token))
              .balance()
              .divide(BigInteger.TEN.pow(13))
              .add(BigInteger.TWO);
      case StablePool ignored -> BigInteger.valueOf(100_000);
      case CurvePool ignored -> BigInteger.valueOf(100_000);
      default -> BigInteger.ZERO;
    };
  }

  private static Address first(Pool pool) {
    return pool.tokens().stream()
        .filter(token -> !pool.outputs(token).isEmpty())
        .findFirst()
        .orElseThrow();
  }

  private Pool pool(int round) {
    return switch (round % 5) {
      case 0 -> weighted(weights(2 + random.nextInt(4), 1, 112), fee());
      case 1 -> stable(stables(2 + random.nextInt(3)), fee());
      case 2 -> curve(stables(2 + random.nextInt(3)), curveFee());
      case 3 -> {
        BigInteger taker = bits(1, 112);
        BigInteger left = bits(1, 112).min(taker);
        yield new LimitOrder(
            "1",
            POOL,
            RandomAuction.address(1 + random.nextInt(2)),
            RandomAuction.address(3),
            bits(1, 112),
            taker,
            random.nextBoolean() ? BigInteger.ZERO : bits(1, 60),
            left,
            1);
      }
      default -> {
        BookLevel.Market market =
            new BookLevel.Market(
                RandomAuction.address(1), RandomAuction.address(2), bits(1, 60), bits(1, 30));
        yield random.nextBoolean()
            ? BookLevel.ask("1", POOL, market, bits(1, 30), bits(1, 40), random.nextInt(2_000), 1)
            : BookLevel.bid("1", POOL, market, bits(1, 30), bits(1, 40), random.nextInt(2_000), 1);
      }
    };
  }

  private BigInteger fee() {
    return random.nextBoolean()
        ? BigInteger.ZERO
        : BigInteger.valueOf(random.nextLong(100_000_000_000_000_000L));
  }

  private static Pool weighted(SortedMap<Address, WeightedReserve> reserves, BigInteger fee) {
    return new WeightedPool("1", POOL, reserves, fee, WeightedVersion.V3_PLUS, 1);
  }

  private static Pool stable(SortedMap<Address, StableReserve> reserves, BigInteger fee) {
    return StablePool.of(
        "1", POOL, reserves, BigInteger.valueOf(200_000), fee, StablePool.Generation.UNKNOWN, 1);
  }

  private BigInteger curveFee() {
    return random.nextBoolean()
        ? BigInteger.ZERO
        : BigInteger.valueOf(random.nextLong(5_000_000_000L));
  }

  private Pool curve(SortedMap<Address, StableReserve> reserves, BigInteger fee) {
    List<CurveCoin> coins = new ArrayList<>();
    reserves.forEach((token, reserve) -> coins.add(new CurveCoin(token, reserve)));
    int precision = random.nextBoolean() ? 1 : 100;
    BigInteger share = BigInteger.valueOf(random.nextLong(10_000_000_000L));
    return CurvePool.of(
        "1", POOL, coins, BigInteger.valueOf(200L * precision), precision, fee, share, 1);
  }

  private SortedMap<Address, WeightedReserve> weights(int count, int fewest, int most) {
    SortedMap<Address, WeightedReserve> reserves = new TreeMap<>();
    BigInteger weight = ONE.divide(BigInteger.valueOf(count));
    for (int i = 0; i < count; i++) {
      reserves.put(
          RandomAuction.address(1 + i), new WeightedReserve(bits(fewest, most), ONE, weight));
    }
    return reserves;
  }

  private SortedMap<Address, StableReserve> stables(int count) {
    SortedMap<Address, StableReserve> reserves = new TreeMap<>();
    BigInteger whole = bits(30, 90);
    for (int i = 0; i < count; i++) {
      BigInteger balance = whole.multiply(BigInteger.valueOf(1 + random.nextInt(50)));
      reserves.put(RandomAuction.address(1 + i), new StableReserve(balance, ONE));
    }
    return reserves;
  }

  private BigInteger bits(int fewest, int most) {
    int bits = fewest + random.nextInt(most - fewest + 1);
    byte[] bytes = new byte[33];
    random.nextBytes(bytes);
    return new BigInteger(1, bytes).mod(BigInteger.ONE.shiftLeft(bits - 1)).setBit(bits - 1);
  }
}
