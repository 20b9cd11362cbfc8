package io.fairlead.auction.certificate;

import io.fairlead.auction.engine.BasketJson;
import io.fairlead.auction.engine.BasketOrder;
import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.LiquidityJson;
import io.fairlead.auction.engine.Order;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.json.Json;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import java.math.BigInteger;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a certificate is about: everything that decides how much can be scored. The auctioneer, a
 * solver and a verifier get the same one from what each of them has.
 *
 * @param referencePrices native wei per 10^18 wei, of the tokens that have one
 * @param orders ascending by uid; whoever buys native ETH buys the wrapped one here
 * @param baskets ascending by uid
 * @param liquidity ascending by id
 */
public record Instance(
    SortedMap<Address, BigInteger> referencePrices,
    List<Order> orders,
    List<BasketOrder> baskets,
    List<Liquidity> liquidity) {

  /** Copies and sorts; native ETH's own price is left out, its wrapped form's stays. */
  public Instance {
    TreeMap<Address, BigInteger> prices = new TreeMap<>(referencePrices);
    prices.remove(Intent.NATIVE);
    referencePrices = Collections.unmodifiableSortedMap(prices);
    orders = orders.stream().sorted(Comparator.comparing(Order::uid)).toList();
    baskets = baskets.stream().sorted(Comparator.comparing(BasketOrder::uid)).toList();
    liquidity = liquidity.stream().sorted(Comparator.comparing(Liquidity::id)).toList();
  }

  /** One without baskets. */
  public Instance(
      SortedMap<Address, BigInteger> referencePrices,
      List<Order> orders,
      List<Liquidity> liquidity) {
    this(referencePrices, orders, List.of(), liquidity);
  }

  /** What a solver engine was asked. */
  public static Instance of(SolveRequest request) {
    TreeMap<Address, BigInteger> prices = new TreeMap<>();
    request
        .tokens()
        .forEach((token, info) -> {
          BigInteger price = info.referencePrice();
          if (price != null) {
            prices.put(token, price);
          }
        });
    return new Instance(prices, request.orders(), request.baskets(), request.liquidity());
  }

  /** Every ERC-20 token that an order, a basket or a pool trades. */
  public SortedSet<Address> tokens() {
    TreeSet<Address> tokens = new TreeSet<>();
    for (Order order : orders) {
      tokens.add(order.intent().sellToken());
      tokens.add(order.intent().buyToken());
    }
    baskets.forEach(basket -> tokens.addAll(basket.tokens()));
    liquidity.forEach(pool -> tokens.addAll(pool.tokens()));
    return tokens;
  }

  /**
   * Keccak of the canonical JSON of {@code {liquidity, orders, prices}}: pools as they stand in a
   * request; of an order the members {@code uid}, {@code sellToken}, {@code buyToken}, {@code
   * sellAmount}, {@code buyAmount}, {@code fullSellAmount}, {@code fullBuyAmount}, {@code kind},
   * {@code partiallyFillable}; prices as decimal texts by token. Where there are baskets, {@code
   * baskets} too, of each the members {@code uid}, {@code legs}, {@code quoteToken}, {@code
   * quotePerUnit}, {@code units}.
   */
  public Bytes32 hash() {
    ObjectNode node = Json.object();
    ArrayNode pools = node.putArray("liquidity");
    liquidity.forEach(pool -> pools.add(LiquidityJson.write(pool)));
    ArrayNode terms = node.putArray("orders");
    orders.forEach(order -> terms.add(write(order)));
    if (!baskets.isEmpty()) {
      ArrayNode all = node.putArray("baskets");
      baskets.forEach(basket -> all.add(write(basket)));
    }
    ObjectNode prices = node.putObject("prices");
    for (Map.Entry<Address, BigInteger> entry : referencePrices.entrySet()) {
      prices.put(entry.getKey().toString(), entry.getValue().toString());
    }
    return Keccak.hash(Json.canonicalBytes(node));
  }

  /** Without what the bound does not depend on, signatures among it: a quote has none. */
  private static ObjectNode write(Order order) {
    Intent intent = order.intent();
    return Json.object()
        .put("uid", order.uid().toString())
        .put("sellToken", intent.sellToken().toString())
        .put("buyToken", intent.buyToken().toString())
        .put("sellAmount", order.sellAmount().toString())
        .put("buyAmount", order.buyAmount().toString())
        .put("fullSellAmount", intent.sellAmount().toString())
        .put("fullBuyAmount", intent.buyAmount().toString())
        .put("kind", intent.side().text())
        .put("partiallyFillable", intent.partiallyFillable());
  }

  private static ObjectNode write(BasketOrder order) {
    ObjectNode node =
        Json.object()
            .put("uid", order.uid().toString())
            .put("quoteToken", order.basket().quoteToken().toString())
            .put("quotePerUnit", order.basket().quotePerUnit().toString())
            .put("units", order.units().toString());
    node.set("legs", BasketJson.writeLegs(order.basket().legs()));
    return node;
  }
}
