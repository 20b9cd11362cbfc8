package io.fairlead.auction.run;

/**
 * An auction could not be brought to its end: a port failed or the thread was interrupted. Nothing
 * is known about its last award; treat the batch as after a restart.
 */
public final class AuctionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** States what failed. */
  public AuctionException(String message, Throwable cause) {
    super(message, cause);
  }
}
