package io.fairlead.auction.certificate;

import io.fairlead.auction.engine.BasketOrder;
import io.fairlead.auction.engine.Certificate;
import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.Order;
import io.fairlead.auction.price.ReferencePrices;
import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * The upper bound on every score of an instance that prices prove, in exact integers; the theorem
 * stands in the package's description. Pure and thread safe. Time is linear in orders, baskets,
 * pools and the initialised ticks of concentrated liquidity that lie between its price and the
 * given one.
 */
public final class UpperBound {
  private static final BigInteger PER_REFERENCE = Certificate.UNIT.divide(ReferencePrices.UNIT);

  private UpperBound() {}

  /**
   * What the prices prove.
   *
   * @param prices native wei per 10^36 wei, of every token of the instance and no other
   */
  public static ScoreBound of(Instance instance, Map<Address, BigInteger> prices) {
    SortedSet<Address> tokens = instance.tokens();
    for (Address token : tokens) {
      BigInteger price = prices.get(token);
      if (price == null) {
        return new ScoreBound.Inadmissible(CertificateFault.MISSING_PRICE, token);
      }
      if (price.signum() < 0 || price.bitLength() > Certificate.MAX_PRICE_BITS) {
        return new ScoreBound.Inadmissible(CertificateFault.PRICE_OUT_OF_RANGE, token);
      }
    }
    if (prices.size() != tokens.size()) {
      return new ScoreBound.Inadmissible(
          CertificateFault.UNKNOWN_TOKEN,
          prices.keySet().stream()
              .filter(token -> !tokens.contains(token))
              .sorted()
              .toList()
              .getFirst());
    }
    for (Map.Entry<Address, BigInteger> least : leastPrices(instance).entrySet()) {
      if (least.getValue().compareTo(price(prices, least.getKey())) > 0) {
        return new ScoreBound.Inadmissible(CertificateFault.PRICE_TOO_LOW, least.getKey());
      }
    }
    return sum(instance, new HashMap<>(prices));
  }

  /** The lowest admissible prices of the tokens that have one above zero. */
  static SortedMap<Address, BigInteger> leastPrices(Instance instance) {
    SortedMap<Address, BigInteger> least = new TreeMap<>();
    for (Order order : instance.orders()) {
      BigInteger reference = reference(instance, order.intent().buyToken());
      if (OrderBound.needsReference(order) && reference.signum() > 0) {
        least.put(order.intent().buyToken(), reference);
      }
    }
    for (BasketOrder basket : instance.baskets()) {
      BigInteger reference = reference(instance, basket.basket().quoteToken());
      if (basket.units().signum() > 0 && reference.signum() > 0) {
        least.put(basket.basket().quoteToken(), reference);
      }
    }
    return least;
  }

  private static ScoreBound sum(Instance instance, Map<Address, BigInteger> prices) {
    BigInteger total = BigInteger.ZERO;
    for (Order order : instance.orders()) {
      total =
          total.add(
              OrderBound.of(
                  order,
                  price(prices, order.intent().sellToken()),
                  price(prices, order.intent().buyToken()),
                  reference(instance, order.intent().buyToken())));
    }
    for (BasketOrder basket : instance.baskets()) {
      total = total.add(BasketBound.of(basket, token -> price(prices, token)));
    }
    for (Liquidity pool : instance.liquidity()) {
      switch (PoolBound.of(pool, prices)) {
        case Extractable.AtMost most -> total = total.add(most.value());
        case Extractable.Unknown unknown -> {
          return new ScoreBound.NotComputable(pool.id(), unknown.why());
        }
      }
    }
    return new ScoreBound.Proven(total);
  }

  /** In the certificate's unit; zero if the token has none: its surplus scores nothing. */
  private static BigInteger reference(Instance instance, Address token) {
    return instance.referencePrices().getOrDefault(token, BigInteger.ZERO).multiply(PER_REFERENCE);
  }

  private static BigInteger price(Map<Address, BigInteger> prices, Address token) {
    return prices.getOrDefault(token, BigInteger.ZERO);
  }
}
