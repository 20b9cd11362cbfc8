package io.fairlead.auction.packing;

import java.math.BigInteger;
import java.util.List;

/**
 * What was chosen.
 *
 * @param chosen positions in the list of items, ascending
 * @param total weight of the chosen
 * @param bound no choice weighs more; equal to {@code total} unless the search was cut short
 * @param tiesSettled whether, of several choices with this weight, this is the one {@link
 *     PackingSolver} describes; {@code true} too if nobody asked for that
 * @param nodes of the search tree
 * @param steps elementary operations, the unit in which the search is limited
 */
public record Packing(
    List<Integer> chosen,
    BigInteger total,
    BigInteger bound,
    boolean tiesSettled,
    long nodes,
    long steps) {
  /** Copies the list. */
  public Packing {
    chosen = List.copyOf(chosen);
  }

  /** Whether it is proved that no choice weighs more. */
  public boolean exact() {
    return total.equals(bound);
  }
}
