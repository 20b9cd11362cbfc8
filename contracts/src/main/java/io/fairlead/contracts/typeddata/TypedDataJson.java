package io.fairlead.contracts.typeddata;

import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.receipt.Receipt;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a wallet is asked to sign: the parameter of {@code eth_signTypedData_v4}, {@code {types,
 * primaryType, domain, message}}. Numbers are decimal text, so that no wallet rounds them. Thread
 * safe; every tree is new.
 */
public final class TypedDataJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Domain domain;

  /** Requests for signatures in one domain. */
  public TypedDataJson(Domain domain) {
    this.domain = domain;
  }

  /** The request whose digest is {@link Eip712#intentHash}. */
  public ObjectNode intent(Intent intent) {
    return typedData("Intent", Eip712.INTENT_TYPE, message(intent));
  }

  /** The signed fields of an intent, in their order: how intents stand in every JSON. */
  public static ObjectNode message(Intent intent) {
    return JSON.objectNode()
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

  /** The signed fields of a receipt, in their order. */
  public static ObjectNode message(Receipt receipt) {
    return JSON.objectNode()
        .put("leaf", receipt.leaf().toString())
        .put("seq", Long.toString(receipt.seq()))
        .put("firstBatch", Long.toString(receipt.firstBatch()))
        .put("lastBatch", Long.toString(receipt.lastBatch()))
        .put("previousReceiptHash", receipt.previousReceiptHash().toString());
  }

  /** The request whose digest is {@link Eip712#cancelHash}. */
  public ObjectNode cancel(Bytes32 intentHash) {
    ObjectNode message = JSON.objectNode().put("intentHash", intentHash.toString());
    return typedData("Cancel", Eip712.CANCEL_TYPE, message);
  }

  private ObjectNode typedData(String primaryType, String typeText, ObjectNode message) {
    TypedDataTypes types = TypedDataTypes.of(Eip712.DOMAIN_TYPE, typeText);
    ObjectNode typesJson = JSON.objectNode();
    typesJson.set(TypedDataTypes.DOMAIN, fields(types, TypedDataTypes.DOMAIN));
    typesJson.set(primaryType, fields(types, primaryType));
    ObjectNode domainJson =
        JSON.objectNode()
            .put("name", Domain.NAME)
            .put("version", Domain.VERSION)
            .put("chainId", Long.toString(domain.chainId()))
            .put("verifyingContract", domain.settlement().toString());
    ObjectNode typedData = JSON.objectNode();
    typedData.set("types", typesJson);
    typedData.put("primaryType", primaryType);
    typedData.set("domain", domainJson);
    typedData.set("message", message);
    return typedData;
  }

  private static ArrayNode fields(TypedDataTypes types, String struct) {
    ArrayNode fields = JSON.arrayNode();
    for (TypedDataField field : types.fields(struct)) {
      fields.add(JSON.objectNode().put("name", field.name()).put("type", field.type()));
    }
    return fields;
  }
}
