package io.fairlead.auction.packing;

import java.util.Arrays;

/**
 * Branch and bound. A node holds what is chosen and what is still open; it is cut off if the bound
 * says that it cannot change the result, shrinks by reduced costs, and branches on a row: one of
 * the items that take it, or none. For one thread.
 */
final class Search {
  private static final int ROOT_ROUNDS = 250;
  private static final int NODE_ROUNDS = 10;

  private final Instance instance;
  private final Effort effort;
  private final DualPrices prices;
  private final Greedy greedy;
  private final int[] trial;
  private final int[] chosen;
  private int chosenCount;
  private final boolean[] rowTaken;
  private Incumbent incumbent;
  private boolean cutShort;

  Search(Instance instance, Effort effort, Incumbent incumbent) {
    this.instance = instance;
    this.effort = effort;
    this.incumbent = incumbent;
    this.prices = new DualPrices(instance, effort);
    this.greedy = new Greedy(instance, effort);
    this.trial = new int[instance.size()];
    this.chosen = new int[instance.size()];
    this.rowTaken = new boolean[instance.rowCount];
  }

  /** Improves the starting choice. */
  void offerStarts() {
    greedy.offerStarts(incumbent);
  }

  /** No choice weighs more than this, in scaled units. */
  long rootBound() {
    if (instance.placesMatter()) {
      prices.startWithPlaces(instance.all(), instance.places);
    }
    return prices.bound(
        instance.all(),
        instance.places,
        instance.placesMatter(),
        incumbent.threshold(),
        ROOT_ROUNDS);
  }

  /**
   * Searches for choices that contain {@code fixed} and otherwise items of {@code open} only.
   *
   * @return whether everything was searched
   */
  boolean run(int[] fixed, int[] open, Incumbent into) {
    incumbent = into;
    cutShort = false;
    chosenCount = 0;
    Arrays.fill(rowTaken, false);
    long committed = 0;
    for (int item : fixed) {
      committed += choose(item);
    }
    explore(compatible(open), committed);
    return !cutShort;
  }

  private long choose(int item) {
    chosen[chosenCount++] = item;
    for (int row : instance.rows[item]) {
      rowTaken[row] = true;
    }
    return instance.up[item];
  }

  private void undoTo(int count) {
    while (chosenCount > count) {
      for (int row : instance.rows[chosen[--chosenCount]]) {
        rowTaken[row] = false;
      }
    }
  }

  private boolean stopped() {
    if (incumbent.done()) {
      return true;
    }
    if (effort.exhausted()) {
      cutShort = true;
    }
    return cutShort;
  }

  private void explore(int[] items, long before) {
    if (stopped()) {
      return;
    }
    effort.node();
    int mark = chosenCount;
    int[] open = items;
    long committed = before;
    while (true) {
      int places = instance.places - chosenCount;
      if (open.length == 0 || places == 0) {
        incumbent.offer(chosen, chosenCount);
        break;
      }
      long bound =
          prices.bound(
              open,
              places,
              instance.placesMatter(),
              incumbent.threshold() - committed,
              NODE_ROUNDS);
      if (committed + bound < incumbent.threshold() || stopped()) {
        break;
      }
      offerRounded(open, places);
      long slack = committed + bound - incumbent.threshold();
      int decided = chosenCount;
      if (!chooseForced(open, slack)) {
        break;
      }
      for (int i = decided; i < chosenCount; i++) {
        committed += instance.up[chosen[i]];
      }
      int[] left = remaining(open, slack);
      boolean shrunk = left.length < open.length;
      open = left;
      if (!shrunk) {
        branch(open, committed);
        break;
      }
    }
    undoTo(mark);
  }

  private void offerRounded(int[] open, int places) {
    System.arraycopy(chosen, 0, trial, 0, chosenCount);
    incumbent.offer(trial, greedy.pack(open, prices.reduced, places, trial, chosenCount));
  }

  /** Items without which the bound is too low; {@code false} if they exclude each other. */
  private boolean chooseForced(int[] open, long slack) {
    for (int item : open) {
      if (prices.reduced[item] > 0 && slack - prices.reduced[item] < 0) {
        if (!free(item) || chosenCount == instance.places) {
          return false;
        }
        choose(item);
      }
    }
    return true;
  }

  /** Open items that are still free and could be part of a choice that changes the result. */
  private int[] remaining(int[] open, long slack) {
    int[] left = new int[open.length];
    int count = 0;
    for (int item : open) {
      if (slack + Math.min(0, prices.reduced[item]) >= 0 && free(item)) {
        left[count++] = item;
      }
    }
    effort.spend(open.length);
    return Arrays.copyOf(left, count);
  }

  private int[] compatible(int[] open) {
    effort.spend(3L * open.length);
    int[] left = new int[open.length];
    int count = 0;
    for (int item : open) {
      if (free(item)) {
        left[count++] = item;
      }
    }
    return Arrays.copyOf(left, count);
  }

  private boolean free(int item) {
    for (int row : instance.rows[item]) {
      if (rowTaken[row]) {
        return false;
      }
    }
    return true;
  }

  private void branch(int[] open, long committed) {
    int row = branchingRow(open);
    int[] takers = takers(open, row);
    int[] others = new int[open.length - takers.length];
    int count = 0;
    for (int item : open) {
      if (!takes(item, row)) {
        others[count++] = item;
      }
    }
    for (int item : takers) {
      if (stopped()) {
        return;
      }
      choose(item);
      explore(compatible(others), committed + instance.up[item]);
      undoTo(chosenCount - 1);
    }
    explore(others, committed);
  }

  /** The dearest row that an item takes, the first of them. */
  private int branchingRow(int[] open) {
    int best = -1;
    for (int item : open) {
      for (int row : instance.rows[item]) {
        if (best < 0
            || prices.price(row) > prices.price(best)
            || (prices.price(row) == prices.price(best) && row < best)) {
          best = row;
        }
      }
      effort.spend(instance.rows[item].length);
    }
    return best;
  }

  private int[] takers(int[] open, int row) {
    return Arrays.stream(open)
        .filter(item -> takes(item, row))
        .boxed()
        .sorted((a, b) ->
            prices.reduced[a] == prices.reduced[b]
                ? Integer.compare(a, b)
                : Long.compare(prices.reduced[b], prices.reduced[a]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private boolean takes(int item, int row) {
    for (int taken : instance.rows[item]) {
      if (taken == row) {
        return true;
      }
    }
    return false;
  }
}
