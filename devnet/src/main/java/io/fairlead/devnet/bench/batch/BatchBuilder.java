package io.fairlead.devnet.bench.batch;

import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.Order;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.engine.TokenInfo;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.IntentUid;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Collects orders and pools of an auction in terms of value. */
final class BatchBuilder {
  private static final BigInteger UNIT = BigInteger.TEN.pow(18);
  private static final int FEE_BPS = 30;

  private final double[] prices;
  private final List<Order> orders = new ArrayList<>();
  private final List<Liquidity> pools = new ArrayList<>();

  /**
   * For tokens at these reference prices.
   *
   * @param prices native tokens per token
   */
  BatchBuilder(double[] prices) {
    this.prices = prices.clone();
  }

  int orders() {
    return orders.size();
  }

  /**
   * Adds an order.
   *
   * @param worth native tokens that the fixed side is worth
   * @param asked what is asked at least for what is given, relative to reference prices
   * @param fixedSale whether the sold amount is fixed
   */
  void order(
      int sell, int buy, double worth, double asked, boolean fixedSale, boolean partiallyFillable) {
    double sold = fixedSale ? worth : worth / asked;
    double bought = fixedSale ? worth * asked : worth;
    Address owner = address(2, orders.size());
    Intent intent =
        new Intent(
            owner,
            owner,
            address(1, sell),
            address(1, buy),
            wei(sold / prices[sell]),
            wei(bought / prices[buy]),
            fixedSale ? Side.SELL : Side.BUY,
            partiallyFillable,
            0,
            Intent.MAX_TIME,
            BigInteger.ZERO,
            Bytes32.ZERO);
    byte[] hash = new byte[Bytes32.SIZE];
    new SplittableRandom(orders.size() + 1L).nextBytes(hash);
    orders.add(
        new Order(
            new IntentUid(Bytes32.of(hash), owner, Intent.MAX_TIME),
            intent,
            intent.sellAmount(),
            intent.buyAmount()));
  }

  /** Adds a product pool at the reference prices whose two sides are worth {@code depth} each. */
  void pool(int one, int other, double depth) {
    Address first = address(1, Math.min(one, other));
    Address second = address(1, Math.max(one, other));
    pools.add(
        new Liquidity.ConstantProduct(
            Integer.toString(pools.size()),
            address(3, pools.size()),
            90_000,
            address(4, 0),
            first,
            second,
            wei(depth / prices[Math.min(one, other)]),
            wei(depth / prices[Math.max(one, other)]),
            FEE_BPS));
  }

  /**
   * Adds a maker's order that may be taken in parts.
   *
   * @param give token that a taker gets
   * @param take token that a taker gives
   * @param worth native tokens that what it gives is worth
   * @param rate what it gives for what it takes, relative to reference prices
   */
  void maker(int give, int take, double worth, double rate) {
    pools.add(
        new Liquidity.LimitOrder(
            Integer.toString(pools.size()),
            address(5, 0),
            90_000,
            Bytes32.ZERO,
            address(1, give),
            address(1, take),
            wei(worth / prices[give]),
            wei(worth / rate / prices[take]),
            BigInteger.ZERO));
  }

  Batch named(String generator) {
    SortedMap<Address, TokenInfo> tokens = new TreeMap<>();
    for (int token = 0; token < prices.length; token++) {
      tokens.put(
          address(1, token),
          new TokenInfo(18, "T" + token, wei(prices[token]), BigInteger.ZERO, true));
    }
    orders.sort(Comparator.comparing(Order::uid));
    return new Batch(
        generator,
        prices.length,
        new SolveRequest("1", tokens, orders, pools, BigInteger.ZERO, Instant.MAX));
  }

  private static BigInteger wei(double amount) {
    return new BigDecimal(amount).multiply(new BigDecimal(UNIT)).toBigInteger();
  }

  private static Address address(int kind, int number) {
    byte[] bytes = new byte[Address.SIZE];
    bytes[0] = (byte) kind;
    ByteBuffer.wrap(bytes).putInt(Address.SIZE - Integer.BYTES, number + 1);
    return Address.of(bytes);
  }
}
