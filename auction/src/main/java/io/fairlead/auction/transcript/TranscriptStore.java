package io.fairlead.auction.transcript;

import io.fairlead.contracts.primitive.Bytes32;
import java.util.List;
import java.util.Optional;

/**
 * Keeps transcripts, one per batch. Failures of the medium are {@link TranscriptStoreException}.
 * One writer per batch.
 */
public interface TranscriptStore {
  /**
   * Starts a batch's transcript, dropping an unfinished one.
   *
   * @throws IllegalStateException if it was completed before
   */
  void begin(long batch);

  /** Adds lines, given without newline; they survive a kill once this returns. */
  void append(long batch, List<String> lines);

  /**
   * Nothing will be added any more. Does nothing if that was said before.
   *
   * @param hash running hash of all lines, which the transcript can then be found by
   */
  void complete(long batch, Bytes32 hash);

  /** The batch whose complete transcript has this hash; empty if there is none. */
  Optional<Long> find(Bytes32 hash);

  /** What is kept of a batch; empty if nothing is. */
  Optional<Stored> read(long batch);

  /**
   * A transcript.
   *
   * @param lines without newlines
   * @param complete whether it has ended
   */
  record Stored(List<String> lines, boolean complete) {
    /** Copies the list. */
    public Stored {
      lines = List.copyOf(lines);
    }
  }
}
