package io.fairlead.sequencer.journal;

import io.fairlead.sequencer.SequencerException;
import java.util.List;

/** An append-only, durable list of entries numbered from 1. Used by one thread at a time. */
public interface Journal extends AutoCloseable {

  /** Takes entries in order. */
  @FunctionalInterface
  interface Reader {
    /**
     * Takes the entry with this number.
     *
     * @throws IllegalArgumentException saying why the entry cannot be what was once written
     */
    void read(long number, JournalEntry entry);
  }

  /**
   * Hands all entries to {@code reader}, oldest first. To be called once, before {@link #append}.
   *
   * @throws SequencerException naming the first entry that is missing, damaged, or refused by the
   *     reader
   */
  void replay(Reader reader);

  /**
   * Appends all entries or none, and returns when they are on stable storage.
   *
   * @throws SequencerException if that is not certain; the journal must not be used again
   */
  void append(List<JournalEntry> entries);

  /** Number of entries. */
  long size();

  /** Releases the storage. */
  @Override
  void close();
}
