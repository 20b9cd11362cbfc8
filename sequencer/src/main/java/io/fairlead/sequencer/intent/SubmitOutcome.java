package io.fairlead.sequencer.intent;

import io.fairlead.contracts.receipt.SignedReceipt;

/** Answer to a submission. */
public sealed interface SubmitOutcome {
  /**
   * Durable.
   *
   * @param fresh false if the intent had been accepted before; the receipt is then the original one
   */
  record Accepted(SignedReceipt receipt, boolean fresh) implements SubmitOutcome {}

  /** The sequencer holds as many open intents as it may; nothing was kept. */
  record Full(int limit) implements SubmitOutcome {}
}
