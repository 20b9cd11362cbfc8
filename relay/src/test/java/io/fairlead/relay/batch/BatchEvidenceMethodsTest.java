package io.fairlead.relay.batch;

import static io.fairlead.relay.testing.Owners.EIP712;
import static io.fairlead.relay.testing.Owners.RECEIPTS;
import static io.fairlead.relay.testing.Owners.block;
import static io.fairlead.relay.testing.Owners.hash;
import static io.fairlead.relay.testing.Owners.sell;
import static io.fairlead.relay.testing.Owners.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.contracts.evidence.BatchCommitment;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.signature.Signature;
import io.fairlead.contracts.signature.SignatureRecovery;
import io.fairlead.relay.rpc.RpcError;
import io.fairlead.relay.rpc.RpcFault;
import io.fairlead.relay.rpc.RpcMethod;
import io.fairlead.relay.testing.FakeCaller;
import io.fairlead.relay.testing.FaultySequencer;
import io.fairlead.sequencer.merkle.AbsenceProof;
import io.fairlead.sequencer.merkle.MerkleProof;
import io.fairlead.sequencer.merkle.SortedMerkleTree;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class BatchEvidenceMethodsTest {
  @TempDir private Path folder = Path.of(".");
  private FaultySequencer sequencer;
  private RpcMethod get;
  private RpcMethod proof;

  @BeforeEach
  void twoBatches() {
    sequencer = new FaultySequencer(folder);
    get =
        new BatchGet(
            sequencer, _ -> Optional.empty(), new Commitments(sequencer, EIP712, RECEIPTS));
    proof = new BatchProof(sequencer);
    for (int i = 0; i < 5; i++) {
      sequencer.submit(signed(sell(i))).join();
    }
    sequencer.close(block(101)).join();
    sequencer.recordEnded(1, "nobody came").join();
    sequencer.submit(signed(sell(5))).join();
    sequencer.close(block(102)).join();
  }

  @AfterEach
  void close() {
    sequencer.close();
  }

  private JsonNode ask(long batch, Bytes32 intentHash) {
    ObjectNode params = JsonNodeFactory.instance.objectNode();
    params.put("batch", batch).put("intentHash", intentHash.toString());
    return proof.call(params, new FakeCaller());
  }

  private BatchCommitment commitment(long batch) {
    JsonNode json =
        get.call(JsonNodeFactory.instance.objectNode().put("batch", batch), new FakeCaller())
            .path("commitment");
    BatchCommitment commitment =
        new BatchCommitment(
            Long.parseLong(json.path("batch").asString()),
            Bytes32.parse(json.path("root").asString()),
            Long.parseLong(json.path("count").asString()),
            Bytes32.parse(json.path("previousRoot").asString()));
    assertThat(
            SignatureRecovery.best()
                .recover(
                    EIP712.commitmentHash(commitment),
                    Signature.parse(json.path("signature").asString())))
        .contains(RECEIPTS.address());
    return commitment;
  }

  private static List<Bytes32> hashes(JsonNode array) {
    return array.valueStream().map(one -> Bytes32.parse(one.asString())).toList();
  }

  @Test
  void anEndedBatchHasASignedCommitmentThatNamesTheOneBefore() {
    sequencer.recordEnded(2, "nobody came").join();
    Bytes32 first = sequencer.batch(1).orElseThrow().batch().root();
    Bytes32 second = sequencer.batch(2).orElseThrow().batch().root();
    assertThat(commitment(1)).isEqualTo(new BatchCommitment(1, first, 5, Bytes32.ZERO));
    assertThat(commitment(2)).isEqualTo(new BatchCommitment(2, second, 6, first));
  }

  @Test
  void anIntentOfTheBatchIsShownToBeInIt() {
    Bytes32 root = sequencer.batch(1).orElseThrow().batch().root();
    for (int i = 0; i < 5; i++) {
      Bytes32 intentHash = hash(sell(i));
      JsonNode answer = ask(1, intentHash);
      assertThat(answer.path("included").asBoolean()).isTrue();
      assertThat(answer.path("root").asString()).isEqualTo(root.toString());
      assertThat(answer.path("count").asString()).isEqualTo("5");
      JsonNode path = answer.path("proof");
      assertThat(
              SortedMerkleTree.verifyInclusion(
                  root,
                  intentHash,
                  new MerkleProof(
                      intentHash,
                      Integer.parseInt(path.path("index").asString()),
                      7,
                      hashes(path.path("path")))))
          .isTrue();
    }
  }

  @Test
  void anIntentThatIsNotInTheBatchIsShownToBeAbsent() {
    Bytes32 root = sequencer.batch(1).orElseThrow().batch().root();
    Bytes32 later = hash(sell(5));
    JsonNode answer = ask(1, later);
    assertThat(answer.path("included").asBoolean(true)).isFalse();
    JsonNode path = answer.path("proof");
    int index = Integer.parseInt(path.path("index").asString());
    AbsenceProof absence =
        new AbsenceProof(
            new MerkleProof(
                Bytes32.parse(path.path("below").asString()),
                index,
                7,
                hashes(path.path("belowPath"))),
            new MerkleProof(
                Bytes32.parse(path.path("above").asString()),
                index + 1,
                7,
                hashes(path.path("abovePath"))));
    assertThat(SortedMerkleTree.verifyAbsence(root, later, absence)).isTrue();
  }

  @Test
  void sentinelsAndBatchesInFlightHaveNoProof() {
    assertThatThrownBy(() -> ask(1, SortedMerkleTree.HIGH))
        .isInstanceOfSatisfying(
            RpcFault.class, fault -> assertThat(fault.error()).isEqualTo(RpcError.INVALID_FIELD));
    assertThatThrownBy(() -> ask(2, hash(sell(0))))
        .isInstanceOfSatisfying(
            RpcFault.class, fault -> assertThat(fault.error()).isEqualTo(RpcError.BATCH_NOT_ENDED));
    assertThatThrownBy(() -> ask(3, hash(sell(0))))
        .isInstanceOfSatisfying(
            RpcFault.class, fault -> assertThat(fault.error()).isEqualTo(RpcError.UNKNOWN_BATCH));
  }
}
