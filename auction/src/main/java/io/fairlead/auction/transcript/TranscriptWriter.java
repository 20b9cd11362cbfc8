package io.fairlead.auction.transcript;

import io.fairlead.contracts.primitive.Bytes32;
import java.util.ArrayList;
import java.util.List;

/** Adds lines to a batch's transcript and knows their running hash. For one thread. */
public final class TranscriptWriter {
  private static final String END = TranscriptJson.write(new TranscriptLine.End());

  private final TranscriptStore store;
  private final long batch;
  private final List<String> waiting = new ArrayList<>();
  private RunningHash hash;
  private boolean ended;

  private TranscriptWriter(TranscriptStore store, long batch, RunningHash hash, boolean ended) {
    this.store = store;
    this.batch = batch;
    this.hash = hash;
    this.ended = ended;
  }

  /** A new transcript; an unfinished one of the same batch is dropped. */
  public static TranscriptWriter begin(TranscriptStore store, long batch) {
    store.begin(batch);
    return new TranscriptWriter(store, batch, RunningHash.EMPTY, false);
  }

  /**
   * Goes on with what is kept, for example after a restart.
   *
   * @throws IllegalStateException if nothing is
   */
  public static TranscriptWriter resume(TranscriptStore store, long batch) {
    TranscriptStore.Stored stored =
        store
            .read(batch)
            .orElseThrow(() -> new IllegalStateException("no transcript of batch " + batch));
    RunningHash hash = RunningHash.EMPTY;
    for (String line : stored.lines()) {
      hash = hash.plus(line);
    }
    boolean ended = !stored.lines().isEmpty() && stored.lines().getLast().equals(END);
    if (ended && !stored.complete()) {
      // Killed after the last line and before its file was renamed.
      store.complete(batch, hash.value());
    }
    return new TranscriptWriter(store, batch, hash, ended);
  }

  /**
   * Adds a line; it is durable after the next {@link #sync}.
   *
   * @throws IllegalStateException after the end
   */
  public void add(TranscriptLine line) {
    if (ended) {
      throw new IllegalStateException("the transcript of batch " + batch + " has ended");
    }
    String text = TranscriptJson.write(line);
    waiting.add(text);
    hash = hash.plus(text);
  }

  /** Makes all lines durable and returns the hash that commits to them. */
  public Bytes32 sync() {
    if (!waiting.isEmpty()) {
      store.append(batch, waiting);
      waiting.clear();
    }
    return hash.value();
  }

  /** Adds an outcome as the last one and ends the transcript. */
  public Bytes32 end(TranscriptLine.Outcome outcome) {
    add(outcome);
    add(new TranscriptLine.End());
    Bytes32 last = sync();
    ended = true;
    store.complete(batch, last);
    return last;
  }

  /** Whether nothing can be added any more. */
  public boolean ended() {
    return ended;
  }
}
