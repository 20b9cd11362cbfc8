package io.fairlead.auction.engine;

import io.fairlead.auction.json.Json;
import io.fairlead.auction.json.JsonView;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.IntentUid;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Bytes;
import java.math.BigInteger;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON of an {@link Order}. {@code validFrom} and {@code nonce} are additions to the API; without
 * them an intent has neither.
 */
final class OrderJson {
  private static final int AMOUNT_BITS = 128;

  private OrderJson() {}

  static ObjectNode write(Order order) {
    Intent intent = order.intent();
    Bytes signature = order.signature();
    ObjectNode node =
        Json.object()
            .put("uid", order.uid().toString())
            .put("sellToken", intent.sellToken().toString())
            .put("buyToken", intent.buyToken().toString())
            .put("sellAmount", order.sellAmount().toString())
            .put("fullSellAmount", intent.sellAmount().toString())
            .put("buyAmount", order.buyAmount().toString())
            .put("fullBuyAmount", intent.buyAmount().toString())
            .put("validFrom", intent.validFrom())
            .put("validTo", intent.validTo())
            .put("kind", intent.side().text())
            .put("receiver", intent.receiver().toString())
            .put("owner", intent.owner().toString())
            .put("partiallyFillable", intent.partiallyFillable())
            .put("sellTokenSource", "erc20")
            .put("buyTokenDestination", "erc20")
            .put("class", "limit")
            .put("appData", intent.appData().toString())
            .put("nonce", intent.nonce().toString())
            .put("signingScheme", "eip712")
            .put("signature", signature == null ? "0x" : signature.toString());
    node.putArray("feePolicies");
    node.putArray("preInteractions");
    node.putArray("postInteractions");
    return node;
  }

  static Order read(JsonView view) {
    return new Order(
        view.field("uid")
            .parsed(
                2 + 2 * IntentUid.SIZE,
                IntentUid::parse,
                "must be an order uid: 0x and " + 2 * IntentUid.SIZE + " hex digits"),
        readIntent(view),
        view.field("sellAmount").uint(AMOUNT_BITS),
        view.field("buyAmount").uint(AMOUNT_BITS),
        view.optional("signature")
            .map(JsonView::ownerSignature)
            .filter(signature -> signature.size() > 0)
            .orElse(null));
  }

  private static Intent readIntent(JsonView view) {
    return new Intent(
        view.field("owner").address(),
        view.optional("receiver").orElse(view.field("owner")).address(),
        view.field("sellToken").address(),
        view.field("buyToken").address(),
        view.field("fullSellAmount").uint(AMOUNT_BITS),
        view.field("fullBuyAmount").uint(AMOUNT_BITS),
        view.field("kind").parsed(8, Side::parse, "must be \"sell\" or \"buy\""),
        view.field("partiallyFillable").bool(),
        view.optional("validFrom").map(from -> from.integer(0, Intent.MAX_TIME)).orElse(0L),
        view.field("validTo").integer(0, Intent.MAX_TIME),
        view.optional("nonce").map(nonce -> nonce.uint(256)).orElse(BigInteger.ZERO),
        view.field("appData").bytes32());
  }
}
