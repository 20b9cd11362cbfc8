package io.fairlead.auction.transcript;

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

  /** Nothing will be added any more. Does nothing if that was said before. */
  void complete(long batch);

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
