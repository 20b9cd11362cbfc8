package io.fairlead.sequencer.state;

import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.sequencer.SequencerEvent;
import io.fairlead.sequencer.batch.Batch;
import io.fairlead.sequencer.batch.BatchEntry;
import io.fairlead.sequencer.batch.BatchRecord;
import io.fairlead.sequencer.intent.IntentRecord;
import io.fairlead.sequencer.intent.IntentStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every intent and batch as it is now, and what the command being carried out changed. Keeps the
 * derived figures (open intents, live count, batch in flight) right on every change.
 */
final class Books {
  private final Map<Bytes32, IntentRecord> intents = new HashMap<>();
  private final List<BatchRecord> batches = new ArrayList<>();
  private final OpenIntents open = new OpenIntents();
  private final List<SequencerEvent> events = new ArrayList<>();
  private final List<IntentRecord> changedIntents = new ArrayList<>();
  private final List<BatchRecord> changedBatches = new ArrayList<>();
  private int live;

  @Nullable IntentRecord intent(Bytes32 intentHash) {
    return intents.get(intentHash);
  }

  @Nullable BatchRecord batch(long number) {
    return number < 1 || number > batches.size() ? null : batches.get((int) number - 1);
  }

  /** Only the newest batch can be in flight. */
  @Nullable BatchRecord inFlight() {
    if (batches.isEmpty()) {
      return null;
    }
    BatchRecord newest = batches.getLast();
    return newest.isInFlight() ? newest : null;
  }

  /** Whether an intent is in a batch, whose entries ascend by hash. */
  static boolean isEntry(Batch batch, Bytes32 intentHash) {
    List<BatchEntry> entries = batch.entries();
    int low = 0;
    int high = entries.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (entries.get(middle).intentHash().compareTo(intentHash) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < entries.size() && entries.get(low).intentHash().equals(intentHash);
  }

  long batches() {
    return batches.size();
  }

  int live() {
    return live;
  }

  OpenIntents open() {
    return open;
  }

  /** Stores an intent's next record. */
  void put(IntentRecord intent) {
    IntentRecord before = intents.put(intent.intentHash(), intent);
    if (before != null) {
      count(before, -1);
    }
    count(intent, 1);
    changedIntents.add(intent);
  }

  /** Stores an intent that is in no batch in flight, and tells if it thereby ended unfilled. */
  void rest(IntentRecord intent, long now) {
    IntentStatus status = Progress.atRest(intent, now);
    put(Progress.withStatus(intent, status));
    if (status != intent.status()) {
      if (status == IntentStatus.CANCELLED) {
        tell(new SequencerEvent.Cancelled(intent.intentHash(), intent.cancelledOnChain()));
      } else if (status == IntentStatus.EXPIRED) {
        tell(new SequencerEvent.Expired(intent.intentHash()));
      }
    }
  }

  /** Stores a batch's next record. */
  void put(BatchRecord batch) {
    int index = Math.toIntExact(batch.batch().number() - 1);
    if (index == batches.size()) {
      batches.add(batch);
    } else {
      batches.set(index, batch);
    }
    changedBatches.add(batch);
  }

  void tell(SequencerEvent event) {
    events.add(event);
  }

  Transition unchanged(Outcome outcome) {
    return Transition.none(outcome, live);
  }

  /** Hands out what was changed since the last call. */
  Transition finish(Outcome outcome) {
    Transition transition =
        new Transition(true, outcome, events, changedIntents, changedBatches, live);
    events.clear();
    changedIntents.clear();
    changedBatches.clear();
    return transition;
  }

  private void count(IntentRecord intent, int by) {
    if (Progress.isLive(intent)) {
      live += by;
    }
    if (intent.status() == IntentStatus.OPEN) {
      if (by > 0) {
        open.add(intent);
      } else {
        open.remove(intent);
      }
    }
  }
}
