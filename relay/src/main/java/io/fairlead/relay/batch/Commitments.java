package io.fairlead.relay.batch;

import io.fairlead.contracts.evidence.BatchCommitment;
import io.fairlead.contracts.evidence.SignedCommitment;
import io.fairlead.contracts.signature.Signer;
import io.fairlead.contracts.typeddata.Eip712;
import io.fairlead.sequencer.Sequencer;
import io.fairlead.sequencer.batch.Batch;
import io.fairlead.sequencer.evidence.BatchEvidence;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Signs what the relay states about its batches. A batch never changes once it is closed and
 * signatures are deterministic, so that one batch has one commitment whenever it is asked for.
 * Thread safe.
 */
public final class Commitments {
  private final Sequencer sequencer;
  private final Eip712 eip712;
  private final Signer relay;

  /**
   * States what {@code sequencer} says.
   *
   * @param relay the key that signs receipts
   */
  public Commitments(Sequencer sequencer, Eip712 eip712, Signer relay) {
    this.sequencer = sequencer;
    this.eip712 = eip712;
    this.relay = relay;
  }

  /** The commitment to a batch of this sequencer. */
  public SignedCommitment of(Batch batch) {
    BatchCommitment commitment = BatchEvidence.commitment(batch, sequencer::batch);
    return new SignedCommitment(commitment, relay.sign(eip712.commitmentHash(commitment)));
  }

  /** The same as JSON. */
  public ObjectNode json(Batch batch) {
    SignedCommitment signed = of(batch);
    BatchCommitment commitment = signed.commitment();
    return JsonNodeFactory.instance
        .objectNode()
        .put("batch", Long.toString(commitment.batch()))
        .put("root", commitment.root().toString())
        .put("count", Long.toString(commitment.count()))
        .put("previousRoot", commitment.previousRoot().toString())
        .put("signature", signed.signature().toString());
  }
}
