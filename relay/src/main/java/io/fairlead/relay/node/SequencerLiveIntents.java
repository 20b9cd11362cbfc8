package io.fairlead.relay.node;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.relay.intake.LiveIntents;
import io.fairlead.sequencer.Sequencer;
import io.fairlead.sequencer.intent.IntentRecord;
import java.util.List;

/**
 * Live intents among an owner's newest. An older one may be missed by the limit and nonce checks of
 * intake; the contract still lets only one of two intents with one nonce execute.
 */
final class SequencerLiveIntents implements LiveIntents {
  private static final int NEWEST = 2_000;
  private final Sequencer sequencer;

  SequencerLiveIntents(Sequencer sequencer) {
    this.sequencer = sequencer;
  }

  @Override
  public List<IntentRecord> of(Address owner) {
    return sequencer.byOwner(owner, NEWEST).stream()
        .filter(intent -> !intent.status().isFinal())
        .toList();
  }
}
