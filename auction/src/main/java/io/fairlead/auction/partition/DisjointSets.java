package io.fairlead.auction.partition;

import java.util.Arrays;

/**
 * A partition of the numbers from 0 up to a count, at first each by itself: Galler and Fischer's
 * disjoint-set forest, its paths halved as they are walked. The least number of a set stands for
 * it, so the order of joining cannot show in what is built from the sets. For one thread.
 */
public final class DisjointSets {
  private final int[] parent;

  /** Of the numbers below {@code count}, each in a set of its own. */
  public DisjointSets(int count) {
    parent = new int[count];
    Arrays.setAll(parent, number -> number);
  }

  /** Unites the sets of two numbers; whether they were apart. */
  public boolean join(int one, int other) {
    int first = least(one);
    int second = least(other);
    parent[Math.max(first, second)] = Math.min(first, second);
    return first != second;
  }

  /** Whether two numbers are in one set. */
  public boolean together(int one, int other) {
    return least(one) == least(other);
  }

  /** The least number of the set that {@code number} is in. */
  public int least(int number) {
    int at = number;
    while (parent[at] != at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  }
}
