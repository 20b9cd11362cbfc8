package io.fairlead.relay.lane;

import io.fairlead.contracts.nonce.Nonce;
import io.fairlead.contracts.primitive.Address;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Gives out the nonces of an auctioneer's shared lane, one after another, so that the intents of
 * one batch lie in as few words as can be. No nonce is ever given to two owners; a reservation that
 * is not used is lost. Reservations are not kept over a restart. Thread safe.
 */
public final class SharedLane {
  /** How long a reservation lasts, in seconds: as long as an intent of the lane can. */
  public static final long SECONDS = 1_800;

  // Reserving is free, so what is kept is bounded: past this the oldest is given up.
  private static final int MAX_KEPT = 65_536;

  private final Address auctioneer;
  private final LongSupplier starts;
  private final Map<Nonce, Held> held =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Nonce, Held> eldest) {
          return size() > MAX_KEPT;
        }
      };
  private long series;
  private long usedSeries;
  private int bit = Nonce.PER_WORD;

  /**
   * @param auctioneer whose awards alone can use the nonces
   * @param starts each time another first series, as {@link SeriesStart#next} gives it
   */
  public SharedLane(Address auctioneer, LongSupplier starts) {
    this.auctioneer = auctioneer;
    this.starts = starts;
    this.usedSeries = SeriesStart.SERIES;
  }

  private record Held(Address owner, long until) {}

  /**
   * A nonce of the lane for one owner.
   *
   * @param expiresAt Unix seconds until which an intent with it is accepted
   */
  public record Reservation(Nonce nonce, long expiresAt) {}

  /**
   * Reserves a nonce.
   *
   * @param now Unix seconds
   */
  public synchronized Reservation reserve(Address owner, long now) {
    if (bit == Nonce.PER_WORD) {
      bit = 0;
      if (usedSeries == SeriesStart.SERIES) {
        series = starts.getAsLong();
        usedSeries = 0;
      } else {
        series++;
      }
      usedSeries++;
    }
    Nonce nonce = Nonce.shared(series, auctioneer, bit++);
    long until = now + SECONDS;
    held.put(nonce, new Held(owner, until));
    return new Reservation(nonce, until);
  }

  /**
   * Whether the nonce was given to that owner not longer than {@link #SECONDS} ago.
   *
   * @param now Unix seconds
   */
  public synchronized boolean isReserved(Nonce nonce, Address owner, long now) {
    Held found = held.get(nonce);
    return found != null && found.owner().equals(owner) && now <= found.until();
  }
}
