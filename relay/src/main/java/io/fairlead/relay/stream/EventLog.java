package io.fairlead.relay.stream;

import io.fairlead.contracts.primitive.Bytes32;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Remembers the newest events of the intents that were last heard of. Bounded in both directions.
 * Thread safe.
 */
final class EventLog {
  private final int maxEvents;
  private final Map<Bytes32, ArrayDeque<IntentEvent>> events;

  EventLog(int maxIntents, int maxEvents) {
    this.maxEvents = maxEvents;
    this.events =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Bytes32, ArrayDeque<IntentEvent>> eldest) {
            return size() > maxIntents;
          }
        };
  }

  synchronized void add(Bytes32 intentHash, IntentEvent event) {
    ArrayDeque<IntentEvent> log = events.computeIfAbsent(intentHash, _ -> new ArrayDeque<>());
    log.addLast(event);
    if (log.size() > maxEvents) {
      log.removeFirst();
    }
  }

  synchronized List<IntentEvent> of(Bytes32 intentHash) {
    ArrayDeque<IntentEvent> log = events.get(intentHash);
    return log == null ? List.of() : List.copyOf(log);
  }
}
