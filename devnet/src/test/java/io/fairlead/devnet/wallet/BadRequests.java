package io.fairlead.devnet.wallet;

import io.fairlead.contracts.signature.LocalSigner;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a node must refuse, each with the code, word and field that docs/protocol.md promises. */
final class BadRequests {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String SIGNATURE = "0x" + "11".repeat(64) + "1b";

  private final TestWallets wallets;
  private final LocalSigner owner;
  private final LocalSigner poor;
  private final LocalSigner unapproved;
  private final ObjectNode good;
  private final RequestTable table = new RequestTable();

  /**
   * @param owner has tokens of every kind
   * @param poor has none
   * @param unapproved has a few WETH which the hub may not take
   */
  BadRequests(TestWallets wallets, LocalSigner owner, LocalSigner poor, LocalSigner unapproved) {
    this.wallets = wallets;
    this.owner = owner;
    this.poor = poor;
    this.unapproved = unapproved;
    this.good = wallets.quote(owner, "WETH", "USDC", "1");
  }

  /**
   * All of them.
   *
   * @param filled status of an intent of {@code owner} that is filled
   * @param open intent of {@code owner} that is open
   * @param now Unix seconds of the chain's head
   */
  List<RequestTable.Bad> all(JsonNode filled, ObjectNode open, long now) {
    MalformedRequests.addTo(table);
    wrongForms();
    wrongTerms();
    signatures();
    windows(now);
    money();
    nonces(filled, open);
    otherMethods(filled, now);
    return table.all();
  }

  /** Every field of an intent: missing, null, and of several wrong forms. */
  private void wrongForms() {
    for (String field : good.propertyNames()) {
      changed("without " + field, intent -> intent.remove(field), field);
      List<String> wrong = new ArrayList<>(List.of("null", "[]", "{}", "\"\"", "\"0x\""));
      switch (field) {
        case "owner", "receiver", "sellToken", "buyToken" ->
            wrong.addAll(
                List.of(
                    "1", "true", "\"0x11\"", "\"vitalik.eth\"", "\"" + RequestTable.WORD + "\""));
        case "side" -> wrong.addAll(List.of("0", "\"SELL\"", "\"swap\"", "\"sell \""));
        case "partiallyFillable" -> wrong.addAll(List.of("0", "\"true\""));
        case "appData" -> wrong.addAll(List.of("0", "\"0x00\"", "\"" + RequestTable.WORD + "00\""));
        case "validFrom", "validTo" ->
            wrong.addAll(List.of("-1", "1.5", "true", "\"now\"", "4294967296", "1e3"));
        default -> wrong.addAll(List.of("-1", "1.5", "true", "\"1e18\"", "\" 1\"", "\"-1\""));
      }
      if (field.endsWith("Amount")) {
        wrong.add("\"" + BigInteger.ONE.shiftLeft(128) + "\"");
      }
      if (field.equals("nonce")) {
        wrong.add("\"0x1" + "0".repeat(64) + "\"");
      }
      for (String value : wrong) {
        changed(field + " " + value, intent -> intent.set(field, JSON.readTree(value)), field);
      }
    }
    ObjectNode more = good.deepCopy().put("feeAmount", "0");
    submit("a field too many", more, SIGNATURE, -32602, "invalidParams", "intent.feeAmount");
    for (String value :
        List.of(
            "null",
            "1",
            "\"\"",
            "[]",
            "{}",
            "\"" + SIGNATURE + "0\"",
            "\"0x" + "00".repeat(8_193) + "\"",
            "\"0x" + "zz".repeat(65) + "\"")) {
      ObjectNode params = object();
      params.set("intent", good);
      params.set("signature", JSON.readTree(value));
      table.call("intent_submit", params, -32010, "invalidField", "signature");
    }
    table.call("intent_submit", object(), -32010, "invalidField", "intent");
  }

  /** Well formed and signed by the owner, and yet senseless. */
  private void wrongTerms() {
    String zero = "0x" + "00".repeat(20);
    signed("receiver zero", "receiver", i -> i.put("receiver", zero), -32010, "invalidField");
    signed(
        "receiver settlement",
        "receiver",
        i -> i.put("receiver", wallets.settlement().toString()),
        -32010,
        "invalidField");
    signed(
        "same token",
        "buyToken",
        i -> i.put("buyToken", i.path("sellToken").asString()),
        -32010,
        "invalidField");
    signed("sells nothing", "sellAmount", i -> i.put("sellAmount", "0"), -32010, "invalidField");
    signed("buys nothing", "buyAmount", i -> i.put("buyAmount", "0"), -32010, "invalidField");
    signed(
        "inside out", "validTo", i -> i.put("validFrom", 4_000_000_000L), -32010, "invalidField");
    String stranger = wallets.settlement().toString();
    signed(
        "sells a stranger", "sellToken", i -> i.put("sellToken", stranger), -32011, "unknownToken");
    signed("buys a stranger", "buyToken", i -> i.put("buyToken", stranger), -32011, "unknownToken");
    ObjectNode nobody = good.deepCopy().put("owner", zero);
    submit("owner zero", nobody, SIGNATURE, -32010, "invalidField", "intent.owner");
  }

