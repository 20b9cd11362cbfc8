package io.fairlead.sequencer.intent;

/** Answer to a cancellation. */
public sealed interface CancelOutcome {
  /** It will not enter another batch. */
  record Cancelled() implements CancelOutcome {}

  /** It is in the batch in flight and will be cancelled unless that batch fills it. */
  record Pending(long batch) implements CancelOutcome {}

  /** It had ended already. */
  record AlreadyFinal(IntentStatus status) implements CancelOutcome {}

  /** No such intent was accepted here. */
  record Unknown() implements CancelOutcome {}
}
