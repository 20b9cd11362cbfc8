package io.fairlead.auction.price;

import static io.fairlead.auction.Scene.USD;
import static io.fairlead.auction.Scene.WETH;
import static io.fairlead.auction.Scene.X;
import static io.fairlead.auction.Scene.usd;
import static io.fairlead.auction.Scene.weth;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.RandomAuctions;
import io.fairlead.auction.engine.Liquidity;
import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReferencePricesTest {
  private static final BigInteger Q96 = BigInteger.ONE.shiftLeft(96);
  private static final List<Address> ALL = List.of(WETH, USD, X);

  @Test
  void theDeepestNativeSideDecides() {
    Liquidity small = pair(1, WETH, USD, weth(10), usd(30_000));
    Liquidity large = pair(2, WETH, USD, weth(11), usd(22_000));
    assertThat(prices(small, large))
        .containsEntry(WETH, BigInteger.TEN.pow(18))
        .containsEntry(USD, BigInteger.TEN.pow(36).divide(usd(2_000)));
    // Virtual reserve: 12 WETH at a price of 1.
    Liquidity deeper = pool(3, WETH, USD, weth(12), Q96);
    assertThat(prices(small, large, deeper)).containsEntry(USD, BigInteger.TEN.pow(18));
  }

  @Test
  void concentratedPricesAreTheSquare() {
    // sqrt = 2, so one token0 is worth four token1.
    assertThat(prices(pool(1, WETH, X, weth(5), Q96.shiftLeft(1))))
        .containsEntry(X, BigInteger.TEN.pow(18).shiftRight(2));
    Address low = Address.parse("0x" + "01".repeat(20));
    assertThat(
            ReferencePrices.of(
                WETH, List.of(low), List.of(pool(1, low, WETH, weth(5), Q96.shiftLeft(1)))))
        .containsEntry(low, BigInteger.TEN.pow(18).shiftLeft(2));
  }

  @Test
  void tiesGoToTheLowerAddress() {
    Liquidity first = pair(1, WETH, USD, weth(10), usd(20_000));
    Liquidity second = pair(2, WETH, USD, weth(10), usd(30_000));
    assertThat(prices(second, first)).isEqualTo(prices(first));
  }

  @Test
  void oneHopWhenThereIsNoDirectPool() {
    Liquidity direct = pair(1, WETH, USD, weth(10), usd(20_000));
    Liquidity hop = pair(2, USD, X, usd(100), weth(50));
    // 2 dollars per X, 0.0005 WETH per dollar.
    assertThat(prices(direct, hop)).containsEntry(X, BigInteger.TEN.pow(15));
    // A direct pool wins however small it is; two hops are too many.
    assertThat(prices(direct, hop, pair(3, WETH, X, BigInteger.ONE, BigInteger.ONE)))
        .containsEntry(X, BigInteger.TEN.pow(18));
    assertThat(prices(hop)).containsOnlyKeys(WETH);
  }

  @Test
  void emptyPoolsAndVanishingPricesCountForNothing() {
    assertThat(
            prices(
                pair(1, WETH, USD, BigInteger.ZERO, usd(1)),
                pool(2, WETH, USD, BigInteger.ZERO, Q96),
                pair(3, WETH, X, BigInteger.ONE, BigInteger.TEN.pow(19))))
        .containsOnlyKeys(WETH);
  }

  @Test
  void theOrderOfPoolsDoesNotMatter() {
    RandomAuctions.forAll(
        200,
        random -> {
          List<Liquidity> pools = new ArrayList<>();
          for (int i = 0; i < 8; i++) {
            int pair = random.below(3);
            Address token0 = ALL.get(pair == 2 ? 1 : 0);
            Address token1 = ALL.get(pair == 0 ? 1 : 2);
            pools.add(
                random.bool()
                    ? pair(i, token0, token1, random.uint(4), random.uint(4))
                    : pool(i, token0, token1, random.uint(4), random.uint(4).shiftLeft(94)));
          }
          assertThat(ReferencePrices.of(WETH, ALL, random.shuffled(pools)))
              .isEqualTo(ReferencePrices.of(WETH, ALL, pools));
        });
  }

  private static SortedMap<Address, BigInteger> prices(Liquidity... pools) {
    return ReferencePrices.of(WETH, ALL, List.of(pools));
  }

  private static Liquidity pair(
      int number, Address token0, Address token1, BigInteger reserve0, BigInteger reserve1) {
    return new Liquidity.ConstantProduct(
        "p" + number, address(number), 0, address(99), token0, token1, reserve0, reserve1, 30);
  }

  private static Liquidity pool(
      int number, Address token0, Address token1, BigInteger liquidity, BigInteger sqrtPrice) {
    return new Liquidity.Concentrated(
        "c" + number,
        address(number),
        0,
        address(99),
        token0,
        token1,
        sqrtPrice,
        liquidity,
        0,
        new TreeMap<>(),
        3_000);
  }

  private static Address address(int number) {
    return Address.parse("0x" + "%040x".formatted(number + 1));
  }
}
