package io.fairlead.solver.pool;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.certificate.Instance;
import io.fairlead.auction.certificate.ScoreBound;
import io.fairlead.auction.certificate.UpperBound;
import io.fairlead.auction.engine.Certificate;
import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.Liquidity.CurveCoin;
import io.fairlead.auction.engine.Liquidity.StableReserve;
import io.fairlead.auction.engine.Liquidity.WeightedReserve;
import io.fairlead.auction.engine.Liquidity.WeightedVersion;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** No swaps of the exact pools, one or several, take out more than a certificate's bound says. */
class UpperBoundAgainstPoolsTest {
  private static final Address TOKEN0 = Address.parse("0x" + "01".repeat(20));
  private static final Address TOKEN1 = Address.parse("0x" + "02".repeat(20));
  private static final BigInteger ONE = BigInteger.TEN.pow(18);
  private static final BigInteger MANY = BigInteger.TEN.pow(12);
  private static final BigInteger FEW = BigInteger.valueOf(1_000);
  private static final int CASES = 3_000;

  @Test
  void swapsStayBelowTheBound() {
    int gains = 0;
    for (long seed = 1; seed <= CASES; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Liquidity state = any(random);
      BigInteger price0 = amount(random, 130);
      BigInteger price1 =
          random.nextInt(8) == 0 ? amount(random, 130) : fair(state, price0, random);
      BigInteger bound = bound(state, price0, price1);
      for (int run = 0; run < 20; run++) {
        BigInteger value = swaps(pool(state), price0, price1, random);
        gains += value.signum() > 0 ? 1 : 0;
        assertThat(value).as("seed %d", seed).isLessThanOrEqualTo(bound);
      }
    }
    assertThat(gains).isGreaterThan(CASES);
  }

  @Test
  void theBestSwapComesCloseToTheBound() {
    int close = 0;
    for (long seed = 1; seed <= 300; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Liquidity state = random.nextBoolean() ? pair(random) : range(random);
      BigInteger price0 = Certificate.UNIT;
      BigInteger price1 = fair(state, price0, random);
      BigInteger bound = bound(state, price0, price1);
      BigInteger best =
          bestSwap(pool(state), true, price0, price1)
              .max(bestSwap(pool(state), false, price0, price1));
      assertThat(best).as("seed %d", seed).isLessThanOrEqualTo(bound);
      // Where a gain is many wei of either token, the rest is rounding of the pool's.
      if (bound.compareTo(price0.max(price1).multiply(BigInteger.TEN.pow(9))) > 0) {
        close++;
        assertThat(best.doubleValue() / bound.doubleValue())
            .as("seed %d", seed)
            .isGreaterThan(0.99999);
      }
    }
    assertThat(close).isGreaterThan(30);
  }

  private static BigInteger bound(Liquidity state, BigInteger price0, BigInteger price1) {
    return ((ScoreBound.Proven)
            UpperBound.of(
                new Instance(new TreeMap<>(), List.of(), List.of(state)),
                Map.of(TOKEN0, price0, TOKEN1, price1)))
        .fine();
  }

  /** The value of one to four swaps in a row. */
  private static BigInteger swaps(
      Pool start, BigInteger price0, BigInteger price1, SplittableRandom random) {
    BigInteger value = BigInteger.ZERO;
    Pool pool = start;
    for (int i = random.nextInt(4); i >= 0; i--) {
      boolean zeroForOne = random.nextBoolean();
      if (exactIn(pool, zeroForOne, amount(random, 100)) instanceof SwapResult.Swapped swapped) {
        value = value.add(gain(swapped, zeroForOne, price0, price1));
        pool = swapped.after();
      }
    }
    return value;
  }

  private static BigInteger gain(
      SwapResult.Swapped swapped, boolean zeroForOne, BigInteger price0, BigInteger price1) {
    return swapped
        .amountOut()
        .multiply(zeroForOne ? price1 : price0)
        .subtract(swapped.amountIn().multiply(zeroForOne ? price0 : price1));
  }

