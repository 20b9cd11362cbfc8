package io.fairlead.relay.batch;

import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.relay.rpc.Caller;
import io.fairlead.relay.rpc.Params;
import io.fairlead.relay.rpc.RpcError;
import io.fairlead.relay.rpc.RpcFault;
import io.fairlead.relay.rpc.RpcMethod;
import io.fairlead.sequencer.Sequencer;
import io.fairlead.sequencer.batch.Batch;
import io.fairlead.sequencer.evidence.BatchEvidence;
import io.fairlead.sequencer.merkle.AbsenceProof;
import io.fairlead.sequencer.merkle.MerkleProof;
import io.fairlead.sequencer.merkle.SortedMerkleTree;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code batch_proof}: shows that an intent is in a batch that has ended, or that it is not, in the
 * form in which the relay registry takes it.
 */
public final class BatchProof implements RpcMethod {
  private final Sequencer sequencer;

  /** Looks in {@code sequencer}. */
  public BatchProof(Sequencer sequencer) {
    this.sequencer = sequencer;
  }

  @Override
  public String name() {
    return "batch_proof";
  }

  /** The tree is built anew: two hashes for each intent of the batch. */
  @Override
  public int cost() {
    return 10;
  }

  @Override
  public JsonNode call(JsonNode json, Caller caller) {
    Params params = Params.of(json, List.of("batch", "intentHash"));
    Bytes32 intentHash = params.bytes32("intentHash");
    Batch batch = EndedBatches.find(params, sequencer).batch();
    ObjectNode answer =
        JsonNodeFactory.instance
            .objectNode()
            .put("batch", Long.toString(batch.number()))
            .put("root", batch.root().toString())
            .put("count", Long.toString(batch.entries().size()))
            .put("intentHash", intentHash.toString());
    SortedMerkleTree tree = BatchEvidence.tree(batch);
    Optional<MerkleProof> inclusion = tree.inclusion(intentHash);
    answer.put("included", inclusion.isPresent());
    if (inclusion.isPresent()) {
      ObjectNode proof = answer.putObject("proof");
      proof.put("index", Long.toString(inclusion.get().index()));
      put(proof.putArray("path"), inclusion.get().siblings());
      return answer;
    }
    AbsenceProof absence =
        tree.absence(intentHash)
            .orElseThrow(() ->
                new RpcFault(
                    RpcError.INVALID_FIELD, "a sentinel of the tree is no intent", "intentHash"));
    ObjectNode proof = answer.putObject("proof");
    proof
        .put("index", Long.toString(absence.below().index()))
        .put("below", absence.below().value().toString())
        .put("above", absence.above().value().toString());
    put(proof.putArray("belowPath"), absence.below().siblings());
    put(proof.putArray("abovePath"), absence.above().siblings());
    return answer;
  }

  private static void put(ArrayNode array, List<Bytes32> hashes) {
    hashes.forEach(hash -> array.add(hash.toString()));
  }
}
