package io.fairlead.auction.certificate;

import io.fairlead.auction.RandomAuctions;
import io.fairlead.auction.engine.Certificate;
import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.Liquidity.CurveCoin;
import io.fairlead.auction.engine.Liquidity.StableReserve;
import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Curve's pools and prices, from the usual to the ends of what a line can hold. */
final class RandomCurve {
  private static final BigInteger ONE = BigInteger.TEN.pow(18);

  /** The unit of fees. */
  private static final BigInteger WHOLE = BigInteger.TEN.pow(10);

  private static final int MAX_COINS = 8;

  private RandomCurve() {}

  /** Of two to four coins in any order, with either precision. */
  static PricedPool of(RandomAuctions random) {
    List<CurveCoin> coins = new ArrayList<>();
    SortedMap<Address, BigInteger> prices = new TreeMap<>();
    Address address = random.address();
    BigInteger size = random.positive(60).multiply(ONE);
    int tokens = 2 + random.below(3);
    // Some coins may stand for most of the pool or be dust, some prices be far off.
    boolean usual = random.below(4) > 0;
    for (int i = 0; i < tokens; i++) {
      // Unlike a stable pool's own share, a coin at the pool's address is one as any other.
      Address token = i == 0 && random.below(8) == 0 ? address : random.address();
      BigInteger factor = factor(random);
      BigInteger amount = usual ? RandomStable.near(random, size) : RandomStable.any(random);
      BigInteger balance = amount.multiply(ONE).divide(factor.max(ONE));
      coins.add(new CurveCoin(token, new StableReserve(balance, factor)));
      BigInteger price =
          usual
              ? RandomStable.near(random, Certificate.UNIT)
              : random.uint(random.bool() ? 140 : 320);
      prices.put(token, price.multiply(factor).divide(ONE).min(RandomStable.most(320)));
    }
    int precision = random.bool() ? 1 : 100;
    return PricedPool.of(
        new Liquidity.CurveStable(
            "1",
            address,
            100_000,
            coins,
            amplification(random, precision),
            precision,
            random.below(8) == 0 ? WHOLE.subtract(BigInteger.ONE) : random.uint(33),
            random.below(4) == 0 ? WHOLE : random.uint(33)),
        prices);
  }

  /** As many coins as a line can hold, long numbers throughout. */
  static PricedPool largest(RandomAuctions random, int precision) {
    List<CurveCoin> coins = new ArrayList<>();
    SortedMap<Address, BigInteger> prices = new TreeMap<>();
    for (int i = 0; i < MAX_COINS; i++) {
      Address token = random.address();
      BigInteger balance = RandomStable.most(256).subtract(random.uint(250));
      coins.add(new CurveCoin(token, new StableReserve(balance, ONE)));
      prices.put(token, RandomStable.most(320).subtract(random.uint(318)));
    }
    return PricedPool.of(
        new Liquidity.CurveStable(
            "1",
            random.address(),
            100_000,
            coins,
            RandomStable.most(64),
            precision,
            BigInteger.ZERO,
            WHOLE),
        prices);
  }

  /** Of 6, 8 or 18 decimals, or with a rate; rarely none. */
  private static BigInteger factor(RandomAuctions random) {
    return switch (random.below(12)) {
      case 0 -> random.below(3) == 0 ? BigInteger.ZERO : random.positive(250);
      case 1, 2 -> ONE.add(random.uint(58));
      case 3, 4, 5 -> BigInteger.TEN.pow(30);
      case 6, 7 -> BigInteger.TEN.pow(28);
      default -> ONE;
    };
  }

  /** What contracts have, in hundredths where they have these; and the ends. */
  private static BigInteger amplification(RandomAuctions random, int precision) {
    return switch (random.below(12)) {
      case 0 -> random.uint(64);
      case 1 -> BigInteger.valueOf(random.below(2));
      case 2 -> RandomStable.most(64);
      case 3, 4, 5 -> BigInteger.valueOf(1L + random.below(5_000 * precision));
      default -> BigInteger.valueOf((1L + random.below(5_000)) * precision);
    };
  }
}
