package io.fairlead.relay.intake;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.typeddata.Eip712;
import io.fairlead.relay.rpc.RpcError;
import io.fairlead.sequencer.Sequencer;
import io.fairlead.sequencer.intent.CancelOutcome;
import io.fairlead.sequencer.intent.IntentRecord;
import java.util.Optional;

/** Cancels an intent if its owner signed that. Thread safe; blocks. */
public final class Cancellation {
  private final Eip712 eip712;
  private final Sequencer sequencer;
  private final SignatureCheck signatures;

  /** Cancels in this sequencer, in this domain. */
  public Cancellation(Eip712 eip712, Sequencer sequencer, SignatureCheck signatures) {
    this.eip712 = eip712;
    this.sequencer = sequencer;
    this.signatures = signatures;
  }

  /**
   * Cancels.
   *
   * @throws io.fairlead.relay.rpc.RpcFault if the intent is unknown or the signature not the
   *     owner's
   */
  public CancelOutcome cancel(Bytes32 intentHash, Bytes signature) {
    Optional<IntentRecord> found = sequencer.find(intentHash);
    if (found.isEmpty()) {
      throw Refusal.of(RpcError.UNKNOWN_INTENT, "intentHash", "no such intent was accepted here")
          .fault();
    }
    Address owner = found.get().signed().owner();
    if (!signatures.isByOwner(owner, eip712.cancelHash(intentHash), signature)) {
      throw Refusal.of(
              RpcError.WRONG_SIGNATURE, "signature", "the signature is not the intent owner's")
          .fault();
    }
    return Waiting.forResult(sequencer.cancel(intentHash, signature));
  }
}
