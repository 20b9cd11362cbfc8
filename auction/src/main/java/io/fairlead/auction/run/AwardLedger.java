package io.fairlead.auction.run;

import io.fairlead.sequencer.batch.BatchAward;

/** Remembers awards before they are sent. */
@FunctionalInterface
public interface AwardLedger {
  /** Returns once the award survives a kill; throws if it does not. */
  void record(BatchAward award);
}
