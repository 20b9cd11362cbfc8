package io.fairlead.sequencer;

/** The journal could not be written or read. */
public final class SequencerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** States what failed. */
  public SequencerException(String message, Throwable cause) {
    super(message, cause);
  }
}
