package io.fairlead.auction.replay;

/** A transcript that cannot be replayed; the message names the line. */
public final class ReplayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ReplayException(String message) {
    super(message);
  }
}
