package io.fairlead.auction.run;

/**
 * No solver gave a usable answer in time: all were late, out of reach or failed. Nothing is known
 * about the price; the same question may have an answer a moment later.
 */
public final class SolversUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** States who was asked. */
  public SolversUnavailableException(String message) {
    super(message);
  }
}
