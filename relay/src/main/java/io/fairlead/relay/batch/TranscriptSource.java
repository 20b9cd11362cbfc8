package io.fairlead.relay.batch;

import io.fairlead.auction.transcript.RunningHash;
import io.fairlead.auction.transcript.TranscriptStore;
import io.fairlead.contracts.primitive.Bytes32;
import java.util.Optional;

/** Where transcripts are kept. Blocking, thread safe. */
@FunctionalInterface
public interface TranscriptSource {
  /** The transcript of a batch; empty if there is none. */
  Optional<StoredTranscript> find(long batch);

  /** The batch whose complete transcript has this hash; empty if there is none. */
  default Optional<Long> batch(Bytes32 hash) {
    return Optional.empty();
  }

  /** What a node keeps. */
  static TranscriptSource of(TranscriptStore store) {
    return new TranscriptSource() {
      @Override
      public Optional<StoredTranscript> find(long batch) {
        return store
            .read(batch)
            .map(stored ->
                new StoredTranscript(
                    RunningHash.of(stored.lines()).value(), stored.complete(), stored.lines()));
      }

      @Override
      public Optional<Long> batch(Bytes32 hash) {
        return store.find(hash);
      }
    };
  }
}
