package io.fairlead.sequencer.batch;

/** Where a batch stands. */
public enum BatchStage {
  /** Fixed; solvers compete. */
  CLOSED,
  /** Settlements were awarded; each may be on its way, on chain or have failed. */
  AWARDED,
  /** Ended, with at least one settlement on chain. */
  SETTLED,
  /** Ended without a settlement, or every one left the chain; its intents went back. */
  UNSETTLED
}
