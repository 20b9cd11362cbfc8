package io.fairlead.contracts.typeddata;

import io.fairlead.contracts.intent.BasketIntent;
import io.fairlead.contracts.intent.Funding;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Leg;
import io.fairlead.contracts.intent.TwapIntent;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.receipt.Receipt;
import java.util.Arrays;
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
    return typedData(message(intent), Eip712.INTENT_TYPE);
  }

  /** The request for an intent's signature as its funding wants it. */
  public ObjectNode intent(Intent intent, Funding funding) {
    return switch (funding) {
      case ALLOWANCE -> intent(intent);
      case PERMIT2 -> permit2(intent);
    };
  }

  /** The request whose digest is {@link Eip712#permit2Digest}. */
  public ObjectNode permit2(Intent intent) {
    ObjectNode permitted =
        JSON.objectNode()
            .put("token", intent.sellToken().toString())
            .put("amount", intent.sellAmount().toString());
    ObjectNode message = JSON.objectNode();
    message.set("permitted", permitted);
    message
        .put("spender", domain.settlement().toString())
        .put("nonce", intent.nonce().toString())
        .put("deadline", Long.toString(intent.validTo()));
    message.set("witness", message(intent));
    ObjectNode domainJson =
        JSON.objectNode()
            .put("name", Permit2.NAME)
            .put("chainId", Long.toString(domain.chainId()))
            .put("verifyingContract", Permit2.ADDRESS.toString());
    return typedData(
        Permit2.DOMAIN_TYPE,
        domainJson,
        message,
        Permit2.PERMIT_TYPE,
        Eip712.INTENT_TYPE,
        Permit2.PERMISSIONS_TYPE);
  }

  /** The request whose digest is {@link Eip712#twapHash}. */
  public ObjectNode twap(TwapIntent twap) {
    return typedData(message(twap), Eip712.TWAP_TYPE);
  }

  /** The request whose digest is {@link Eip712#basketHash}. */
  public ObjectNode basket(BasketIntent basket) {
    return typedData(message(basket), Eip712.BASKET_TYPE, Eip712.LEG_TYPE);
  }

  /** The request whose digest is {@link Eip712#coverHash}. */
  public ObjectNode cover(Bytes32 awardHash) {
    return typedData(JSON.objectNode().put("award", awardHash.toString()), Eip712.COVER_TYPE);
  }

  /** The signed fields of a time-sliced parent, in their order. */
  public static ObjectNode message(TwapIntent twap) {
    return JSON.objectNode()
        .put("owner", twap.owner().toString())
        .put("receiver", twap.receiver().toString())
        .put("sellToken", twap.sellToken().toString())
        .put("buyToken", twap.buyToken().toString())
        .put("partSellAmount", twap.partSellAmount().toString())
        .put("partBuyAmount", twap.partBuyAmount().toString())
        .put("start", Long.toString(twap.start()))
        .put("interval", Long.toString(twap.interval()))
        .put("span", Long.toString(twap.span()))
        .put("parts", Integer.toString(twap.parts()))
        .put("nonce", twap.nonce().toString())
        .put("appData", twap.appData().toString());
  }

  /** The signed fields of a basket, in their order. */
  public static ObjectNode message(BasketIntent basket) {
    ObjectNode message =
        JSON.objectNode()
            .put("owner", basket.owner().toString())
            .put("receiver", basket.receiver().toString());
    ArrayNode legs = message.putArray("legs");
    for (Leg leg : basket.legs()) {
      legs.add(
          JSON.objectNode()
              .put("token", leg.token().toString())
              .put("id", leg.id().toString())
              .put("amount", leg.amount().toString()));
    }
    return message
        .put("quoteToken", basket.quoteToken().toString())
        .put("quotePerUnit", basket.quotePerUnit().toString())
        .put("units", basket.units().toString())
        .put("validFrom", Long.toString(basket.validFrom()))
        .put("validTo", Long.toString(basket.validTo()))
        .put("nonce", basket.nonce().toString())
        .put("appData", basket.appData().toString());
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
    return typedData(message, Eip712.CANCEL_TYPE);
  }

  /** The request whose digest is {@link Eip712#solverLoginHash}. */
  public ObjectNode solverLogin(String solver, Address account, Address node, Bytes32 nonce) {
    ObjectNode message =
        JSON.objectNode()
            .put("solver", solver)
            .put("account", account.toString())
            .put("node", node.toString())
            .put("nonce", nonce.toString());
    return typedData(message, Eip712.SOLVER_LOGIN_TYPE);
  }

  private ObjectNode typedData(ObjectNode message, String... typeTexts) {
    ObjectNode domainJson =
        JSON.objectNode()
            .put("name", Domain.NAME)
            .put("version", Domain.VERSION)
            .put("chainId", Long.toString(domain.chainId()))
            .put("verifyingContract", domain.settlement().toString());
    return typedData(Eip712.DOMAIN_TYPE, domainJson, message, typeTexts);
  }

  /**
   * @param typeTexts of one struct each, the primary type first
   */
  private static ObjectNode typedData(
      String domainType, ObjectNode domainJson, ObjectNode message, String... typeTexts) {
    String[] texts = Arrays.copyOf(typeTexts, typeTexts.length + 1);
    texts[typeTexts.length] = domainType;
    TypedDataTypes types = TypedDataTypes.of(texts);
    ObjectNode typesJson = JSON.objectNode();
    typesJson.set(TypedDataTypes.DOMAIN, fields(types, TypedDataTypes.DOMAIN));
    for (String typeText : typeTexts) {
      String struct = typeText.substring(0, typeText.indexOf('('));
      typesJson.set(struct, fields(types, struct));
    }
    ObjectNode typedData = JSON.objectNode();
    typedData.set("types", typesJson);
    typedData.put("primaryType", typeTexts[0].substring(0, typeTexts[0].indexOf('(')));
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
