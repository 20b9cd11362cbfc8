package io.fairlead.auction.packing;

import java.math.BigInteger;
import java.util.Arrays;

/** The best choice known so far, and what a better one must reach. For one thread. */
final class Incumbent {
  /** What the search is for. */
  enum Goal {
    /** The largest weight, and whether another choice has it too. */
    OPTIMUM_AND_TIES,
    /** The largest weight. */
    OPTIMUM,
    /** Any choice that is better than what is known at the start. */
    ANY_BETTER
  }

  private final Instance instance;
  private final Goal goal;
  private BigInteger total;
  private int[] set;
  private boolean tied;
  private boolean improved;

  Incumbent(Instance instance, Goal goal, BigInteger total, int[] set) {
    this.instance = instance;
    this.goal = goal;
    this.total = total;
    this.set = set;
  }

  /** Takes a choice if it is better, and notes whether it is another one of the same weight. */
  void offer(int[] items, int count) {
    long atMost = 0;
    for (int i = 0; i < count; i++) {
      atMost += instance.up[items[i]];
    }
    if (atMost < total.shiftRight(instance.shift).longValueExact()) {
      return;
    }
    int[] offered = Arrays.copyOf(items, count);
    BigInteger weight = instance.total(offered);
    int order = weight.compareTo(total);
    if (order < 0) {
      return;
    }
    Arrays.sort(offered);
    if (order > 0) {
      total = weight;
      set = offered;
      tied = false;
      improved = true;
    } else if (!Arrays.equals(offered, set)) {
      tied = true;
    }
  }

  /** A part of the search whose bound is below this cannot change the result. */
  long threshold() {
    long floor = total.shiftRight(instance.shift).longValueExact();
    return goal == Goal.OPTIMUM_AND_TIES && !tied ? floor : floor + 1;
  }

  boolean done() {
    return goal == Goal.ANY_BETTER && improved;
  }

  boolean improved() {
    return improved;
  }

  boolean tied() {
    return tied;
  }

  BigInteger total() {
    return total;
  }

  int[] set() {
    return set;
  }
}
