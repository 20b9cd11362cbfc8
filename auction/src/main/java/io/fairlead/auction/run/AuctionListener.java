package io.fairlead.auction.run;

/** Sees what happens in an auction, in order, on the auction's thread. */
@FunctionalInterface
public interface AuctionListener {
  /** Must return quickly and not throw. */
  void on(AuctionEvent event);
}
