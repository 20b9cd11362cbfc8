package io.fairlead.sequencer.intent;

/** Where an intent stands. */
public enum IntentStatus {
  /** Accepted, waiting for its window or the next batch. May already be filled in part. */
  OPEN,
  /** In the batch in flight. */
  IN_BATCH,
  /** Filled completely. Final unless its block leaves the chain. */
  FILLED,
  /**
   * Cancelled by its owner, by a signature or by a transaction; what was filled before stays
   * filled. Final unless a settlement sent before turns up on chain late and fills it completely.
   */
  CANCELLED,
  /**
   * Its window ended; what was filled before stays filled. Final unless a settlement sent before
   * turns up on chain late and fills it completely.
   */
  EXPIRED;

  /** Whether nothing more will happen, reorganisations and late settlements aside. */
  public boolean isFinal() {
    return this == FILLED || this == CANCELLED || this == EXPIRED;
  }
}
