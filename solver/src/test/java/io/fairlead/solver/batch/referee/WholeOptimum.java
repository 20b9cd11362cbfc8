package io.fairlead.solver.batch.referee;

import io.fairlead.solver.batch.demand.Want;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The most that can be scored at one price per token where some orders are filled wholly or not at
 * all: every subset of them is filled in turn, and the others left out. Amounts are real numbers;
 * what can be settled to the wei is less.
 */
final class WholeOptimum {
  private WholeOptimum() {}

  /**
   * What came of it.
   *
   * @param best what is scored at some prices
   * @param bound no settlement scores more
   */
  record Found(double best, double bound) {}

  /**
   * Searches.
   *
   * @param bargain of all orders
   * @param whole those that are filled wholly or not at all
   */
  static Found search(Bargain bargain, BitSet whole, double tolerance, int mostBoxes) {
    int[] some = whole.stream().toArray();
    double best = 0;
    double bound = 0;
    for (int set = (1 << some.length) - 1; set >= 0; set--) {
      CommonPriceOptimum optimum =
          new CommonPriceOptimum(with(bargain, some, set), tolerance, mostBoxes);
      optimum.know(best);
      CommonPriceOptimum.Found found = optimum.search();
      best = Math.max(best, found.best());
      bound = Math.max(bound, found.bound());
    }
    return new Found(best, bound);
  }

  private static Bargain with(Bargain bargain, int[] whole, int set) {
    BitSet omitted = new BitSet();
    for (int i = 0; i < whole.length; i++) {
      omitted.set(whole[i], (set >> i & 1) == 0);
    }
    List<Want> kept = new ArrayList<>();
    BitSet filled = new BitSet();
    for (int i = 0; i < bargain.orders().size(); i++) {
      int order = i;
      boolean in = Arrays.stream(whole).anyMatch(one -> one == order);
      if (!omitted.get(i)) {
        filled.set(kept.size(), in);
        kept.add(bargain.orders().get(i));
      }
    }
    return new Bargain(bargain.tokens(), kept, bargain.makers(), filled);
  }
}