  private void signatures() {
    String right = wallets.sign(owner, "intent", good);
    String other = wallets.sign(poor, "intent", good);
    wrongSignature("by somebody else", good, other);
    wrongSignature("of another intent", good.deepCopy().put("buyAmount", "1"), right);
    wrongSignature("of another nonce", good.deepCopy().put("nonce", "77777"), right);
    wrongSignature("zero", good, "0x" + "00".repeat(65));
    wrongSignature("all ones", good, "0x" + "ff".repeat(65));
    String parity = right.endsWith("1b") ? "1c" : "1b";
    wrongSignature("of the other parity", good, right.substring(0, 130) + parity);
    // Forms only an account with code, or a transaction, can make good.
    wrongSignature("of no bytes", good, "0x");
    wrongSignature("of one word", good, RequestTable.WORD);
    wrongSignature("with a byte too many", good, right + "00");
    wrongSignature("with v 0", good, right.substring(0, 130) + "00");
    wrongSignature("with the high s", good, highS(right, parity));
    wrongSignature(
        "of a cancellation",
        good,
        wallets.sign(owner, "cancel", JSON.readTree("\"" + RequestTable.WORD + "\"")));
    // Whoever owns it, it is its owner who must have signed.
    wrongSignature(
        "for another owner", good.deepCopy().put("owner", poor.address().toString()), right);
  }

  private void windows(long now) {
    signed("ended long ago", "validTo", i -> i.put("validTo", "1"), -32012, "expired");
    signed("ended just now", "validTo", i -> i.put("validTo", now), -32012, "expired");
    signed("in a week", "validTo", i -> i.put("validTo", now + 604_800), -32013, "validityTooLong");
    signed("in 2106", "validTo", i -> i.put("validTo", 4_294_967_295L), -32013, "validityTooLong");
  }

