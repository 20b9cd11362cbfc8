package io.fairlead.sequencer.state;

import io.fairlead.sequencer.intent.IntentRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * The open intents, and which of them enter the next batch.
 *
 * <p>Without shortage all whose window is open do. Otherwise those that were in no batch yet go
 * first, by {@code seq}; a quarter of the places is kept for the others, least recently batched
 * first, so that neither kind can starve the other. {@link #lastBatch} is the bound that follows.
 */
final class OpenIntents {
  private static final Comparator<IntentRecord> BY_SEQ = Comparator.comparingLong(OpenIntents::seq);
  private static final Comparator<IntentRecord> BY_LAST_BATCH =
      Comparator.comparingLong((IntentRecord intent) -> intent.batches().getLast())
          .thenComparing(BY_SEQ);
  private static final Comparator<IntentRecord> BY_END =
      Comparator.comparingLong((IntentRecord intent) -> intent.signed().validTo())
          .thenComparing(BY_SEQ);

  private final NavigableSet<IntentRecord> fresh = new TreeSet<>(BY_SEQ);
  private final NavigableSet<IntentRecord> tried = new TreeSet<>(BY_LAST_BATCH);
  private final NavigableSet<IntentRecord> byEnd = new TreeSet<>(BY_END);

  void add(IntentRecord intent) {
    home(intent).add(intent);
    byEnd.add(intent);
  }

  void remove(IntentRecord intent) {
    home(intent).remove(intent);
    byEnd.remove(intent);
  }

  /** Those whose window ended before {@code now}, in the order in which it did. */
  List<IntentRecord> expired(long now) {
    List<IntentRecord> expired = new ArrayList<>();
    for (IntentRecord intent : byEnd) {
      if (intent.signed().validTo() >= now) {
        break;
      }
      expired.add(intent);
    }
    return expired;
  }

  /** Those that enter batch {@code number} closed at {@code now}, in no particular order. */
  List<IntentRecord> choose(long number, long now, int maxEntries) {
    List<IntentRecord> first = open(fresh, now);
    List<IntentRecord> again = open(tried, now);
    int placesAgain = Math.min(again.size(), Math.max(kept(maxEntries), maxEntries - first.size()));
    int places = maxEntries - placesAgain;
    List<IntentRecord> chosen = new ArrayList<>(again.subList(0, placesAgain));
    for (int i = 0; i < first.size(); i++) {
      IntentRecord intent = first.get(i);
      // A receipt outranks a limit that was lowered after it was given.
      if (i < places || intent.receipt().receipt().lastBatch() <= number) {
        chosen.add(intent);
      }
    }
    return chosen;
  }

  /**
   * The last batch an intent accepted now can have to wait for, if its window is open and stays so.
   *
   * <p>Every batch that leaves it out takes at least {@code maxEntries - kept} intents with a lower
   * {@code seq} that were in no batch before. No intent becomes one of those again, so the {@code
   * fresh.size()} that are ahead now only get fewer.
   */
  long lastBatch(long nextBatch, int maxEntries) {
    return nextBatch + fresh.size() / (maxEntries - kept(maxEntries));
  }

  private static int kept(int maxEntries) {
    return Math.max(1, maxEntries / 4);
  }

  private static List<IntentRecord> open(NavigableSet<IntentRecord> intents, long now) {
    List<IntentRecord> open = new ArrayList<>();
    for (IntentRecord record : intents) {
      if (record.signed().isOpenAt(now)) {
        open.add(record);
      }
    }
    return open;
  }

  private NavigableSet<IntentRecord> home(IntentRecord intent) {
    return intent.batches().isEmpty() ? fresh : tried;
  }

  private static long seq(IntentRecord intent) {
    return intent.receipt().receipt().seq();
  }
}
