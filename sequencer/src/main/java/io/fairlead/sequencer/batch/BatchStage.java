package io.fairlead.sequencer.batch;

/** Where a batch stands. */
public enum BatchStage {
  /** Fixed; solvers compete. */
  CLOSED,
  /** A settlement was awarded and may be on its way. */
  AWARDED,
  /** A settlement is on chain. */
  SETTLED,
  /** Given up, or its settlement left the chain; its intents went back. */
  UNSETTLED
}
