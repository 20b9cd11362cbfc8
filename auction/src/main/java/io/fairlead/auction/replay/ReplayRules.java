package io.fairlead.auction.replay;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * By what rules auctions are held again.
 *
 * @param selection who may win
 * @param maxWinners at most so many solutions win together; 1 for {@link Kind#SINGLE} and {@link
 *     Kind#RECORDED}
 * @param without solvers whose recorded bids are left out
 */
public record ReplayRules(Kind selection, int maxWinners, SortedSet<String> without) {
  /** How winners are found. */
  public enum Kind {
    /**
     * As the transcript's own rules say: its number of winners, its search, its limit for solvers
     * of low standing. The usual rules if it was given up before it had any.
     */
    RECORDED("recorded"),
    /** The one solution with the highest score above zero, whatever others offer a pair. */
    SINGLE("single"),
    /** The fair solutions with the largest total that do not touch each other. */
    COMBINATORIAL("combinatorial");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** The word on the command line. */
    public String text() {
      return text;
    }
  }

  /**
   * Copies the set.
   *
   * @throws IllegalArgumentException if the numbers make no sense
   */
  public ReplayRules {
    without = Collections.unmodifiableSortedSet(new TreeSet<>(without));
    if (maxWinners < 1) {
      throw new IllegalArgumentException("maxWinners must be from 1");
    }
    if (selection != Kind.COMBINATORIAL && maxWinners != 1) {
      throw new IllegalArgumentException("only the combinatorial selection takes a number");
    }
  }

  /** All recorded bids, winners by the rules that the auction was held by. */
  public static ReplayRules recorded() {
    return new ReplayRules(Kind.RECORDED, 1, new TreeSet<>());
  }

  /** All recorded bids, one winner. */
  public static ReplayRules single() {
    return new ReplayRules(Kind.SINGLE, 1, new TreeSet<>());
  }
}
