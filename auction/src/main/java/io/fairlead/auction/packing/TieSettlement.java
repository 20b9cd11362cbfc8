package io.fairlead.auction.packing;

import io.fairlead.auction.packing.Incumbent.Goal;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * Of all choices with the largest weight, finds the one that decides every tie for the earlier
 * item: walking the items in order, each is in if some choice with the largest weight has it beside
 * those already in. For one thread.
 */
final class TieSettlement {
  private final Instance instance;
  private final Search search;
  private final BigInteger optimum;
  private int[] current;

  TieSettlement(Instance instance, Search search, Incumbent known) {
    this.instance = instance;
    this.search = search;
    this.optimum = known.total();
    this.current = known.set();
  }

  /** Returns whether every tie could be settled before the search ran out of steps. */
  boolean settle() {
    int[] fixed = new int[instance.size()];
    int count = 0;
    boolean[] out = new boolean[instance.size()];
    for (int item = 0; item < instance.size() && count < current.length; item++) {
      if (Arrays.binarySearch(current, item) < 0 && !excluded(item, fixed, count)) {
        fixed[count] = item;
        Incumbent other =
            new Incumbent(instance, Goal.ANY_BETTER, optimum.subtract(BigInteger.ONE), new int[0]);
        boolean whole = search.run(Arrays.copyOf(fixed, count + 1), open(out, item), other);
        if (!whole) {
          return false;
        }
        if (other.improved()) {
          current = other.set();
        }
      }
      if (Arrays.binarySearch(current, item) >= 0) {
        fixed[count++] = item;
      } else {
        out[item] = true;
      }
    }
    return true;
  }

  int[] set() {
    return current;
  }

  private boolean excluded(int item, int[] fixed, int count) {
    if (count >= instance.places) {
      return true;
    }
    for (int i = 0; i < count; i++) {
      for (int row : instance.rows[fixed[i]]) {
        for (int own : instance.rows[item]) {
          if (row == own) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private int[] open(boolean[] out, int after) {
    int[] open = new int[instance.size()];
    int count = 0;
    for (int item = after + 1; item < open.length; item++) {
      if (!out[item]) {
        open[count++] = item;
      }
    }
    return Arrays.copyOf(open, count);
  }
}
