package io.fairlead.relay.settling;

import io.fairlead.auction.run.AwardLedger;
import io.fairlead.sequencer.Sequencer;
import io.fairlead.sequencer.batch.BatchAward;
import io.fairlead.sequencer.batch.BatchSettlement;

/** Remembers awards and settlements in the sequencer's journal. */
public final class JournaledAwards implements AwardLedger {
  private final Sequencer sequencer;

  /** In the journal of {@code sequencer}. */
  public JournaledAwards(Sequencer sequencer) {
    this.sequencer = sequencer;
  }

  @Override
  public void record(BatchAward award) {
    sequencer.recordAward(award).join();
  }

  @Override
  public void settled(BatchSettlement settlement) {
    sequencer.recordSettled(settlement).join();
  }
}