  /** By golden section over the logarithm of the input; the gain has one peak. */
  private static BigInteger bestSwap(
      Pool pool, boolean zeroForOne, BigInteger price0, BigInteger price1) {
    BigInteger low = BigInteger.ONE;
    BigInteger high = BigInteger.ONE.shiftLeft(110);
    while (high.subtract(low).bitLength() > 2) {
      BigInteger third = high.subtract(low).divide(BigInteger.valueOf(3));
      BigInteger left = low.add(third);
      BigInteger right = high.subtract(third);
      if (gain(pool, left, zeroForOne, price0, price1)
              .compareTo(gain(pool, right, zeroForOne, price0, price1))
          >= 0) {
        high = right;
      } else {
        low = left;
      }
    }
    return gain(pool, low, zeroForOne, price0, price1).max(BigInteger.ZERO);
  }

  private static BigInteger gain(
      Pool pool, BigInteger in, boolean zeroForOne, BigInteger price0, BigInteger price1) {
    return exactIn(pool, zeroForOne, in) instanceof SwapResult.Swapped swapped
        ? gain(swapped, zeroForOne, price0, price1)
        : in.negate().multiply(zeroForOne ? price0 : price1);
  }

  private static SwapResult exactIn(Pool pool, boolean zeroForOne, BigInteger in) {
    Address given = zeroForOne ? TOKEN0 : TOKEN1;
    Address taken = zeroForOne ? TOKEN1 : TOKEN0;
    return pool.trades(given, taken) ? pool.exactIn(given, taken, in) : SwapResult.TOO_LARGE;
  }

  /** A price of token 1 at which the pool is off by up to a tenth. */
  private static BigInteger fair(Liquidity state, BigInteger price0, SplittableRandom random) {
    double token1PerToken0 =
        switch (state) {
          case Liquidity.ConstantProduct pair ->
              pair.reserve1().doubleValue() / pair.reserve0().doubleValue();
          case Liquidity.Concentrated range ->
              Math.pow(range.sqrtPriceX96().doubleValue() / Math.pow(2, 96), 2);
          case Liquidity.WeightedProduct pool ->
              perWeight(requireNonNull(pool.reserves().get(TOKEN1)))
                  / perWeight(requireNonNull(pool.reserves().get(TOKEN0)));
          case Liquidity.Stable pool ->
              requireNonNull(pool.reserves().get(TOKEN0)).scalingFactor().doubleValue()
                  / requireNonNull(pool.reserves().get(TOKEN1)).scalingFactor().doubleValue();
          case Liquidity.CurveStable pool ->
              pool.coins().get(coin(pool, TOKEN0)).reserve().scalingFactor().doubleValue()
                  / pool.coins().get(coin(pool, TOKEN1)).reserve().scalingFactor().doubleValue();
          case Liquidity.LimitOrder order -> {
            double given = order.makerAmount().doubleValue() / order.takerAmount().doubleValue();
            yield order.makerToken().equals(TOKEN1) ? given : 1 / given;
          }
        };
    double price1 = price0.doubleValue() / token1PerToken0 * (0.9 + 0.2 * random.nextDouble());
    return new BigDecimal(price1).toBigInteger();
  }

  private static int coin(Liquidity.CurveStable pool, Address token) {
    return pool.tokens().indexOf(token);
  }

  private static double perWeight(WeightedReserve reserve) {
    return reserve.balance().doubleValue() / reserve.weight().doubleValue();
  }

  private static Liquidity.ConstantProduct pair(SplittableRandom random) {
    return new Liquidity.ConstantProduct(
        "1",
        Address.ZERO,
        0,
        Address.ZERO,
        TOKEN0,
        TOKEN1,
        amount(random, 100).max(BigInteger.TWO),
        amount(random, 100).max(BigInteger.TWO),
        random.nextInt(3) * 30);
  }

  private static Liquidity.Concentrated range(SplittableRandom random) {
    int tick = random.nextInt(-100_000, 100_000);
    BigInteger low = TickMath.sqrtRatioAt(tick);
    BigInteger room = TickMath.sqrtRatioAt(tick + 1).subtract(low);
    BigInteger sqrt =
        low.add(
            room.multiply(BigInteger.valueOf(random.nextInt(1_000)))
                .divide(BigInteger.valueOf(1_000)));
    SortedMap<Integer, BigInteger> net = new TreeMap<>();
    BigInteger active = BigInteger.ZERO;
    for (int i = random.nextInt(1, 6); i > 0; i--) {
      int from = Math.floorDiv(tick + random.nextInt(-3_000, 1_500), 60) * 60;
      int to = from + 60 * random.nextInt(1, 60);
      BigInteger liquidity = amount(random, 90);
      net.merge(from, liquidity, BigInteger::add);
      net.merge(to, liquidity.negate(), BigInteger::add);
      if (from <= tick && tick < to) {
        active = active.add(liquidity);
      }
    }
    return new Liquidity.Concentrated(
        "1", Address.ZERO, 0, Address.ZERO, TOKEN0, TOKEN1, sqrt, active, tick, net, 3_000);
  }

