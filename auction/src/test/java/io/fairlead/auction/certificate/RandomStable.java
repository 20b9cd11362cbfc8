package io.fairlead.auction.certificate;

import io.fairlead.auction.RandomAuctions;
import io.fairlead.auction.engine.Certificate;
import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.Liquidity.StableReserve;
import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import java.util.SortedMap;
import java.util.TreeMap;

/** Stable pools and prices, from the usual to the ends of what a line can hold. */
final class RandomStable {
  private static final BigInteger ONE = BigInteger.TEN.pow(18);
  private static final int MAX_TOKENS = 50;

  private RandomStable() {}

  static PricedPool of(RandomAuctions random) {
    SortedMap<Address, StableReserve> reserves = new TreeMap<>();
    SortedMap<Address, BigInteger> prices = new TreeMap<>();
    BigInteger size = random.positive(60).multiply(ONE);
    int tokens = 2 + random.below(4);
    // Some tokens may stand for most of the pool, some prices be far off.
    boolean usual = random.below(4) > 0;
    for (int i = 0; i < tokens; i++) {
      Address token = random.address();
      BigInteger factor = factor(random);
      BigInteger amount = usual ? near(random, size) : any(random);
      reserves.put(token, new StableReserve(amount.multiply(ONE).divide(factor.max(ONE)), factor));
      BigInteger price =
          usual ? near(random, Certificate.UNIT) : random.uint(random.bool() ? 140 : 320);
      prices.put(token, price.multiply(factor).divide(ONE).min(most(320)));
    }
    Address address = random.address();
    if (random.below(4) == 0) {
      reserves.put(address, new StableReserve(random.uint(112), ONE));
      prices.put(address, Certificate.UNIT);
      if (random.below(6) == 0) {
        // What is left is a pool of one token.
        while (reserves.size() > 2) {
          reserves.remove(
              reserves.firstKey().equals(address) ? reserves.lastKey() : reserves.firstKey());
        }
      }
    }
    return PricedPool.of(
        new Liquidity.Stable(
            "1",
            address,
            100_000,
            random.bytes32(),
            reserves,
            amplification(random),
            random.uint(59)),
        prices);
  }

  /** As many tokens as a line can hold, long numbers throughout. */
  static PricedPool largest(RandomAuctions random) {
    SortedMap<Address, StableReserve> reserves = new TreeMap<>();
    SortedMap<Address, BigInteger> prices = new TreeMap<>();
    for (int i = 0; i < MAX_TOKENS; i++) {
      Address token = random.address();
      reserves.put(token, new StableReserve(most(256).subtract(random.uint(250)), ONE));
      prices.put(token, most(320).subtract(random.uint(318)));
    }
    return PricedPool.of(
        new Liquidity.Stable(
            "1",
            random.address(),
            100_000,
            random.bytes32(),
            reserves,
            BigInteger.valueOf(200_001),
            BigInteger.ZERO),
        prices);
  }

  /** Of six or eighteen decimals, with a rate or without, rarely none. */
  private static BigInteger factor(RandomAuctions random) {
    return switch (random.below(12)) {
      case 0 -> random.below(4) == 0 ? BigInteger.ZERO : random.positive(250);
      case 1, 2 -> ONE.add(random.uint(58));
      case 3, 4, 5, 6 -> BigInteger.TEN.pow(30);
      default -> ONE;
    };
  }

  /** The parameter in thousandths: 1 to 5,000 in whole numbers or not, and the ends. */
  private static BigInteger amplification(RandomAuctions random) {
    return switch (random.below(12)) {
      case 0 -> random.uint(64);
      case 1 -> BigInteger.valueOf(random.below(1_001));
      case 2 -> BigInteger.ONE;
      case 3 -> BigInteger.valueOf(5_000_000);
      case 4, 5 -> BigInteger.valueOf(1_000 + random.below(4_999_001));
      default -> BigInteger.valueOf(1_000L * (1 + random.below(5_000)));
    };
  }

  /** Nothing, dust, or any size up to what a line can hold. */
  static BigInteger any(RandomAuctions random) {
    return switch (random.below(6)) {
      case 0 -> BigInteger.valueOf(random.below(3));
      case 1 -> random.uint(256);
      default -> random.positive(100);
    };
  }

  /** Off by a thousandth or a half. */
  static BigInteger near(RandomAuctions random, BigInteger value) {
    int off = random.bool() ? 1_000 : 500_000;
    return value
        .multiply(Tiny.between(random, 1_000_000 - off, 1_000_000 + off))
        .divide(BigInteger.valueOf(1_000_000));
  }

  static BigInteger most(int bits) {
    return BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
  }
}
