package io.fairlead.relay.batch;

import java.util.Optional;

/** Where transcripts are kept. Blocking, thread safe. */
@FunctionalInterface
public interface TranscriptSource {
  /** The transcript of a batch; empty if there is none. */
  Optional<StoredTranscript> find(long batch);
}