  private static Liquidity any(SplittableRandom random) {
    return switch (random.nextInt(6)) {
      case 0 -> pair(random);
      case 1 -> range(random);
      case 2 -> weighted(random);
      case 3 -> stable(random);
      case 4 -> curve(random);
      default -> limit(random);
    };
  }

  private static Liquidity.WeightedProduct weighted(SplittableRandom random) {
    BigInteger weight = BigInteger.valueOf(random.nextInt(1, 100)).multiply(BigInteger.TEN.pow(16));
    boolean few = random.nextBoolean();
    return new Liquidity.WeightedProduct(
        "1",
        Address.ZERO,
        0,
        Bytes32.ZERO,
        new TreeMap<>(
            Map.of(
                TOKEN0,
                new WeightedReserve(amount(random, 90).add(MANY), ONE, weight),
                TOKEN1,
                new WeightedReserve(
                    few ? amount(random, 50).add(FEW) : amount(random, 90).add(MANY),
                    few ? ONE.multiply(BigInteger.TEN.pow(12)) : ONE,
                    ONE.subtract(weight)))),
        BigInteger.valueOf(random.nextInt(4)).multiply(BigInteger.TEN.pow(15)),
        random.nextBoolean() ? WeightedVersion.V0 : WeightedVersion.V3_PLUS);
  }

  private static Liquidity.Stable stable(SplittableRandom random) {
    BigInteger rate =
        random.nextBoolean() ? ONE : ONE.add(BigInteger.valueOf(random.nextLong(1L << 57)));
    BigInteger size = amount(random, 40).multiply(BigInteger.TEN.pow(17));
    return new Liquidity.Stable(
        "1",
        Address.ZERO,
        0,
        Bytes32.ZERO,
        new TreeMap<>(
            Map.of(
                TOKEN0,
                new StableReserve(size.multiply(BigInteger.valueOf(random.nextInt(1, 10))), ONE),
                TOKEN1,
                new StableReserve(size.multiply(BigInteger.valueOf(random.nextInt(1, 10))), rate))),
        BigInteger.valueOf(1_000L * random.nextInt(1, 2_000)),
        BigInteger.valueOf(random.nextInt(3)).multiply(BigInteger.TEN.pow(14)));
  }

  private static Liquidity.CurveStable curve(SplittableRandom random) {
    Liquidity.Stable like = stable(random);
    List<CurveCoin> coins = new ArrayList<>();
    like.reserves().forEach((token, reserve) -> coins.add(new CurveCoin(token, reserve)));
    if (random.nextBoolean()) {
      Collections.reverse(coins);
    }
    int precision = random.nextBoolean() ? 1 : 100;
    return new Liquidity.CurveStable(
        "1",
        Address.ZERO,
        0,
        coins,
        BigInteger.valueOf((long) precision * random.nextInt(1, 5_000)),
        precision,
        BigInteger.valueOf(random.nextInt(3)).multiply(BigInteger.TEN.pow(6)),
        BigInteger.valueOf(random.nextInt(3)).multiply(BigInteger.TEN.pow(9)));
  }

  private static Liquidity.LimitOrder limit(SplittableRandom random) {
    boolean forwards = random.nextBoolean();
    BigInteger taker = amount(random, 80);
    return new Liquidity.LimitOrder(
        "1",
        Address.ZERO,
        0,
        Bytes32.ZERO,
        forwards ? TOKEN1 : TOKEN0,
        forwards ? TOKEN0 : TOKEN1,
        amount(random, 80),
        taker,
        random.nextBoolean() ? BigInteger.ZERO : taker.divide(BigInteger.valueOf(1_000)));
  }

  private static Pool pool(Liquidity state) {
    return Pools.of(state).orElseThrow();
  }

  /** Above zero, every length up to {@code bits} equally likely. */
  private static BigInteger amount(SplittableRandom random, int bits) {
    byte[] bytes = new byte[bits / 8 + 1];
    random.nextBytes(bytes);
    return new BigInteger(1, bytes)
        .mod(BigInteger.ONE.shiftLeft(1 + random.nextInt(bits)))
        .max(BigInteger.ONE);
  }
}
