package io.fairlead.relay.solvers.shadow;

import io.fairlead.auction.transcript.TranscriptStore;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/** A store unchanged, of which somebody hears when a transcript is complete. */
record WatchedStore(TranscriptStore store, LongConsumer completed) implements TranscriptStore {
  @Override
  public void begin(long batch) {
    store.begin(batch);
  }

  @Override
  public void append(long batch, List<String> lines) {
    store.append(batch, lines);
  }

  @Override
  public void complete(long batch) {
    store.complete(batch);
    completed.accept(batch);
  }

  @Override
  public Optional<Stored> read(long batch) {
    return store.read(batch);
  }
}
