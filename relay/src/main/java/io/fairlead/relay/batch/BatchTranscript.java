package io.fairlead.relay.batch;

import io.fairlead.relay.rpc.Caller;
import io.fairlead.relay.rpc.Params;
import io.fairlead.relay.rpc.RpcError;
import io.fairlead.relay.rpc.RpcFault;
import io.fairlead.relay.rpc.RpcMethod;
import io.fairlead.sequencer.Sequencer;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code batch_transcript}: the text that {@code fairlead verify} replays, by the number of its
 * batch or by its own hash.
 */
public final class BatchTranscript implements RpcMethod {
  private final Sequencer sequencer;
  private final TranscriptSource transcripts;

  /** Looks in {@code transcripts}, for batches that have ended in {@code sequencer}. */
  public BatchTranscript(Sequencer sequencer, TranscriptSource transcripts) {
    this.sequencer = sequencer;
    this.transcripts = transcripts;
  }

  @Override
  public String name() {
    return "batch_transcript";
  }

  @Override
  public int cost() {
    return 10;
  }

  @Override
  public JsonNode call(JsonNode json, Caller caller) {
    long number = number(Params.of(json, List.of("batch", "hash")));
    StoredTranscript transcript =
        transcripts
            .find(number)
            .orElseThrow(() ->
                new RpcFault(RpcError.UNKNOWN_BATCH, "this batch has no transcript here", "batch"));
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer
        .put("batch", Long.toString(number))
        .put("hash", transcript.hash().toString())
        .put("complete", transcript.complete());
    ArrayNode lines = answer.putArray("lines");
    transcript.lines().forEach(lines::add);
    return answer;
  }

  private long number(Params params) {
    if (!params.has("hash")) {
      return EndedBatches.find(params, sequencer).batch().number();
    }
    if (params.has("batch")) {
      throw params.invalid("hash", "must not stand beside batch");
    }
    // Only complete transcripts are found: their batches have ended.
    return transcripts
        .batch(params.bytes32("hash"))
        .orElseThrow(() ->
            new RpcFault(RpcError.UNKNOWN_BATCH, "there is no transcript with this hash", "hash"));
  }
}
