package io.fairlead.relay.node;

import io.fairlead.relay.metrics.IntakeObserver;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Counts submissions from one log line to the next, and passes them on. Outcomes are words of ours,
 * so nothing of an intent is in them. Thread safe.
 */
final class IntakeTally implements IntakeObserver {
  private final IntakeObserver next;
  private final TreeMap<String, Long> counts = new TreeMap<>();

  IntakeTally(IntakeObserver next) {
    this.next = next;
  }

  @Override
  public void submitted(String outcome) {
    synchronized (this) {
      counts.merge(outcome, 1L, Long::sum);
    }
    next.submitted(outcome);
  }

  /** Counts since the last call as {@code key=value}; empty if there were none. */
  synchronized Optional<String> take() {
    if (counts.isEmpty()) {
      return Optional.empty();
    }
    long accepted = taken("accepted");
    long repeated = taken("repeated");
    long refused = counts.values().stream().mapToLong(Long::longValue).sum();
    StringBuilder line = new StringBuilder();
    line.append("accepted=").append(accepted);
    line.append(" repeated=").append(repeated);
    line.append(" refused=").append(refused);
    counts.forEach(
        (reason, count) -> line.append(" refused.").append(reason).append('=').append(count));
    counts.clear();
    return Optional.of(line.toString());
  }

  private long taken(String outcome) {
    Long count = counts.remove(outcome);
    return count == null ? 0 : count;
  }
}
