package io.fairlead.auction.winner;

/**
 * How winners are found.
 *
 * @param maxWinners at most so many solutions win together
 * @param maxSteps elementary operations the search for the winners may take, and those for all
 *     reference scores together again; a hundred million take about half a second
 */
public record SelectionRule(int maxWinners, long maxSteps) {
  /** Enough for auctions of a thousand solutions in all but contrived cases. */
  public static final long DEFAULT_STEPS = 500_000_000;

  /**
   * @throws IllegalArgumentException naming the setting that makes no sense
   */
  public SelectionRule {
    if (maxWinners < 1) {
      throw new IllegalArgumentException("maxWinners must be from 1");
    }
    if (maxSteps < 0) {
      throw new IllegalArgumentException("maxSteps must not be negative");
    }
  }

  /** With the default number of steps. */
  public static SelectionRule of(int maxWinners) {
    return new SelectionRule(maxWinners, DEFAULT_STEPS);
  }
}
