package io.fairlead.auction.engine.reading;

import io.fairlead.auction.engine.EngineJson;
import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.LiquidityJson;
import io.fairlead.auction.engine.Order;
import io.fairlead.auction.engine.OrderJson;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.json.Json;
import io.fairlead.auction.json.JsonView;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A request's orders and pools, with their texts, and all else. Immutable.
 *
 * @param orders in the order of the request
 * @param pools in the order of the request
 * @param rest the request without orders and pools
 */
record Document(Known<Order> orders, Known<Liquidity> pools, JsonView rest) {
  /** Of no request. */
  static final Document NONE =
      new Document(Known.nothing(), Known.nothing(), Json.view(Json.object()));

  private static final byte[] ORDERS = FlatObject.ascii("orders");
  private static final byte[] LIQUIDITY = FlatObject.ascii("liquidity");

  /** Within an element, which is an element of a member of the root. */
  private static final int DEEPEST = Json.MAX_DEPTH - 2;

  /**
   * Reads a request. What it takes is JSON: its elements are, each read by itself, and what is left
   * without them is.
   *
   * @param before the one before
   * @throws UnsureException if it is not in the usual form
   * @throws io.fairlead.auction.json.JsonFormatException the same; what it names is not to be told
   */
  static Document of(byte[] body, Document before) {
    Cursor cursor = new Cursor(body);
    ByteArrayOutputStream rest = new ByteArrayOutputStream(4_096);
    OrderText text = new OrderText(body);
    @Nullable Known<Order> orders = null;
    @Nullable Known<Liquidity> pools = null;
    int copied = 0;
    cursor.expect('{');
    do {
      cursor.space();
      cursor.plain();
      boolean ofOrders = cursor.is(ORDERS);
      boolean ofPools = cursor.is(LIQUIDITY);
      cursor.expect(':');
      if (!ofOrders && !ofPools) {
        cursor.skip(Json.MAX_DEPTH - 1);
        continue;
      }
      if (ofOrders ? orders != null : pools != null) {
        throw new UnsureException();
      }
      cursor.expect('[');
      rest.write(body, copied, cursor.at() - copied);
      if (ofOrders) {
        orders =
            new Elements<>(
                    before.orders, at -> order(text, at), order -> OrderIndex.head(order.uid()))
                .read(cursor, EngineJson.MAX_ORDERS);
      } else {
        pools =
            new Elements<>(before.pools, Document::pool, pool -> 0)
                .read(cursor, EngineJson.MAX_POOLS);
      }
      copied = cursor.at() - 1;
    } while (cursor.take(','));
    cursor.expect('}');
    if (!cursor.isAtEnd() || orders == null || pools == null) {
      throw new UnsureException();
    }
    rest.write(body, copied, body.length - copied);
    return new Document(orders, pools, Json.parse(rest.toByteArray()));
  }

  private static @Nullable Order order(OrderText text, Cursor cursor) {
    int begin = cursor.at();
    try {
      return text.read(cursor);
    } catch (UnsureException e) {
      cursor.to(begin);
      return OrderJson.read(element(cursor)).orElse(null);
    }
  }

  private static @Nullable Liquidity pool(Cursor cursor) {
    return LiquidityJson.readIfKnown(element(cursor)).orElse(null);
  }

  private static JsonView element(Cursor cursor) {
    int begin = cursor.at();
    if (cursor.peek() != '{') {
      throw new UnsureException();
    }
    cursor.skip(DEEPEST);
    return Json.parse(cursor.text(), begin, cursor.at());
  }

  /** What the next one needs of it. */
  Document known() {
    return new Document(orders, pools, NONE.rest);
  }

  /** The request. */
  SolveRequest request() {
    SolveRequest without = EngineJson.readRequest(rest);
    return new SolveRequest(
        without.id(),
        without.tokens(),
        orders.used(),
        without.baskets(),
        pools.used(),
        without.effectiveGasPrice(),
        without.deadline());
  }
}
