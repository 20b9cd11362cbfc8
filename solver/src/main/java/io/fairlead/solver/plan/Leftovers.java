package io.fairlead.solver.plan;

import io.fairlead.contracts.primitive.Address;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a plan may leave behind on the way: wei that no pool takes, or that are worth less than
 * another swap. All of it together may be worth at most a {@link #PARTS}th of what comes out, at
 * the dual's prices, and it counts as lost: only the output is anybody's gain. That is a tenth of a
 * basis point, a tenth of the aim for the gap of a whole plan; less would forbid a single wei of
 * tokens of six decimals in small orders. Reckoned in integers, prices and worth rounded up.
 *
 * @param prices wei of the output per wei of each token, times 2^96; of a token without a price
 *     nothing may be left
 */
record Leftovers(SortedMap<Address, BigInteger> prices) {
  /** The output is worth at least so many times what is left. */
  static final BigInteger PARTS = BigInteger.valueOf(100_000);

  /** Nothing may be left at all. */
  static final Leftovers NONE = new Leftovers(new TreeMap<>());

  private static final int FRACTION_BITS = 96;

  Leftovers {
    prices = Collections.unmodifiableSortedMap(new TreeMap<>(prices));
  }

  /**
   * At the dual's prices.
   *
   * @param logPrices of the network's tokens
   * @param target the token that comes out
   */
  static Leftovers of(PoolNetwork pools, Iterable<Leg> legs, double[] logPrices, int target) {
    SortedMap<Address, BigInteger> prices = new TreeMap<>();
    for (Leg leg : legs) {
      prices.computeIfAbsent(leg.tokenIn(), token -> price(pools, token, logPrices, target));
      prices.computeIfAbsent(leg.tokenOut(), token -> price(pools, token, logPrices, target));
    }
    prices.values().removeIf(price -> price.signum() == 0);
    return new Leftovers(prices);
  }

  /** Zero if there is none. */
  private static BigInteger price(
      PoolNetwork pools, Address token, double[] logPrices, int target) {
    double price = Math.exp(logPrices[pools.indexOf(token)] - logPrices[target]);
    return price > 0 && price <= Double.MAX_VALUE
        ? new BigDecimal(price)
            .multiply(new BigDecimal(BigInteger.ONE.shiftLeft(FRACTION_BITS)))
            .setScale(0, RoundingMode.CEILING)
            .toBigIntegerExact()
        : BigInteger.ZERO;
  }

  /**
   * What is left of {@code held} beside the output, ascending by token; empty if that is more than
   * may be left.
   */
  Optional<SortedMap<Address, BigInteger>> of(Map<Address, BigInteger> held, Address to) {
    SortedMap<Address, BigInteger> left = new TreeMap<>(held);
    BigInteger out = held.getOrDefault(to, BigInteger.ZERO);
    left.remove(to);
    left.values().removeIf(amount -> amount.signum() == 0);
    BigInteger worth = BigInteger.ZERO;
    for (Map.Entry<Address, BigInteger> one : left.entrySet()) {
      BigInteger price = prices.get(one.getKey());
      if (price == null) {
        return Optional.empty();
      }
      worth = worth.add(one.getValue().multiply(price));
    }
    return worth.multiply(PARTS).compareTo(out.shiftLeft(FRACTION_BITS)) <= 0
        ? Optional.of(Collections.unmodifiableSortedMap(left))
        : Optional.empty();
  }
}
