package io.fairlead.auction.certificate;

import io.fairlead.auction.RandomAuctions;
import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.Order;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.IntentUid;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/**
 * Builders of small instances. Token {@code i} has the address whose every byte is {@code i + 1}.
 */
final class Tiny {
  private Tiny() {}

  static Address token(int index) {
    return Address.parse("0x" + "%02x".formatted(index + 1).repeat(20));
  }

  static Order order(
      int number, int sellToken, int buyToken, long sell, long buy, Side side, boolean partially) {
    return order(
        number,
        token(sellToken),
        token(buyToken),
        BigInteger.valueOf(sell),
        BigInteger.valueOf(buy),
        side,
        partially);
  }

  static Order order(
      int number,
      Address sellToken,
      Address buyToken,
      BigInteger sell,
      BigInteger buy,
      Side side,
      boolean partially) {
    Address owner = Address.parse("0x" + "ee".repeat(20));
    Intent intent =
        new Intent(
            owner,
            owner,
            sellToken,
            buyToken,
            sell,
            buy,
            side,
            partially,
            0,
            1_000,
            BigInteger.valueOf(number),
            Bytes32.ZERO);
    IntentUid uid =
        new IntentUid(Bytes32.parse("0x" + "%064x".formatted(number)), owner, intent.validTo());
    return new Order(uid, intent, sell, buy);
  }

  static Liquidity.ConstantProduct pair(
      int id, int token0, int token1, BigInteger reserve0, BigInteger reserve1, int feeBps) {
    return new Liquidity.ConstantProduct(
        Integer.toString(id),
        Address.ZERO,
        90_000,
        Address.ZERO,
        token(token0),
        token(token1),
        reserve0,
        reserve1,
        feeBps);
  }

  static BigInteger between(RandomAuctions random, int low, int high) {
    return BigInteger.valueOf(low + random.below(high - low + 1));
  }

  static BigInteger proven(Instance instance, Map<Address, BigInteger> prices) {
    return ((ScoreBound.Proven) UpperBound.of(instance, prices)).fine();
  }

  static <T> T any(RandomAuctions random, List<T> values) {
    return values.get(random.below(values.size()));
  }
}
