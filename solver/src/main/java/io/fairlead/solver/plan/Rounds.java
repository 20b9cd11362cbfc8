package io.fairlead.solver.plan;

import java.util.Arrays;

/**
 * How a cycle is walked with what is in hand: each round with as much as there is, what the rounds
 * before have gained included, until the cycle carries no more or a round gains less than it costs.
 *
 * @param walks value that goes around in each round, at the dual's prices
 * @param gain what the rounds gain together
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record Rounds(double[] walks, double gain) {
  /** Amounts tried, each less by the square root of two. */
  private static final int SEEDS = 16;

  /**
   * The rounds that begin with {@code seed} in hand. A pool gains on a part {@code x} of its best
   * trade about {@code x (2 - x)} of the whole.
   *
   * @param value that the cycle carries
   * @param whole what it gains on all of that
   * @param cost of a round
   * @param most rounds
   */
  static Rounds of(double value, double whole, double seed, double cost, int most) {
    double[] walks = new double[Math.max(0, most)];
    double held = seed;
    double walked = 0;
    int rounds = 0;
    while (rounds < walks.length && walked < value) {
      double walk = Math.min(held, value - walked);
      double part = walk / value;
      double gained = whole * part * (2 - 2 * walked / value - part);
      if (!(gained > cost)) {
        break;
      }
      walks[rounds++] = walk;
      walked += walk;
      held += gained;
    }
    return new Rounds(Arrays.copyOf(walks, rounds), held - seed);
  }

  /**
   * The rounds that begin with as much of {@code available} as is best.
   *
   * @param loss part of it that is lost on the way there and back
   */
  static Begun begun(ArcGraph.Cycle cycle, double available, double loss, double cost, int most) {
    Begun best = new Begun(0, new Rounds(new double[0], 0), 0);
    for (int halvings = 0; halvings < SEEDS; halvings++) {
      double seed = available * Math.pow(2, -0.5 * halvings);
      Rounds rounds = of(cycle.value(), cycle.gain(), seed, cost, most);
      double net = rounds.gain() - rounds.count() * cost - loss * seed;
      best = net > best.net() ? new Begun(seed, rounds, net) : best;
    }
    return best;
  }

  /**
   * Rounds and what they begin with.
   *
   * @param seed value that sets out
   * @param net gain less what the rounds cost and what is lost on the way
   */
  record Begun(double seed, Rounds rounds, double net) {}

  int count() {
    return walks.length;
  }
}
