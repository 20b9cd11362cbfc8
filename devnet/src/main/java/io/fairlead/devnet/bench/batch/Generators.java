package io.fairlead.devnet.bench.batch;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Batches to measure on, named after where their distributions come from. The random numbers are
 * ours. All tokens have 18 decimals and gas costs nothing, so that a score is surplus alone.
 */
final class Generators {
  private static final double FLUCTUATION = 0.1;

  /** What docs/batch.md shows. */
  static final List<String> TABLE =
      List.of(
          "walther-settled:100:50",
          "walther-settled:200:50",
          "walther-settled:500:5",
          "walther-settled:500:10",
          "walther-settled:500:20",
          "walther-settled:500:50",
          "walther-settled:2000:50",
          "walther:100:50",
          "walther:500:50",
          "walther:2000:50",
          "walther-pools:100:20",
          "walther-pools:100:50",
          "walther-pools:500:50",
          "walther-pools:2000:50",
          "walther-pools-settled:500:50",
          "walther-pools-settled:2000:50",
          "walther-makers:100:20",
          "walther-makers:500:50",
          "walther-whole:100:20",
          "speedex:500:86",
          "speedex:2000:86",
          "speedex:11000:86");

  private Generators() {}

  /**
   * {@link #walther} with sell orders only and without pools, its reference prices replaced by the
   * prices at which it clears: a market in which arbitrage has brought reference prices to where
   * the book itself is. Here a settlement at one price per token can reach the bound; elsewhere the
   * bound, which knows nothing of such prices, cannot be reached.
   */
  static Batch settledWalther(int orders, int tokens, long seed) {
    Batch batch = walther(orders, tokens, 0, false, seed);
    return batch.repriced(BatchBench.engine(batch).balance(), "walther-settled");
  }

  /** The same with pools as {@link #walther} has them, which stand at the previous prices. */
  static Batch settledWaltherPools(int orders, int tokens, long seed) {
    Batch batch = walther(orders, tokens, tokens - 1, false, seed);
    return batch.repriced(BatchBench.engine(batch).balance(), "walther-pools-settled");
  }

  /**
   * Random batches as in Walther, "Multi-token batch auctions with uniform clearing prices" (2018;
   * gnosis/dex-research, BatchAuctionOptimization, section 4.4): limit orders that may be filled in
   * parts, one price per token, tokens unequally popular, prices expected to move by at most 10 %
   * from previous ones. What the paper leaves open is chosen here: token number {@code r} is chosen
   * in proportion to {@code 1/(r + 1)}; previous prices are log-uniform over four orders of
   * magnitude; half of the orders fix what they sell and half what they buy; the fixed amount is
   * worth log-uniform 0.1 to 10 native tokens; limits are uniform within 10 % of the previous
   * price. The reference prices of the score are the previous prices.
   *
   * @param pools further product pools between each of the first {@code pools} tokens and token 0,
   *     at the reference price
   */
  static Batch walther(int orders, int tokens, int pools, long seed) {
    return walther(orders, tokens, pools, true, seed);
  }

  /**
   * {@link #walther} with makers' orders between each token and token 0, one that sells it and one
   * that buys it, worth log-uniform 1 to 100 native tokens, uniform 0.1 to 1 % beside the reference
   * price.
   */
  static Batch makers(int orders, int tokens, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    BatchBuilder batch = orders(orders, tokens, true, 0, random);
    for (int token = 1; token < tokens; token++) {
      batch.maker(token, 0, Math.pow(10, random.nextDouble(2)), 1 - random.nextDouble(1e-3, 1e-2));
      batch.maker(0, token, Math.pow(10, random.nextDouble(2)), 1 - random.nextDouble(1e-3, 1e-2));
    }
    return batch.named("walther-makers");
  }

  /** {@link #walther} without pools, each second order to be filled wholly or not at all. */
  static Batch whole(int orders, int tokens, long seed) {
    return orders(orders, tokens, true, 2, new SplittableRandom(seed)).named("walther-whole");
  }

  private static Batch walther(int orders, int tokens, int pools, boolean purchases, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    BatchBuilder batch = orders(orders, tokens, purchases, 0, random);
    for (int token = 1; token <= Math.min(pools, tokens - 1); token++) {
      batch.pool(token, 0, Math.pow(10, random.nextDouble(2, 4)));
    }
    return batch.named(pools == 0 ? "walther" : "walther-pools");
  }

  /**
   * Orders.
   *
   * @param whole each of so many is to be filled wholly or not at all, none if it is zero
   */
  private static BatchBuilder orders(
      int orders, int tokens, boolean purchases, int whole, SplittableRandom random) {
    BatchBuilder batch =
        new BatchBuilder(random.doubles(tokens, -4.6, 4.6).map(Math::exp).toArray());
    for (int i = 0; i < orders; i++) {
      int sell = popular(random, tokens);
      int buy = sell;
      while (buy == sell) {
        buy = popular(random, tokens);
      }
      double worth = Math.pow(10, random.nextDouble(-1, 1));
      double asked = 1 + random.nextDouble(-FLUCTUATION, FLUCTUATION);
      boolean partial = whole == 0 || i % whole > 0;
      batch.order(sell, buy, worth, asked, random.nextBoolean() || !purchases, partial);
    }
    return batch;
  }

  /**
   * Books as SPEEDEX's own generator makes them (scslab/speedex, synthetic_data_generator): sell
   * offers in cycles over two to eight assets, each worth the same at hidden valuations, which are
   * the reference prices here, with a limit up to 5 % below them; for every nine such offers one
   * that asks up to 5 % more than the valuations. All may be filled in parts.
   */
  static Batch speedex(int orders, int tokens, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    BatchBuilder batch =
        new BatchBuilder(random.doubles(tokens, -4.6, 4.6).map(Math::exp).toArray());
    double bad = 0;
    while (batch.orders() < orders) {
      if (bad >= 1) {
        bad -= 1;
        int[] two = distinct(random, tokens, 2);
        batch.order(two[0], two[1], worth(random), 1 + random.nextDouble(0, 0.05), true, true);
        continue;
      }
      int[] cycle = distinct(random, tokens, random.nextInt(2, 9));
      double worth = worth(random);
      for (int i = 0; i < cycle.length && batch.orders() < orders; i++) {
        int next = cycle[(i + 1) % cycle.length];
        batch.order(cycle[i], next, worth, 1 - random.nextDouble(0, 0.05), true, true);
      }
      bad += cycle.length / 9.0;
    }
    return batch.named("speedex");
  }

  private static double worth(SplittableRandom random) {
    return random.nextDouble(0.1, 10);
  }

  private static int popular(SplittableRandom random, int tokens) {
    double total = 0;
    for (int token = 0; token < tokens; token++) {
      total += 1.0 / (token + 1);
    }
    double at = random.nextDouble(total);
    for (int token = 0; token < tokens; token++) {
      at -= 1.0 / (token + 1);
      if (at < 0) {
        return token;
      }
    }
    return tokens - 1;
  }

  private static int[] distinct(SplittableRandom random, int tokens, int count) {
    return random.ints(0, tokens).distinct().limit(Math.min(count, tokens)).toArray();
  }
}
