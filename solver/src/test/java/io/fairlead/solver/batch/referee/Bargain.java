package io.fairlead.solver.batch.referee;

import io.fairlead.solver.batch.demand.Want;
import java.util.BitSet;
import java.util.List;

/**
 * What the referee judges: orders and makers' orders over some tokens.
 *
 * @param tokens how many
 * @param orders filled at the common prices, in any part
 * @param makers filled at their own rates, in any part; the amount they take is their size
 * @param filled orders that are filled wholly in any case
 */
record Bargain(int tokens, List<Want> orders, List<Want> makers, BitSet filled) {
  private static final double FARTHER_WITH_MAKERS = 6;

  /** Copies the lists. */
  Bargain {
    orders = List.copyOf(orders);
    makers = List.copyOf(makers);
    filled = (BitSet) filled.clone();
  }

  Bargain(int tokens, List<Want> orders, List<Want> makers) {
    this(tokens, orders, makers, new BitSet());
  }

  /** Everywhere that the orders filled in any case can be. */
  PriceBox everywhere() {
    PriceBox box = PriceBox.of(tokens, farthest());
    for (int i = filled.nextSetBit(0); i >= 0; i = filled.nextSetBit(i + 1)) {
      box = box.with(orders.get(i).give(), orders.get(i).take(), orders.get(i).limit());
    }
    return box;
  }

  /**
   * No two tokens that trade with each other need prices farther apart: they lie on a cycle of
   * trades, each of which bounds a difference, and others can be moved along. Makers trade at their
   * own rates whatever the prices, so with them nothing bounds a difference: six times as far is
   * looked at.
   */
  double farthest() {
    double most = 0;
    for (Want order : orders) {
      most = Math.max(most, -order.limit());
    }
    for (Want maker : makers) {
      most = Math.max(most, Math.abs(maker.limit()));
    }
    return (makers.isEmpty() ? 1 : FARTHER_WITH_MAKERS) * tokens * most;
  }

  static int fixed(Want order) {
    return order.fixedGive() ? order.give() : order.take();
  }
}
