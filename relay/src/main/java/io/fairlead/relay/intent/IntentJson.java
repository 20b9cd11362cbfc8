package io.fairlead.relay.intent;

import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.receipt.SignedReceipt;
import io.fairlead.contracts.typeddata.TypedDataJson;
import io.fairlead.relay.rpc.Params;
import java.util.List;
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
    return TypedDataJson.message(intent);
  }

  /** A receipt with its digest, signature and signer. */
  static ObjectNode write(SignedReceipt signed, Address signer) {
    return TypedDataJson.message(signed.receipt())
        .put("hash", signed.hash().toString())
        .put("signature", signed.signature().toString())
        .put("signer", signer.toString());
  }
}
