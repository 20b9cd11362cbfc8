package io.fairlead.relay.decode;

import io.fairlead.contracts.intent.Hook;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.Award;
import io.fairlead.contracts.settlement.BasketTrade;
import io.fairlead.contracts.settlement.Bundle;
import io.fairlead.contracts.settlement.ClearingMath;
import io.fairlead.contracts.settlement.Fill;
import io.fairlead.contracts.settlement.Settlement;
import io.fairlead.contracts.settlement.SettlementTerms;
import io.fairlead.contracts.settlement.Trade;
import io.fairlead.contracts.signature.SignatureJudge;
import io.fairlead.contracts.signature.SignatureRecovery;
import io.fairlead.contracts.typeddata.Eip712;
import io.fairlead.contracts.typeddata.TypedDataJson;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A bundle as JSON: everything that was signed, by whom, and what it moves. */
final class BundleJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Eip712 eip712;
  private final SettlementTerms terms;
  private final SignatureJudge judge = new SignatureJudge(SignatureRecovery.best());

  BundleJson(Eip712 eip712, SettlementTerms terms) {
    this.eip712 = eip712;
    this.terms = terms;
  }

  ObjectNode write(Bundle bundle) {
    Settlement settlement = bundle.settlement();
    ObjectNode json = JSON.objectNode();
    json.put("chainId", Long.toString(eip712.domain().chainId()));
    json.put("settlement", eip712.domain().settlement().toString());
    json.set("award", award(bundle));
    json.put("direct", settlement.direct());
    ArrayNode tokens = json.putArray("tokens");
    for (int i = 0; i < settlement.tokens().size(); i++) {
      tokens.add(
          JSON.objectNode()
              .put("token", settlement.tokens().get(i).toString())
              .put("price", settlement.prices().get(i).toString())
              .put("cover", settlement.covers().get(i).toString()));
    }
    ArrayNode trades = json.putArray("trades");
    settlement.trades().forEach(trade -> trades.add(trade(trade, settlement)));
    ArrayNode baskets = json.putArray("baskets");
    settlement.baskets().forEach(basket -> baskets.add(basket(basket)));
    ArrayNode interactions = json.putArray("interactions");
    settlement
        .interactions()
        .forEach(call ->
            interactions.add(
                JSON.objectNode()
                    .put("target", call.target().toString())
                    .put("callData", call.callData().toString())));
    return json;
  }

  private ObjectNode award(Bundle bundle) {
    Award award = bundle.award();
    return JSON.objectNode()
        .put("auctionId", Long.toString(award.auctionId()))
        .put("batchRoot", award.batchRoot().toString())
        .put("solver", award.solver().toString())
        .put("solutionHash", award.solutionHash().toString())
        .put("lastBlock", Long.toString(award.lastBlock()))
        .put("transcriptHash", award.transcriptHash().toString())
        .put("hash", eip712.awardHash(award).toString())
        .put("signature", bundle.awardSignature().toString())
        .put("auctioneer", terms.auctioneer().toString())
        .put("consent", bundle.consent().toString());
  }

  private ObjectNode trade(Trade trade, Settlement settlement) {
    Intent intent = trade.intent();
    Bytes32 hash = eip712.tradeHash(trade);
    ObjectNode json = JSON.objectNode().put("intentHash", hash.toString());
    Bytes32 signed =
        switch (trade) {
          case Trade.OfIntent one -> {
            json.set("intent", TypedDataJson.message(one.signed().intent()));
            yield eip712.signedDigest(intent, trade.funding());
          }
          case Trade.OfTwap part -> {
            json.set("twap", TypedDataJson.message(part.signed().twap()));
            json.put("part", part.part());
            yield hash;
          }
        };
    json.put("funding", trade.funding().text())
        .put("signature", trade.signature().toString())
        .put("signedByKey", judge.isByKey(intent.owner(), signed, trade.signature()));
    trade
        .tokenPermit()
        .ifPresent(permit ->
            json.putObject("tokenPermit")
                .put("value", permit.value().toString())
                .put("deadline", permit.deadline().toString())
                .put("signature", permit.signature().toString()));
    if (!trade.hooks().isEmpty()) {
      json.set("hooks", hooks(trade.hooks().calls()));
    }
    Fill fill =
        ClearingMath.fill(
            trade,
            settlement.price(intent.sellToken()),
            settlement.price(terms.listed(intent.buyToken())));
    json.put("executedAmount", trade.executedAmount().toString());
    json.putObject("fill")
        .put("sold", fill.sold().toString())
        .put("bought", fill.bought().toString())
        .put("fee", fill.fee().toString());
    return json;
  }

  private ObjectNode basket(BasketTrade trade) {
    Bytes32 hash = eip712.basketHash(trade.signed().basket());
    ObjectNode json = JSON.objectNode().put("intentHash", hash.toString());
    json.set("basket", TypedDataJson.message(trade.signed().basket()));
    return json.put("signature", trade.signed().signature().toString())
        .put(
            "signedByKey",
            judge.isByKey(trade.signed().basket().owner(), hash, trade.signed().signature()))
        .put("units", trade.units().toString())
        .put("quote", trade.quote().toString());
  }

  private static ArrayNode hooks(List<Hook> calls) {
    ArrayNode hooks = JSON.arrayNode();
    for (Hook call : calls) {
      hooks.add(
          JSON.objectNode()
              .put("phase", call.phase() == Hook.Phase.BEFORE ? "before" : "after")
              .put("target", call.target().toString())
              .put("gasLimit", Long.toString(call.gasLimit()))
              .put("callData", call.callData().toString()));
    }
    return hooks;
  }
}
