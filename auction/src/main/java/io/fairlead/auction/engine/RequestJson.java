package io.fairlead.auction.engine;

import io.fairlead.auction.json.Json;
import io.fairlead.auction.json.JsonView;
import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON of a {@link SolveRequest}. */
final class RequestJson {
  private static final int MAX_TOKENS = 20_000;
  static final int MAX_ORDERS = 20_000;
  static final int MAX_POOLS = 50_000;
  private static final int MAX_SYMBOL = 1_000;

  private RequestJson() {}

  static ObjectNode write(SolveRequest request) {
    ObjectNode node = Json.object().put("id", request.id());
    ObjectNode tokens = node.putObject("tokens");
    request.tokens().forEach((token, info) -> tokens.set(token.toString(), write(info)));
    ArrayNode orders = node.putArray("orders");
    request.orders().forEach(order -> orders.add(OrderJson.write(order)));
    BasketJson.writeOrders(request.baskets(), node);
    ArrayNode liquidity = node.putArray("liquidity");
    request.liquidity().forEach(pool -> liquidity.add(LiquidityJson.write(pool)));
    node.put("effectiveGasPrice", request.effectiveGasPrice().toString());
    node.put("deadline", request.deadline().toString());
    node.putArray("surplusCapturingJitOrderOwners");
    return node;
  }

  static SolveRequest read(JsonView view) {
    SortedMap<Address, TokenInfo> tokens = new TreeMap<>();
    view.field("tokens")
        .fields(MAX_TOKENS)
        .forEach((text, info) -> tokens.put(addressKey(text, info), readToken(info)));
    List<Order> orders =
        view.field("orders").list(MAX_ORDERS, OrderJson::read).stream()
            .flatMap(Optional::stream)
            .toList();
    List<Liquidity> liquidity =
        view.field("liquidity").list(MAX_POOLS, LiquidityJson::readIfKnown).stream()
            .flatMap(Optional::stream)
            .toList();
    return new SolveRequest(
        view.optional("id").map(id -> id.text(78)).orElse(null),
        tokens,
        orders,
        BasketJson.readOrders(view),
        liquidity,
        view.field("effectiveGasPrice").uint(256),
        readTime(view.field("deadline")));
  }

  static Address addressKey(String text, JsonView value) {
    try {
      return Address.parse(text);
    } catch (IllegalArgumentException e) {
      throw value.problem("its key must be an address");
    }
  }

  private static ObjectNode write(TokenInfo info) {
    BigInteger price = info.referencePrice();
    return Json.object()
        .put("decimals", info.decimals())
        .put("symbol", info.symbol())
        .put("referencePrice", price == null ? null : price.toString())
        .put("availableBalance", info.availableBalance().toString())
        .put("trusted", info.trusted());
  }

  private static TokenInfo readToken(JsonView view) {
    return new TokenInfo(
        view.optional("decimals").map(decimals -> (int) decimals.integer(0, 255)).orElse(null),
        view.optional("symbol").map(RequestJson::symbol).orElse(null),
        view.optional("referencePrice").map(price -> price.uint(256)).orElse(null),
        view.field("availableBalance").uint(256),
        view.field("trusted").bool());
  }

  /** Its own name, as long as whoever deployed the token likes; nothing is decided by it. */
  private static String symbol(JsonView view) {
    String symbol = view.text(Json.MAX_BYTES);
    return symbol.length() <= MAX_SYMBOL ? symbol : symbol.substring(0, MAX_SYMBOL);
  }

  private static Instant readTime(JsonView view) {
    try {
      return Objects.requireNonNull(OffsetDateTime.parse(view.text(64)).toInstant());
    } catch (DateTimeException e) {
      throw view.problem("must be an ISO-8601 time with offset");
    }
  }
}
