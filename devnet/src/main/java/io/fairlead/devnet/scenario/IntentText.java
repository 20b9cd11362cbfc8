package io.fairlead.devnet.scenario;

import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.typeddata.TypedDataJson;
import java.math.BigInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Intents in the JSON of the wallet API. */
final class IntentText {
  private IntentText() {}

  static Intent read(JsonNode json) {
    return new Intent(
        Address.parse(json.path("owner").asString()),
        Address.parse(json.path("receiver").asString()),
        Address.parse(json.path("sellToken").asString()),
        Address.parse(json.path("buyToken").asString()),
        new BigInteger(json.path("sellAmount").asString()),
        new BigInteger(json.path("buyAmount").asString()),
        Side.parse(json.path("side").asString()),
        json.path("partiallyFillable").asBoolean(),
        Long.parseLong(json.path("validFrom").asString()),
        Long.parseLong(json.path("validTo").asString()),
        new BigInteger(json.path("nonce").asString()),
        Bytes32.parse(json.path("appData").asString()));
  }

  static ObjectNode write(Intent intent) {
    return TypedDataJson.message(intent);
  }
}
