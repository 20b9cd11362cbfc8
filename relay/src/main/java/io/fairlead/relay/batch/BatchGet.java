package io.fairlead.relay.batch;

import io.fairlead.relay.rpc.Caller;
import io.fairlead.relay.rpc.Params;
import io.fairlead.relay.rpc.RpcMethod;
import io.fairlead.relay.stream.FillJson;
import io.fairlead.sequencer.Sequencer;
import io.fairlead.sequencer.batch.BatchAward;
import io.fairlead.sequencer.batch.BatchRecord;
import io.fairlead.sequencer.batch.BatchSettlement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code batch_get}: what became of a batch. */
public final class BatchGet implements RpcMethod {
  private final Sequencer sequencer;
  private final TranscriptSource transcripts;
  private final Commitments commitments;

  /** Looks in {@code sequencer} and {@code transcripts}. */
  public BatchGet(Sequencer sequencer, TranscriptSource transcripts, Commitments commitments) {
    this.sequencer = sequencer;
    this.transcripts = transcripts;
    this.commitments = commitments;
  }

  @Override
  public String name() {
    return "batch_get";
  }

  @Override
  public JsonNode call(JsonNode json, Caller caller) {
    BatchRecord record = EndedBatches.find(Params.of(json, List.of("batch")), sequencer);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    long number = record.batch().number();
    answer.put("batch", Long.toString(number));
    answer.put("stage", record.stage().name().toLowerCase(Locale.ROOT));
    answer
        .putObject("block")
        .put("number", Long.toString(record.batch().block().number()))
        .put("hash", record.batch().block().hash().toString())
        .put("timestamp", Long.toString(record.batch().block().timestamp()));
    answer.put("root", record.batch().root().toString());
    answer.set("commitment", commitments.json(record.batch()));
    ArrayNode intents = answer.putArray("intents");
    record.batch().entries().forEach(entry -> intents.add(entry.intentHash().toString()));
    ArrayNode awards = answer.putArray("awards");
    record.awards().forEach(award -> awards.add(award(award)));
    ArrayNode settlements = answer.putArray("settlements");
    record.settlements().forEach(settlement -> settlements.add(settlement(settlement)));
    if (record.reason() != null) {
      answer.put("reason", record.reason());
    }
    Optional<StoredTranscript> transcript = transcripts.find(number);
    transcript.ifPresent(found -> answer.put("transcriptHash", found.hash().toString()));
    return answer;
  }

  private static ObjectNode award(BatchAward award) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("place", award.place())
        .put("solver", award.solver())
        .put("solutionHash", award.solutionHash().toString())
        .put("transcriptHash", award.transcriptHash().toString())
        .put("transactionHash", award.transactionHash().toString())
        .put("lastBlock", Long.toString(award.lastBlock()));
    ArrayNode intents = json.putArray("intents");
    award.intents().forEach(hash -> intents.add(hash.toString()));
    return json;
  }

  private static ObjectNode settlement(BatchSettlement settlement) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("place", settlement.place())
        .put("transactionHash", settlement.transactionHash().toString())
        .put("blockNumber", Long.toString(settlement.block().number()))
        .put("blockHash", settlement.block().hash().toString())
        .put("gasUsed", Long.toString(settlement.gasUsed()));
    ArrayNode fills = json.putArray("fills");
    for (FillJson fill : FillJson.of(settlement)) {
      fills.addObject().put("intentHash", fill.intentHash().toString()).setAll(fill.json());
    }
    return json;
  }
}
