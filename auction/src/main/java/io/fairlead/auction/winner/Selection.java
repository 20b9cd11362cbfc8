package io.fairlead.auction.winner;

import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who wins together, and why not more.
 *
 * @param fair solutions that pass the fairness filter, highest score first
 * @param winners of the fair ones those that win, highest score first
 * @param total of the winners' scores and what bounds it
 * @param references per winning solver: the largest total of fair solutions without the solver's
 *     own
 * @param nodes of all searches together
 * @param steps of all searches together
 */
public record Selection(
    List<Contender> fair,
    List<Contender> winners,
    Total total,
    SortedMap<String, Total> references,
    long nodes,
    long steps) {
  /**
   * A total score, native wei.
   *
   * @param achieved by a set of solutions that was found
   * @param bound no set achieves more; above {@code achieved} only if the search was cut short
   */
  public record Total(BigInteger achieved, BigInteger bound) {
    /** How much more there may be, native wei. */
    public BigInteger gap() {
      return bound.subtract(achieved);
    }

    /** Whether it is proved to be the largest. */
    public boolean exact() {
      return gap().signum() == 0;
    }
  }

  /** Copies the collections. */
  public Selection {
    fair = List.copyOf(fair);
    winners = List.copyOf(winners);
    references = Collections.unmodifiableSortedMap(new TreeMap<>(references));
  }

  /** Whether every total is proved. */
  public boolean exact() {
    return total.exact() && references.values().stream().allMatch(Total::exact);
  }
}
