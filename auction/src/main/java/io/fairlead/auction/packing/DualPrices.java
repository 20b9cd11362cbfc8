package io.fairlead.auction.packing;

import java.util.Arrays;

/**
 * An upper bound by Lagrangian duality: whatever prices at or above zero the rows and the places
 * have, no choice weighs more than all prices together plus what each item weighs beyond the prices
 * of what it takes, where that is above zero (Geoffrion, "Lagrangean relaxation for integer
 * programming", 1974). Prices move by subgradient steps of Polyak's length. They are kept between
 * calls: any prices give a valid bound, and those of a neighbouring node a good one.
 */
final class DualPrices {
  private static final int PATIENCE = 4;
  private static final int SMALLEST_STEP = 7;

  private final Instance instance;
  private final Effort effort;
  private final long[] price;
  private final long[] ceiling;
  private final long[] bestPrice;
  private final int[] cover;
  private final int[] activeRows;
  private int activeCount;
  private final long highest;
  private long placePrice;
  private long bestPlacePrice;
  private int taken;

  /** What each item weighs beyond the prices of its rows and a place, as of the last bound. */
  final long[] reduced;

  DualPrices(Instance instance, Effort effort) {
    this.instance = instance;
    this.effort = effort;
    this.price = new long[instance.rowCount];
    this.ceiling = new long[instance.rowCount];
    this.bestPrice = new long[instance.rowCount];
    this.cover = new int[instance.rowCount];
    this.activeRows = new int[instance.rowCount];
    this.reduced = new long[instance.size()];
    long top = 0;
    for (int i = 0; i < instance.size(); i++) {
      int width = instance.rows[i].length;
      long share = (instance.up[i] + width - 1) / width;
      top = Math.max(top, instance.up[i]);
      for (int row : instance.rows[i]) {
        price[row] = Math.max(price[row], share);
        ceiling[row] = Math.max(ceiling[row], instance.up[i]);
      }
    }
    this.highest = top;
  }

  long price(int row) {
    return price[row];
  }

  /**
   * Starts anew with prices of places only, if that bounds {@code items} better: with few places
   * the rows hardly matter.
   */
  void startWithPlaces(int[] items, int places) {
    long[] heaviest = Arrays.stream(items).mapToLong(item -> instance.up[item]).sorted().toArray();
    collectRows(items);
    long before = evaluate(items, places);
    long[] rowPrices = price.clone();
    Arrays.fill(price, 0);
    placePrice = heaviest[heaviest.length - places];
    if (evaluate(items, places) >= before) {
      System.arraycopy(rowPrices, 0, price, 0, price.length);
      placePrice = 0;
    }
  }

  /**
   * No choice of at most {@code places} of {@code items} weighs more than this. Stops early once
   * the bound is below {@code target}.
   */
  long bound(int[] items, int places, boolean placesMatter, long target, int rounds) {
    collectRows(items);
    if (!placesMatter) {
      placePrice = 0;
    }
    long best = Long.MAX_VALUE;
    int halvings = 0;
    int stalled = 0;
    for (int round = 0; ; round++) {
      long bound = evaluate(items, places);
      if (bound < best) {
        best = bound;
        keep();
        stalled = 0;
      } else if (++stalled >= PATIENCE) {
        stalled = 0;
        halvings++;
      }
      if (best < target || round >= rounds || halvings > SMALLEST_STEP || effort.exhausted()) {
        break;
      }
      if (!step(places, placesMatter, bound - target + 1, halvings)) {
        break;
      }
    }
    restore();
    evaluate(items, places);
    return best;
  }

  private void collectRows(int[] items) {
    Arrays.fill(cover, 0);
    activeCount = 0;
    long touched = instance.rowCount;
    for (int item : items) {
      touched += instance.rows[item].length;
      for (int row : instance.rows[item]) {
        if (cover[row]++ == 0) {
          activeRows[activeCount++] = row;
        }
      }
    }
    effort.spend(touched);
  }

  private long evaluate(int[] items, int places) {
    long total = placePrice * places;
    for (int i = 0; i < activeCount; i++) {
      total += price[activeRows[i]];
      cover[activeRows[i]] = 0;
    }
    taken = 0;
    long touched = (long) activeCount + items.length;
    for (int item : items) {
      long beyond = instance.up[item] - placePrice;
      int[] rows = instance.rows[item];
      for (int row : rows) {
        beyond -= price[row];
      }
      touched += rows.length;
      reduced[item] = beyond;
      if (beyond > 0) {
        total += beyond;
        taken++;
        for (int row : rows) {
          cover[row]++;
        }
      }
    }
    effort.spend(touched);
    return total;
  }

  /** Moves prices towards a lower bound; {@code false} if there is no direction left. */
  private boolean step(int places, boolean placesMatter, long excess, int halvings) {
    long norm = 0;
    for (int i = 0; i < activeCount; i++) {
      long slope = slope(activeRows[i]);
      norm += slope * slope;
    }
    long placeSlope = placesMatter ? places - taken : 0;
    if (placeSlope > 0 && placePrice == 0) {
      placeSlope = 0;
    }
    norm += placeSlope * placeSlope;
    if (norm == 0) {
      return false;
    }
    long length = Math.max(1, ((excess + (excess >> 1)) >> halvings) / norm);
    for (int i = 0; i < activeCount; i++) {
      int row = activeRows[i];
      price[row] = Math.clamp(price[row] - length * slope(row), 0, ceiling[row]);
    }
    placePrice = Math.clamp(placePrice - length * placeSlope, 0, highest);
    return true;
  }

  private long slope(int row) {
    long slope = 1L - cover[row];
    return slope > 0 && price[row] == 0 ? 0 : slope;
  }

  private void keep() {
    for (int i = 0; i < activeCount; i++) {
      bestPrice[activeRows[i]] = price[activeRows[i]];
    }
    bestPlacePrice = placePrice;
  }

  private void restore() {
    for (int i = 0; i < activeCount; i++) {
      price[activeRows[i]] = bestPrice[activeRows[i]];
    }
    placePrice = bestPlacePrice;
  }
}
