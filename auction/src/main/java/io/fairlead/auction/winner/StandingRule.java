package io.fairlead.auction.winner;

/**
 * How a solver's standing follows from its awards, and what it means. Standing is the share of a
 * solver's latest awards that settled, smoothed exponentially, in millionths ("ppm"). With {@code
 * s} the standing before an award and {@code w} the window,
 *
 * <ul>
 *   <li>it settled: {@code s + ceil((1,000,000 - s) / w)};
 *   <li>it did not: {@code s - floor(s / w)}.
 * </ul>
 *
 * <p>Both roundings favour the solver, so that the full standing can be reached again. A solver
 * below the minimum wins at most one place of a batch: its failures then cost a batch one
 * settlement, and it can still win with its best solution and regain its standing. Nobody can be
 * shut out that way, whoever makes the awards.
 *
 * @param window how many awards the rate is smoothed over, from 1
 * @param minimum ppm, below which a solver is limited; 0 limits nobody
 */
public record StandingRule(int window, int minimum) {
  /** The standing of a solver without an award that did not settle, ppm. */
  public static final int FULL = 1_000_000;

  /** Over 16 awards, limited below one half: about eleven failures in a row. */
  public static final StandingRule DEFAULT = new StandingRule(16, FULL / 2);

  /**
   * @throws IllegalArgumentException naming the setting that makes no sense
   */
  public StandingRule {
    if (window < 1) {
      throw new IllegalArgumentException("window must be from 1");
    }
    if (minimum < 0 || minimum > FULL) {
      throw new IllegalArgumentException("minimum must be from 0 to " + FULL);
    }
  }

  /** The standing after one more award, ppm. */
  public int after(int standing, boolean settled) {
    return settled
        ? standing + Math.ceilDiv(FULL - standing, window)
        : standing - standing / window;
  }
}
