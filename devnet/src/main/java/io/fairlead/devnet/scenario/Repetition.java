package io.fairlead.devnet.scenario;

import java.util.List;
import java.util.Optional;

/** Batches one after another of which the same is to be said. For one thread. */
final class Repetition {
  private List<String> said = List.of();
  private long first;
  private long last;
  private long count;

  /**
   * Takes note of a batch if the same is to be said of it as of the one before.
   *
   * @return whether it is; if not, {@link #end} and then {@link #start}
   */
  boolean repeats(long batch, List<String> sentences) {
    if (!sentences.equals(said)) {
      return false;
    }
    first = count == 0 ? batch : first;
    last = batch;
    count++;
    return true;
  }

  /** Sentences that have just been said. */
  void start(List<String> sentences) {
    said = List.copyOf(sentences);
    count = 0;
  }

  /** One line for what was left out; empty if nothing was. What follows is said in full. */
  Optional<String> end() {
    long left = count;
    said = List.of();
    count = 0;
    if (left == 0) {
      return Optional.empty();
    }
    return Optional.of(
        left == 1
            ? "batch " + first + " · the same"
            : "batches " + first + " to " + last + " · the same " + left + " times");
  }
}
