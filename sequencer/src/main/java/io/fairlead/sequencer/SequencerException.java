package io.fairlead.sequencer;

import org.jspecify.annotations.Nullable;

/** A command was not carried out, and nothing was promised, for a reason that is not its own. */
public final class SequencerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What stood in the way. */
  public enum Reason {
    /** The journal could not be read or written; the sequencer must be opened anew. */
    JOURNAL,
    /** The journal's queue is full; trying again later can succeed. */
    OVERLOADED,
    /** The sequencer was closed. */
    CLOSED
  }

  private final Reason reason;

  /** States what failed in the journal. */
  public SequencerException(String message, @Nullable Throwable cause) {
    this(Reason.JOURNAL, message, cause);
  }

  /** States what failed. */
  public SequencerException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** What stood in the way. */
  public Reason reason() {
    return reason;
  }
}
