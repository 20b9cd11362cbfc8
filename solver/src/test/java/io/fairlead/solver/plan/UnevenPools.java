package io.fairlead.solver.plan;

import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.Liquidity.StableReserve;
import io.fairlead.auction.engine.Liquidity.WeightedReserve;
import io.fairlead.auction.engine.Liquidity.WeightedVersion;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.solver.RandomAuction;
import io.fairlead.solver.pool.Pool;
import io.fairlead.solver.pool.Pools;
import io.fairlead.solver.route.PoolBook;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A sale at a few weighted and stable pools near common prices, whose depths differ by up to nine
 * orders of magnitude: pools of next to nothing beside the order, steep ones, and arbitrage that is
 * worth more than the order. It is among these that searches for prices lose their way.
 */
final class UnevenPools {
  private static final int[] DECIMALS = {18, 6, 18, 8};
  private static final int MOST_TOKENS = 8;
  private static final int MOST_POOLS = 16;

  private final SplittableRandom random;
  private final double[] worth;
  private final List<Pool> pools = new ArrayList<>();
  private final int from;
  private final int to;
  private final double value;

  UnevenPools(long seed) {
    random = new SplittableRandom(seed);
    worth = new double[random.nextInt(2, MOST_TOKENS + 1)];
    for (int token = 0; token < worth.length; token++) {
      worth[token] = Math.exp(random.nextDouble(-4, 4)) / Math.pow(10, decimals(token));
    }
    int count = random.nextInt(worth.length, MOST_POOLS + 1);
    for (int i = 0; i < count; i++) {
      // A tree first, so that everything hangs together.
      int[] coins =
          i + 1 < worth.length
              ? new int[] {i + 1, random.nextInt(i + 1)}
              : random
                  .ints(0, worth.length)
                  .distinct()
                  .limit(random.nextInt(2, Math.min(4, worth.length) + 1))
                  .toArray();
      Liquidity pool = random.nextInt(3) == 0 ? stable(i, coins) : weighted(i, coins);
      pools.add(Pools.of(pool).orElseThrow());
    }
    from = random.nextInt(worth.length);
    to = (from + random.nextInt(1, worth.length)) % worth.length;
    value = Math.pow(10, random.nextDouble(-2, 5));
  }

  /** The pools, as they are before the sale. */
  PoolBook book() {
    return PoolBook.of(pools);
  }

  /** What is sold. */
  Address from() {
    return RandomAuction.address(from);
  }

  /** What it is sold for. */
  Address to() {
    return RandomAuction.address(to);
  }

  /** Wei that are sold, worth a hundredth up to a hundred thousand; deep pools hold ten million. */
  BigInteger amount() {
    return whole(value / worth[from]);
  }

  private static int decimals(int token) {
    return DECIMALS[token % DECIMALS.length];
  }

  private Liquidity weighted(int number, int[] coins) {
    double depth = depth();
    double[] weights = random.doubles(coins.length, 0.1, 1).toArray();
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    SortedMap<Address, WeightedReserve> reserves = new TreeMap<>();
    BigInteger left = BigInteger.TEN.pow(18);
    for (int coin = 0; coin < coins.length; coin++) {
      boolean last = coin + 1 == coins.length;
      BigInteger weight = last ? left : whole(1e18 * weights[coin] / sum);
      left = left.subtract(weight);
      double balance = depth * weights[coin] / worth[coins[coin]] * noise();
      BigInteger factor = BigInteger.TEN.pow(36 - decimals(coins[coin]));
      reserves.put(
          RandomAuction.address(coins[coin]), new WeightedReserve(whole(balance), factor, weight));
    }
    return new Liquidity.WeightedProduct(
        String.format("%02d", number),
        RandomAuction.address(1_000 + number),
        100_000,
        Bytes32.ZERO,
        reserves,
        whole(1e18 * random.nextDouble(0.001, 0.01)),
        WeightedVersion.V3_PLUS);
  }

  private Liquidity stable(int number, int[] coins) {
    double depth = depth();
    SortedMap<Address, StableReserve> reserves = new TreeMap<>();
    for (int token : coins) {
      double balance = depth / worth[token] * random.nextDouble(0.5, 1);
      reserves.put(
          RandomAuction.address(token),
          new StableReserve(whole(balance), whole(1e36 * worth[token] * noise())));
    }
    return new Liquidity.Stable(
        String.format("%02d", number),
        RandomAuction.address(1_000 + number),
        120_000,
        Bytes32.ZERO,
        reserves,
        BigInteger.valueOf(1_000L * random.nextInt(50, 2_000)),
        whole(4e14));
  }

  private double depth() {
    return Math.pow(10, random.nextDouble(-2, 7));
  }

  private double noise() {
    return Math.exp(random.nextDouble(-2e-3, 2e-3));
  }

  private static BigInteger whole(double amount) {
    return new BigDecimal(amount).toBigInteger();
  }
}
