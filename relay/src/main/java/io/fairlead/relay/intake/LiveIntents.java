package io.fairlead.relay.intake;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.sequencer.intent.IntentRecord;
import java.util.List;

/** The owner's intents which may still be filled. Thread safe. */
@FunctionalInterface
public interface LiveIntents {
  /** In any order. */
  List<IntentRecord> of(Address owner);
}
