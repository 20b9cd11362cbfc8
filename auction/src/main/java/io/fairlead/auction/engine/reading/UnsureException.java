package io.fairlead.auction.engine.reading;

/** A text is not in the usual form; whether it is wrong is for others to say. Costs little. */
final class UnsureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnsureException() {
    super(null, null, false, false);
  }
}
