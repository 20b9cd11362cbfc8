package io.fairlead.auction.packing;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Leaves out items that another one can always stand in for: it takes no resource they do not take,
 * and weighs more, or the same and comes earlier.
 */
final class Domination {
  private static final int NONE = -1;

  private final Effort effort;
  private final int[][] rows;
  private final int[] uses;
  private final int[] mark;

  /** Per row, the last survivor whose rarest row it is, and to each survivor the one before it. */
  private final int[] last;

  private final int[] before;

  private Domination(List<PackingItem> items, Effort effort) {
    this.effort = effort;
    Map<Integer, Integer> numbers = new HashMap<>();
    this.rows = new int[items.size()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] =
          items.get(i).resources().stream()
              .mapToInt(resource -> numbers.computeIfAbsent(resource, _ -> numbers.size()))
              .toArray();
    }
    this.uses = new int[numbers.size()];
    this.mark = new int[numbers.size()];
    this.last = new int[numbers.size()];
    this.before = new int[rows.length];
    Arrays.fill(mark, NONE);
    Arrays.fill(last, NONE);
    for (int[] taken : rows) {
      for (int row : taken) {
        uses[row]++;
      }
    }
  }

  /**
   * Positions of the items that are left, ascending. Stops looking when {@code effort} is spent.
   */
  static int[] survivors(List<PackingItem> items, Effort effort) {
    Domination domination = new Domination(items, effort);
    return IntStream.range(0, items.size())
        .boxed()
        .sorted(
            Comparator.comparing((Integer i) -> items.get(i).weight())
                .reversed()
                .thenComparing(Comparator.naturalOrder()))
        .mapToInt(Integer::intValue)
        .filter(domination::survives)
        .sorted()
        .toArray();
  }

  /** Asked in falling order of weight: every survivor so far weighs as much or comes earlier. */
  private boolean survives(int item) {
    if (!effort.exhausted() && dominated(item)) {
      return false;
    }
    int rarest = rows[item][0];
    for (int row : rows[item]) {
      if (uses[row] < uses[rarest]) {
        rarest = row;
      }
    }
    before[item] = last[rarest];
    last[rarest] = item;
    return true;
  }

  private boolean dominated(int item) {
    for (int row : rows[item]) {
      mark[row] = item;
    }
    long touched = rows[item].length;
    boolean found = false;
    for (int i = 0; i < rows[item].length && !found; i++) {
      for (int other = last[rows[item][i]]; other != NONE && !found; other = before[other]) {
        touched += 2;
        found = true;
        for (int j = 0; j < rows[other].length && found; j++) {
          found = mark[rows[other][j]] == item;
          touched++;
        }
      }
    }
    effort.spend(touched);
    return found;
  }
}
