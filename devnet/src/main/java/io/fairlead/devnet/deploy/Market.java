package io.fairlead.devnet.deploy;

import java.math.BigInteger;
import java.util.List;

/**
 * The tokens of a devnet, what they are worth and where they trade: figures of about the size met
 * on a public chain.
 */
final class Market {
  static final String WETH = "WETH";

  /** Every token. */
  static final List<Coin> COINS =
      List.of(
          new Coin(WETH, "Wrapped Ether", 18, 2_500_00, 1_000),
          new Coin("USDC", "Dev USD Coin", 6, 1_00, 5_000_000),
          new Coin("DAI", "Dev Dai", 18, 1_00, 1_000_000),
          new Coin("WBTC", "Dev Bitcoin", 8, 60_000_00, 20),
          new Coin("GOV", "Dev Governance", 18, 8_00, 100_000));

  /** Uniswap V2 pairs: two symbols and whole dollars on each side. */
  static final List<PairSeed> PAIRS =
      List.of(
          new PairSeed(WETH, "USDC", 20_000_000),
          new PairSeed(WETH, "DAI", 8_000_000),
          new PairSeed("WBTC", WETH, 12_000_000),
          new PairSeed("GOV", WETH, 2_000_000),
          new PairSeed("USDC", "DAI", 10_000_000));

  /** Uniswap V3 pools: two symbols, fee in hundredths of a basis point, whole dollars per range. */
  static final List<PoolSeed> POOLS =
      List.of(
          new PoolSeed(WETH, "USDC", 500, 30_000_000),
          new PoolSeed(WETH, "USDC", 3_000, 15_000_000),
          new PoolSeed(WETH, "DAI", 3_000, 6_000_000),
          new PoolSeed("USDC", "DAI", 100, 20_000_000),
          new PoolSeed("WBTC", WETH, 3_000, 15_000_000),
          new PoolSeed("GOV", WETH, 10_000, 1_500_000));

  private Market() {}

  /**
   * A token.
   *
   * @param cents price of one whole token in cents of a dollar
   * @param perWallet whole tokens every wallet starts with
   */
  record Coin(String symbol, String name, int decimals, long cents, long perWallet) {
    /** Wei of the token worth that many dollars, rounded down. */
    BigInteger worth(long dollars) {
      return BigInteger.TEN
          .pow(decimals)
          .multiply(BigInteger.valueOf(dollars).multiply(BigInteger.valueOf(100)))
          .divide(BigInteger.valueOf(cents));
    }

    /** Wei of that many whole tokens. */
    BigInteger whole(long count) {
      return BigInteger.TEN.pow(decimals).multiply(BigInteger.valueOf(count));
    }
  }

  record PairSeed(String first, String second, long dollars) {}

  record PoolSeed(String first, String second, int feePips, long dollars) {}

  static Coin coin(String symbol) {
    return COINS.stream().filter(coin -> coin.symbol().equals(symbol)).findFirst().orElseThrow();
  }
}
