package io.fairlead.auction.engine;

import io.fairlead.auction.json.Json;
import io.fairlead.auction.json.JsonView;
import io.fairlead.contracts.intent.Hooks;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.IntentUid;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON of the trades of a {@link Solution}. Additions to the API are {@code owner}, {@code nonce}
 * and {@code validFrom} of a just-in-time order: without them it could not be signed.
 */
final class TradeJson {
  private static final String FULFILLMENT = "fulfillment";
  private static final String JIT = "jit";
  private static final int AMOUNT_BITS = 128;

  private TradeJson() {}

  /** Trades of both kinds, in the order of their lists. */
  record Trades(List<EngineTrade> fulfillments, List<JitTrade> jit) {}

  static ArrayNode write(List<EngineTrade> fulfillments, List<JitTrade> jit) {
    ArrayNode trades = Json.array();
    fulfillments.forEach(trade -> trades.add(write(trade)));
    jit.forEach(trade -> trades.add(write(trade)));
    return trades;
  }

  private static ObjectNode write(EngineTrade trade) {
    return Json.object()
        .put("kind", FULFILLMENT)
        .put("order", trade.order().toString())
        .put("executedAmount", trade.executedAmount().toString())
        .put("fee", trade.fee().toString());
  }

  private static ObjectNode write(JitTrade trade) {
    Intent intent = trade.intent();
    ObjectNode node =
        Json.object()
            .put("kind", JIT)
            .put("executedAmount", trade.executedAmount().toString())
            .put("fee", trade.fee().toString());
    node.putObject("order")
        .put("owner", intent.owner().toString())
        .put("receiver", intent.receiver().toString())
        .put("sellToken", intent.sellToken().toString())
        .put("buyToken", intent.buyToken().toString())
        .put("sellAmount", intent.sellAmount().toString())
        .put("buyAmount", intent.buyAmount().toString())
        .put("kind", intent.side().text())
        .put("partiallyFillable", intent.partiallyFillable())
        .put("validFrom", intent.validFrom())
        .put("validTo", intent.validTo())
        .put("nonce", intent.nonce().toString())
        .put("appData", intent.appData().toString())
        .put("signature", trade.signature().toString());
    return node;
  }

  static Trades read(JsonView trades, int limit) {
    List<EngineTrade> fulfillments = new ArrayList<>();
    List<JitTrade> jit = new ArrayList<>();
    for (JsonView view : trades.list(limit, element -> element)) {
      JsonView kind = view.field("kind");
      switch (kind.text(32)) {
        case FULFILLMENT -> fulfillments.add(readFulfillment(view));
        case JIT -> jit.add(readJit(view));
        default -> throw kind.problem("must be \"fulfillment\" or \"jit\"");
      }
    }
    return new Trades(fulfillments, jit);
  }

  private static EngineTrade readFulfillment(JsonView view) {
    return new EngineTrade(
        view.field("order")
            .parsed(2 + 2 * IntentUid.SIZE, IntentUid::parse, "must be an order uid"),
        view.field("executedAmount").uint(256),
        fee(view));
  }

  private static JitTrade readJit(JsonView view) {
    JsonView order = view.field("order");
    return new JitTrade(
        readIntent(order),
        order.field("signature").ownerSignature(),
        view.field("executedAmount").uint(256),
        fee(view));
  }

  private static Intent readIntent(JsonView order) {
    Bytes32 appData = order.optional("appData").map(JsonView::bytes32).orElse(Bytes32.ZERO);
    if (Hooks.areClaimedBy(appData)) {
      throw order.field("appData").problem("hooks of just-in-time orders are not supported");
    }
    return new Intent(
        order.field("owner").address(),
        order.optional("receiver").orElse(order.field("owner")).address(),
        order.field("sellToken").address(),
        order.field("buyToken").address(),
        order.field("sellAmount").uint(AMOUNT_BITS),
        order.field("buyAmount").uint(AMOUNT_BITS),
        order.field("kind").parsed(8, Side::parse, "must be \"sell\" or \"buy\""),
        order.optional("partiallyFillable").map(JsonView::bool).orElse(false),
        order.optional("validFrom").map(from -> from.integer(0, Intent.MAX_TIME)).orElse(0L),
        order.field("validTo").integer(0, Intent.MAX_TIME),
        order.field("nonce").uint(256),
        appData);
  }

  private static BigInteger fee(JsonView view) {
    Optional<JsonView> fee = view.optional("fee");
    return fee.map(given -> given.uint(256)).orElse(BigInteger.ZERO);
  }
}
