package io.fairlead.relay.intent;

import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.IntentUid;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.relay.stream.EventStream;
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
    Intent intent = record.signed().intent();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("intentHash", record.intentHash().toString());
    json.put(
        "uid", new IntentUid(record.intentHash(), intent.owner(), intent.validTo()).toString());
    json.put("status", StatusWords.of(record.status()));
    json.set("intent", IntentJson.write(intent));
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
      for (BatchSettlement.IntentFill fill : settlement.fills()) {
        if (fill.intentHash().equals(record.intentHash())) {
          to.addObject()
              .put("batch", Long.toString(number))
              .put("transactionHash", settlement.transactionHash().toString())
              .put("blockNumber", Long.toString(settlement.block().number()))
              .put("sold", fill.fill().sold().toString())
              .put("bought", fill.fill().bought().toString())
              .put("fee", fill.fill().fee().toString());
        }
      }
    }
  }
}