  private void money() {
    signed(
        "more than the owner has",
        "sellAmount",
        i -> i.put("sellAmount", wallets.wei("WETH", "100000").toString()),
        -32015,
        "insufficientBalance");
    String most = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE).toString();
    signed(
        "the most there can be",
        "sellAmount",
        i -> i.put("sellAmount", most).put("buyAmount", most),
        -32015,
        "insufficientBalance");
    ObjectNode empty = good.deepCopy().put("owner", poor.address().toString());
    submit(
        "owner has nothing",
        empty,
        wallets.sign(poor, "intent", empty),
        -32015,
        "insufficientBalance",
        "intent.sellAmount");
    ObjectNode partial = empty.deepCopy().put("partiallyFillable", true);
    submit(
        "owner has nothing to fill a part with",
        partial,
        wallets.sign(poor, "intent", partial),
        -32015,
        "insufficientBalance",
        "intent.sellAmount");
    ObjectNode kept = good.deepCopy().put("owner", unapproved.address().toString());
    submit(
        "hub may not take it",
        kept,
        wallets.sign(unapproved, "intent", kept),
        -32016,
        "insufficientAllowance",
        "intent.sellAmount");
  }

  private void nonces(JsonNode filled, ObjectNode open) {
    String used = filled.at("/intent/nonce").asString();
    signed("nonce used on chain", "nonce", i -> i.put("nonce", used), -32017, "nonceUsed");
    String taken = open.path("nonce").asString();
    signed("nonce of an open intent", "nonce", i -> i.put("nonce", taken), -32017, "nonceUsed");
    ObjectNode better = open.deepCopy().put("buyAmount", "1");
    submit(
        "an open intent at another price",
        better,
        wallets.sign(owner, "intent", better),
        -32017,
        "nonceUsed",
        "intent.nonce");
  }

  private void otherMethods(JsonNode filled, long now) {
    ObjectNode unknown = object().put("intentHash", RequestTable.WORD);
    table.call("intent_status", unknown, -32020, "unknownIntent", "intentHash");
    table.call(
        "intent_cancel",
        unknown.deepCopy().put("signature", SIGNATURE),
        -32020,
        "unknownIntent",
        "intentHash");
    JsonNode hash = filled.path("intentHash");
    ObjectNode cancel = object().put("signature", wallets.sign(owner, "cancel", hash));
    cancel.set("intentHash", hash);
    table.call("intent_cancel", cancel, -32021, "alreadyFinal", "");
    ObjectNode foreign = cancel.deepCopy().put("signature", wallets.sign(poor, "cancel", hash));
    table.call("intent_cancel", foreign, -32014, "wrongSignature", "signature");
    table.call(
        "intent_cancel", object().put("intentHash", "0x"), -32010, "invalidField", "intentHash");
    table.call("intent_typedData", object(), -32602, "invalidParams", "");
    table.call("intent_typedData", object().put("cancel", "x"), -32010, "invalidField", "cancel");
    for (String method : List.of("batch_get", "batch_transcript")) {
      table.call(method, object().put("batch", 1_000_000_000), -32022, "unknownBatch", "batch");
      table.call(method, object().put("batch", -1), -32010, "invalidField", "batch");
      table.call(method, object().put("batch", "last"), -32010, "invalidField", "batch");
      table.call(method, object(), -32010, "invalidField", "batch");
    }
    ObjectNode both = object().put("batch", 1).put("hash", "0x" + "00".repeat(32));
    table.call("batch_transcript", both, -32010, "invalidField", "hash");
    ObjectNode list = object().put("owner", owner.address().toString());
    table.call("intent_list", list.deepCopy().put("limit", 0), -32010, "invalidField", "limit");
    table.call("intent_list", list.deepCopy().put("limit", 501), -32010, "invalidField", "limit");
    table.call("intent_list", list.deepCopy().put("access", 1), -32010, "invalidField", "access");
    access(list, now - 10, -32012, "expired", "access.validTo");
    access(list, now + 900_000, -32013, "validityTooLong", "access.validTo");
    access(list, now + 900, -32014, "wrongSignature", "access.signature");
    quotes();
  }

  private void quotes() {
    ObjectNode wish =
        object()
            .put("owner", owner.address().toString())
            .put("sellToken", wallets.token("WETH"))
            .put("buyToken", wallets.token("USDC"))
            .put("side", "sell")
            .put("amount", "1000000000000000000");
    quote(wish.deepCopy().put("amount", "0"), "amount");
    quote(wish.deepCopy().put("amount", -1), "amount");
    quote(wish.deepCopy().put("amount", BigInteger.ONE.shiftLeft(128).toString()), "amount");
    quote(wish.deepCopy().put("side", "both"), "side");
    quote(wish.deepCopy().put("slippageBps", 10_000), "slippageBps");
    quote(wish.deepCopy().put("validFor", 0), "validFor");
    quote(wish.deepCopy().put("validFor", 10_000_000), "validFor");
    quote(wish.deepCopy().put("receiver", "me"), "receiver");
    quote(wish.deepCopy().put("partiallyFillable", "yes"), "partiallyFillable");
    quote(wish.deepCopy().put("buyToken", wallets.token("WETH")), "buyToken");
    ObjectNode stranger = wish.deepCopy().put("sellToken", wallets.settlement().toString());
    table.call("intent_quote", stranger, -32011, "unknownToken", "sellToken");
    // There is not so much of it in the world.
    ObjectNode much = wish.deepCopy().put("side", "buy").put("amount", "1" + "0".repeat(37));
    table.call("intent_quote", much, -32019, "noRoute", "");
  }

  private void quote(ObjectNode params, String field) {
    table.call("intent_quote", params, -32010, "invalidField", field);
  }

  private void access(ObjectNode list, long validTo, int code, String reason, String field) {
    ObjectNode params = list.deepCopy();
    params.putObject("access").put("validTo", validTo).put("signature", SIGNATURE);
    table.call("intent_list", params, code, reason, field);
  }

  private void wrongSignature(String what, ObjectNode intent, String signature) {
    submit("signature " + what, intent, signature, -32014, "wrongSignature", "signature");
  }

  private void changed(String name, Consumer<ObjectNode> change, String field) {
    ObjectNode intent = good.deepCopy();
    change.accept(intent);
    submit(name, intent, SIGNATURE, -32010, "invalidField", "intent." + field);
  }

  private void signed(
      String name, String field, Consumer<ObjectNode> change, int code, String reason) {
    ObjectNode intent = good.deepCopy();
    change.accept(intent);
    submit(name, intent, wallets.sign(owner, "intent", intent), code, reason, "intent." + field);
  }

  private void submit(
      String name, ObjectNode intent, String signature, int code, String reason, String field) {
    ObjectNode params = object().put("signature", signature);
    params.set("intent", intent);
    table.add("intent_submit " + name, "intent_submit", params, code, reason, field);
  }

  private static ObjectNode object() {
    return JSON.createObjectNode();
  }

  private static String highS(String signature, String otherParity) {
    BigInteger order =
        new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
    BigInteger s = order.subtract(new BigInteger(signature.substring(66, 130), 16));
    String text = s.toString(16);
    return signature.substring(0, 66) + "0".repeat(64 - text.length()) + text + otherParity;
  }
}
