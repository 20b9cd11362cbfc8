package io.fairlead.auction.replay;

/** A transcript that cannot be replayed; the message names the line. */
public final class ReplayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong. */
  public ReplayException(String message) {
    super(message);
  }
}
