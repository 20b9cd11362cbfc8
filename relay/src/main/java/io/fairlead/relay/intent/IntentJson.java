package io.fairlead.relay.intent;

import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.receipt.Receipt;
import io.fairlead.contracts.receipt.SignedReceipt;
import io.fairlead.relay.rpc.Params;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Intents and receipts as JSON. */
public final class IntentJson {
  private static final List<String> FIELDS =
      List.of(
          "owner",
          "receiver",
          "sellToken",
          "buyToken",
          "sellAmount",
          "buyAmount",
          "side",
          "partiallyFillable",
          "validFrom",
          "validTo",
          "nonce",
          "appData");

  private IntentJson() {}

  /** Reads member {@code name}. */
  static Intent read(Params params, String name) {
    Params intent = params.object(name, FIELDS);
    return new Intent(
        intent.address("owner"),
        intent.address("receiver"),
        intent.address("sellToken"),
        intent.address("buyToken"),
        intent.uint("sellAmount", 128),
        intent.uint("buyAmount", 128),
        side(intent),
        intent.bool("partiallyFillable"),
        intent.number("validFrom", 0, Intent.MAX_TIME),
        intent.number("validTo", 0, Intent.MAX_TIME),
        intent.uint("nonce", 256),
        intent.bytes32("appData"));
  }

  static Side side(Params params) {
    return params.text("side", "\"sell\" or \"buy\"", Side::parse);
  }

  /** All signed fields. */
  public static ObjectNode write(Intent intent) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("owner", intent.owner().toString())
        .put("receiver", intent.receiver().toString())
        .put("sellToken", intent.sellToken().toString())
        .put("buyToken", intent.buyToken().toString())
        .put("sellAmount", intent.sellAmount().toString())
        .put("buyAmount", intent.buyAmount().toString())
        .put("side", intent.side().text())
        .put("partiallyFillable", intent.partiallyFillable())
        .put("validFrom", Long.toString(intent.validFrom()))
        .put("validTo", Long.toString(intent.validTo()))
        .put("nonce", intent.nonce().toString())
        .put("appData", intent.appData().toString());
  }

  /** A receipt with its digest, signature and signer. */
  static ObjectNode write(SignedReceipt signed, Address signer) {
    Receipt receipt = signed.receipt();
    return JsonNodeFactory.instance
        .objectNode()
        .put("leaf", receipt.leaf().toString())
        .put("seq", Long.toString(receipt.seq()))
        .put("firstBatch", Long.toString(receipt.firstBatch()))
        .put("lastBatch", Long.toString(receipt.lastBatch()))
        .put("previousReceiptHash", receipt.previousReceiptHash().toString())
        .put("hash", signed.hash().toString())
        .put("signature", signed.signature().toString())
        .put("signer", signer.toString());
  }
}
