package io.fairlead.auction.certificate;

import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.Liquidity.CurveCoin;
import io.fairlead.auction.engine.Liquidity.StableReserve;
import io.fairlead.auction.engine.LiquidityJson;
import io.fairlead.auction.json.Json;
import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * A pool at prices in units of 10^-36 wei per wei.
 *
 * @param worth of all that it trades, in 10^-36 wei
 */
record PricedPool(Liquidity pool, SortedMap<Address, BigInteger> prices, BigInteger worth) {
  static PricedPool of(Liquidity.Stable pool, SortedMap<Address, BigInteger> prices) {
    SortedMap<Address, StableReserve> traded = new TreeMap<>(pool.reserves());
    traded.remove(pool.address());
    return new PricedPool(pool, prices, worth(traded, prices));
  }

  static PricedPool of(Liquidity.CurveStable pool, SortedMap<Address, BigInteger> prices) {
    SortedMap<Address, StableReserve> traded = new TreeMap<>();
    for (CurveCoin coin : pool.coins()) {
      traded.put(coin.token(), coin.reserve());
    }
    return new PricedPool(pool, prices, worth(traded, prices));
  }

  private static BigInteger worth(
      SortedMap<Address, StableReserve> traded, Map<Address, BigInteger> prices) {
    return traded.entrySet().stream()
        .map(entry -> entry.getValue().balance().multiply(PoolBound.price(prices, entry.getKey())))
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** As {@link SecondBounds} reads it. */
  String line() {
    ObjectNode known = Json.object();
    prices.forEach((token, price) -> known.put(token.toString(), price.toString()));
    return "pool " + Json.canonical(LiquidityJson.write(pool)) + " " + Json.canonical(known);
  }
}
