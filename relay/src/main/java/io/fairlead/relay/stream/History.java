package io.fairlead.relay.stream;

import io.fairlead.sequencer.Sequencer;
import io.fairlead.sequencer.batch.BatchRecord;
import io.fairlead.sequencer.batch.BatchSettlement;
import io.fairlead.sequencer.intent.IntentRecord;
import io.fairlead.sequencer.intent.IntentStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An intent's events, with what happened before this process started taken from the journal. */
final class History {
  private History() {}

  /**
   * Joins both.
   *
   * @param remembered events this process saw, oldest first
   */
  static List<IntentEvent> of(
      IntentRecord intent, List<IntentEvent> remembered, Sequencer sequencer) {
    if (!remembered.isEmpty() && remembered.getFirst().word() == EventWord.RECEIVED) {
      return remembered;
    }
    long firstBatch =
        remembered.stream()
            .filter(event -> event.batch() != null)
            .mapToLong(event -> event.batch() == null ? 0 : event.batch())
            .min()
            .orElse(Long.MAX_VALUE);
    List<IntentEvent> all = new ArrayList<>();
    all.add(new IntentEvent(null, EventWord.RECEIVED, null, null));
    for (long number : intent.batches()) {
      if (number < firstBatch) {
        sequencer.batch(number).ifPresent(batch -> add(intent, batch, all));
      }
    }
    if (remembered.isEmpty()) {
      end(intent).ifPresent(all::add);
    }
    all.addAll(remembered);
    return all;
  }

  private static void add(IntentRecord intent, BatchRecord batch, List<IntentEvent> to) {
    long number = batch.batch().number();
    long closed = batch.batch().block().timestamp();
    to.add(new IntentEvent(closed, EventWord.IN_BATCH, number, null));
    if (batch.awards().stream().anyMatch(a -> a.intents().contains(intent.intentHash()))) {
      to.add(new IntentEvent(null, EventWord.SUBMITTED, number, null));
    }
    List<BatchSettlement> filling = batch.settlementsOf(intent.intentHash());
    if (!filling.isEmpty()) {
      long at = filling.getFirst().block().timestamp();
      to.add(new IntentEvent(at, EventWord.SETTLED, number, null));
    } else if (!batch.isInFlight()) {
      to.add(new IntentEvent(null, EventWord.NOT_FILLED, number, batch.reason()));
    }
  }

  private static Optional<IntentEvent> end(IntentRecord intent) {
    if (intent.status() == IntentStatus.CANCELLED) {
      String detail = intent.cancelledOnChain() ? EventStream.ON_CHAIN : null;
      return Optional.of(new IntentEvent(null, EventWord.CANCELLED, null, detail));
    }
    return intent.status() == IntentStatus.EXPIRED
        ? Optional.of(new IntentEvent(null, EventWord.EXPIRED, null, null))
        : Optional.empty();
  }
}
