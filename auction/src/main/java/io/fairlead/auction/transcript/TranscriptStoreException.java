package io.fairlead.auction.transcript;

/** A transcript could not be written or read. */
public final class TranscriptStoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** States what failed. */
  public TranscriptStoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
