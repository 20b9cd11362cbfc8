package io.fairlead.relay.solvers.shadow;

import io.fairlead.auction.transcript.TranscriptStore;
import io.fairlead.contracts.primitive.Bytes32;
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
  public void complete(long batch, Bytes32 hash) {
    store.complete(batch, hash);
    completed.accept(batch);
  }

  @Override
  public Optional<Stored> read(long batch) {
    return store.read(batch);
  }

  @Override
  public Optional<Long> find(Bytes32 hash) {
    return store.find(hash);
  }
}
