package io.fairlead.solver.batch.price;

import java.util.BitSet;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Which orders take part, beside what small steps of the prices decide. Where these end, some
 * orders are exactly at their limits and hold the prices; an order that moves little may hold back
 * more than it is good for. Such orders are left out one by one, those first that hold back most
 * for their size, and stay out where that scores more.
 */
final class Releases {
  private static final double STEP = 0.02;
  private static final int ROUNDS = 3;

  /** A gain below this part of the score is none. */
  private static final double ENOUGH = 1e-5;

  /** An order whose leaving costs so much of the score is not worth a second step. */
  private static final double HOPELESS = 3e-3;

  /** Programs are the fewer the larger they are; small batches try all there is. */
  private static final int MOST_WORK = 24_000;

  private static final int MOST_PROGRAMS = 200;

  private final CommonPrices prices;
  private final BitSet tried = new BitSet();
  private int programs;

  /** For a search that has ended. */
  Releases(CommonPrices prices) {
    this.prices = prices;
    int tokens = prices.tokens();
    this.programs = Math.min(MOST_PROGRAMS, MOST_WORK / (tokens * tokens + prices.wants().size()));
  }

  /**
   * Lets orders go as long as it helps; {@code prices} then goes on from there.
   *
   * @return whether one was let go
   */
  boolean search(BooleanSupplier stop) {
    CommonPrices best = prices;
    while (programs > 0 && !stop.getAsBoolean()) {
      int order = next(best);
      if (order < 0) {
        break;
      }
      tried.set(order);
      best = without(best, order).orElse(best);
    }
    if (best == prices) {
      return false;
    }
    prices.goOnFrom(best);
    return true;
  }

  /** The order not yet tried that holds back most; -1 if none is left. */
  private int next(CommonPrices from) {
    int next = -1;
    double most = 0;
    for (int order = tried.nextClearBit(0);
        order < from.wants().size();
        order = tried.nextClearBit(order + 1)) {
      double back = from.holdsBack(order);
      if (back > most) {
        most = back;
        next = order;
      }
    }
    return next;
  }

  /** A few steps without the order; empty if they do not score more. */
  private Optional<CommonPrices> without(CommonPrices from, int order) {
    double before = from.sureScore();
    CommonPrices trial = from.without(order);
    for (int round = 0; round < ROUNDS && programs > 0; round++) {
      programs--;
      if (!trial.step(STEP)) {
        break;
      }
      double after = trial.sureScore();
      if (after > before * (1 + ENOUGH)) {
        return Optional.of(trial);
      }
      if (trial.score() < before * (1 - HOPELESS)) {
        break;
      }
    }
    return Optional.empty();
  }
}
