package io.fairlead.relay.intake;

import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.receipt.SignedReceipt;

/** Answer to a submission. */
public sealed interface IntakeResult {
  /**
   * Durable.
   *
   * @param fresh false for a retry, which gets the first answer's receipt
   */
  record Accepted(Bytes32 intentHash, SignedReceipt receipt, boolean fresh)
      implements IntakeResult {}

  /** Nothing was kept. */
  record Refused(Refusal refusal) implements IntakeResult {}
}
