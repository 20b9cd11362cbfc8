package io.fairlead.relay.intent;

import io.fairlead.contracts.intent.SignedBasket;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.typeddata.TypedDataJson;
import io.fairlead.relay.stream.EventStream;
import io.fairlead.relay.stream.FillJson;
import io.fairlead.sequencer.Sequencer;
import io.fairlead.sequencer.batch.BatchSettlement;
import io.fairlead.sequencer.intent.IntentRecord;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Everything the node tells of one intent. */
public final class StatusJson {
  private final Sequencer sequencer;
  private final EventStream events;
  private final Address receiptSigner;

  /**
   * @param receiptSigner who signs the receipts
   */
  public StatusJson(Sequencer sequencer, EventStream events, Address receiptSigner) {
    this.sequencer = sequencer;
    this.events = events;
    this.receiptSigner = receiptSigner;
  }

  /** The result of {@code intent_status}. */
  ObjectNode write(IntentRecord record) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("intentHash", record.intentHash().toString());
    json.put("uid", record.signed().uid(record.intentHash()).toString());
    json.put("status", StatusWords.of(record.status()));
    switch (record.signed()) {
      case SignedIntent signed -> json.set("intent", IntentJson.write(signed.intent()));
      case SignedBasket signed -> {
        json.set("basket", TypedDataJson.message(signed.basket()));
        json.put("units", record.units().toString());
      }
    }
    json.set("receipt", IntentJson.write(record.receipt(), receiptSigner));
    json.put("sold", record.sold().toString());
    json.put("bought", record.bought().toString());
    json.put("fees", record.fees().toString());
    ArrayNode batches = json.putArray("batches");
    record.batches().forEach(batch -> batches.add(Long.toString(batch)));
    ArrayNode fills = json.putArray("fills");
    record.settledIn().stream().distinct().forEach(batch -> fills(record, batch, fills));
    ArrayNode history = json.putArray("history");
    events.history(record).forEach(event -> history.add(event.toJson()));
    return json;
  }

  private void fills(IntentRecord record, long number, ArrayNode to) {
    List<BatchSettlement> filling =
        sequencer
            .batch(number)
            .map(batch -> batch.settlementsOf(record.intentHash()))
            .orElse(List.of());
    for (BatchSettlement settlement : filling) {
      for (FillJson fill : FillJson.of(settlement)) {
        if (fill.intentHash().equals(record.intentHash())) {
          to.addObject()
              .put("batch", Long.toString(number))
              .put("transactionHash", settlement.transactionHash().toString())
              .put("blockNumber", Long.toString(settlement.block().number()))
              .setAll(fill.json());
        }
      }
    }
  }
}
