package io.fairlead.auction.run;

import io.fairlead.sequencer.batch.BatchAward;
import io.fairlead.sequencer.batch.BatchSettlement;

/** Remembers what happens to a batch. */
public interface AwardLedger {
  /** An award is about to be sent. Returns once that survives a kill; throws if it does not. */
  void record(BatchAward award);

  /**
   * A winner's settlement is on chain; others of the batch may still be on their way. Returns once
   * that survives a kill; throws if it does not.
   */
  void settled(BatchSettlement settlement);
}
