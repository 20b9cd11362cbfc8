package io.fairlead.solver.batch.recover;

import io.fairlead.auction.partition.DisjointSets;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * Chooses lots so that orders at their limits stay within them. The best prices have several orders
 * exactly there, and lots can only come within some millionths of a price: rounded to the nearest,
 * half of these orders would drop out, and with them whatever they pay for. They form a forest over
 * the tokens, or nearly, along which every lot is rounded to the side that the order asks for. Of
 * those that close a cycle the least valuable are left to chance.
 */
final class TightLots {
  /** Closer to its limit than this an order may be lost by rounding. */
  private static final double TIGHT = 1e-4;

  private final double[] wanted;
  private final LotSteps steps;
  private final BigInteger[] lots;
  private final List<List<Limit>> near = new ArrayList<>();

  /**
   * What an order asks for.
   *
   * @param give token that it sells
   * @param take token that it buys
   * @param least wei of {@code take} per wei of {@code give}
   * @param value what is filled of it
   */
  record Limit(int give, int take, double least, double value) {}

  private TightLots(double[] wanted, LotSteps steps) {
    this.wanted = wanted;
    this.steps = steps;
    this.lots = new BigInteger[wanted.length];
    for (int token = 0; token < wanted.length; token++) {
      near.add(new ArrayList<>());
    }
  }

  /**
   * Lots near {@code wanted} wei of each token.
   *
   * @param limits of the orders that are to be filled
   * @param root a token, the first whose lot is chosen
   * @param first its lot
   * @param steps the sizes that other tokens' lots may have
   */
  static BigInteger[] of(
      double[] wanted, List<Limit> limits, int root, BigInteger first, LotSteps steps) {
    TightLots tight = new TightLots(wanted, steps);
    DisjointSets trees = new DisjointSets(wanted.length);
    limits.stream()
        .filter(tight::isTight)
        .sorted(
            Comparator.comparingDouble((Limit limit) -> -limit.value())
                .thenComparingInt(Limit::give)
                .thenComparingInt(Limit::take)
                .thenComparingDouble(limit -> -limit.least()))
        .forEach(limit -> tight.join(trees, limit));
    tight.lots[root] = first;
    tight.grow(root);
    for (int token = 0; token < wanted.length; token++) {
      if (tight.lots[token] == null) {
        tight.lots[token] = steps.near(wanted[token]);
        tight.grow(token);
      }
    }
    return tight.lots;
  }

  private boolean isTight(Limit limit) {
    double ratio = wanted[limit.take()] / wanted[limit.give()];
    return Math.abs(ratio / limit.least() - 1) <= TIGHT;
  }

  private void join(DisjointSets trees, Limit limit) {
    boolean same = near.get(limit.give()).stream().anyMatch(known -> parallel(known, limit));
    if (trees.join(limit.give(), limit.take()) || same) {
      near.get(limit.give()).add(limit);
      near.get(limit.take()).add(limit);
    }
  }

  /** Orders of one directed pair do not contradict each other. */
  private static boolean parallel(Limit one, Limit other) {
    return one.give() == other.give() && one.take() == other.take();
  }

  /** Chooses the lots of a tree from its first token on, whose own is chosen. */
  private void grow(int first) {
    Deque<Integer> open = new ArrayDeque<>(List.of(first));
    while (!open.isEmpty()) {
      int at = open.removeFirst();
      for (Limit limit : near.get(at)) {
        int other = limit.give() == at ? limit.take() : limit.give();
        if (lots[other] == null) {
          lots[other] = next(at, other);
          open.addLast(other);
        }
      }
    }
  }

  /** The lot of {@code other} that keeps all limits between it and {@code at}, which is chosen. */
  private BigInteger next(int at, int other) {
    double chosen = lots[at].doubleValue();
    double least = 0;
    double most = Double.POSITIVE_INFINITY;
    for (Limit limit : near.get(at)) {
      if (limit.give() == at && limit.take() == other) {
        least = Math.max(least, chosen * limit.least());
      } else if (limit.take() == at && limit.give() == other) {
        most = Math.min(most, chosen / limit.least());
      }
    }
    BigInteger nearest = steps.near(wanted[other]);
    double size = nearest.doubleValue();
    if (size < least * (1 + 1e-14)) {
      return steps.atLeast(least);
    }
    return size > most * (1 - 1e-14) ? steps.atMost(most) : nearest;
  }
}
