package io.fairlead.contracts.settlement;

/**
 * Which award of which batch: docs/protocol.md section 3. The contract executes at most one award
 * of each {@link #number}, so at most one for each place of a batch, whichever awards were signed
 * for it.
 *
 * @param batch number of the batch, from 1
 * @param place of the winner among the batch's winners, from 0, below {@link #PLACES}
 */
public record AuctionId(long batch, int place) {
  /** Most winners one batch can have. The contract remembers the newest 49 auctions. */
  public static final int PLACES = 8;

  private static final long MAX_BATCH = (1L << 48) / PLACES - 1;

  /**
   * @throws IllegalArgumentException if there is no such batch or place
   */
  public AuctionId {
    if (batch < 1 || batch > MAX_BATCH) {
      throw new IllegalArgumentException("no batch has the number " + batch);
    }
    checkPlace(place);
  }

  /**
   * Checks a place.
   *
   * @throws IllegalArgumentException unless it is from 0 and below {@link #PLACES}
   */
  public static void checkPlace(int place) {
    if (place < 0 || place >= PLACES) {
      throw new IllegalArgumentException("a batch has no place " + place);
    }
  }

  /**
   * The batch and place of an award.
   *
   * @param number {@link Award#auctionId}
   * @throws IllegalArgumentException if it is of no batch
   */
  public static AuctionId of(long number) {
    return new AuctionId(number / PLACES, (int) (number % PLACES));
  }

  /** What stands in the award: {@code batch * PLACES + place}. */
  public long number() {
    return batch * PLACES + place;
  }
}
