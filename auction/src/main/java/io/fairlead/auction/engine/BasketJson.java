package io.fairlead.auction.engine;

import io.fairlead.auction.json.Json;
import io.fairlead.auction.json.JsonView;
import io.fairlead.contracts.intent.BasketIntent;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.IntentUid;
import io.fairlead.contracts.intent.Leg;
import io.fairlead.contracts.primitive.Bytes;
import java.math.BigInteger;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON of baskets in requests and of their fills in solutions: members {@code baskets} beside what
 * CoW's API has, left out where there are none.
 */
public final class BasketJson {
  /** Most basket fills in one solution, as in a settlement. */
  public static final int MAX_FILLS = 255;

  private static final int MAX_BASKETS = 20_000;
  private static final int UNIT_BITS = 64;
  private static final int AMOUNT_BITS = 127;

  private BasketJson() {}

  static void writeOrders(List<BasketOrder> baskets, ObjectNode request) {
    if (!baskets.isEmpty()) {
      ArrayNode list = request.putArray("baskets");
      baskets.forEach(basket -> list.add(write(basket)));
    }
  }

  static List<BasketOrder> readOrders(JsonView request) {
    return request
        .optional("baskets")
        .map(list -> list.list(MAX_BASKETS, BasketJson::readOrder))
        .orElse(List.of());
  }

  private static ObjectNode write(BasketOrder order) {
    BasketIntent basket = order.basket();
    Bytes signature = order.signature();
    ObjectNode node =
        Json.object()
            .put("uid", order.uid().toString())
            .put("owner", basket.owner().toString())
            .put("receiver", basket.receiver().toString())
            .put("quoteToken", basket.quoteToken().toString())
            .put("quotePerUnit", basket.quotePerUnit().toString())
            .put("units", order.units().toString())
            .put("fullUnits", basket.units().toString())
            .put("validFrom", basket.validFrom())
            .put("validTo", basket.validTo())
            .put("nonce", basket.nonce().toString())
            .put("appData", basket.appData().toString())
            .put("signature", signature == null ? "0x" : signature.toString());
    node.set("legs", writeLegs(basket.legs()));
    return node;
  }

  /** What one unit moves. */
  public static ArrayNode writeLegs(List<Leg> legs) {
    ArrayNode list = Json.array();
    for (Leg leg : legs) {
      list.add(
          Json.object()
              .put("token", leg.token().toString())
              .put("id", leg.id().toString())
              .put("amount", leg.amount().toString()));
    }
    return list;
  }

  /** Reads what {@link #writeLegs} makes; at least one. */
  public static List<Leg> readLegs(JsonView legs) {
    List<Leg> read = legs.list(BasketIntent.MAX_LEGS, BasketJson::readLeg);
    if (read.isEmpty()) {
      throw legs.problem("a basket has legs");
    }
    return read;
  }

  private static Leg readLeg(JsonView leg) {
    return new Leg(
        leg.field("token").address(),
        leg.field("id").uint(256),
        leg.field("amount").signed(AMOUNT_BITS));
  }

  private static BasketOrder readOrder(JsonView view) {
    BasketIntent basket =
        new BasketIntent(
            view.field("owner").address(),
            view.field("receiver").address(),
            readLegs(view.field("legs")),
            view.field("quoteToken").address(),
            view.field("quotePerUnit").signed(AMOUNT_BITS),
            view.field("fullUnits").uint(UNIT_BITS),
            view.field("validFrom").integer(0, Intent.MAX_TIME),
            view.field("validTo").integer(0, Intent.MAX_TIME),
            view.field("nonce").uint(256),
            view.field("appData").bytes32());
    return new BasketOrder(
        uid(view.field("uid")),
        basket,
        view.field("units").uint(UNIT_BITS),
        view.optional("signature")
            .map(JsonView::ownerSignature)
            .filter(signature -> signature.size() > 0)
            .orElse(null));
  }

  static void writeFills(List<EngineBasketTrade> fills, ObjectNode solution) {
    if (!fills.isEmpty()) {
      ArrayNode list = solution.putArray("baskets");
      for (EngineBasketTrade fill : fills) {
        list.add(
            Json.object()
                .put("order", fill.order().toString())
                .put("units", fill.units().toString())
                .put("quote", fill.quote().toString()));
      }
    }
  }

  static List<EngineBasketTrade> readFills(JsonView solution) {
    return solution
        .optional("baskets")
        .map(list -> list.list(MAX_FILLS, BasketJson::readFill))
        .orElse(List.of());
  }

  private static EngineBasketTrade readFill(JsonView view) {
    BigInteger units = view.field("units").uint(UNIT_BITS);
    return new EngineBasketTrade(
        uid(view.field("order")), units, view.field("quote").signed(AMOUNT_BITS));
  }

  private static IntentUid uid(JsonView view) {
    return view.parsed(2 + 2 * IntentUid.SIZE, IntentUid::parse, "must be an order uid");
  }
}
