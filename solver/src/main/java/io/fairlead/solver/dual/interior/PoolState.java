package io.fairlead.solver.dual.interior;

import java.util.Arrays;

/**
 * Where the pools stand: what comes out of and goes into each coin, the slack of each pool's mean,
 * the multipliers that complement these, and the direction in which all of them are to change.
 */
final class PoolState {
  private static final double MOST_AT_FIRST = 0.1;
  private static final double LEAST_SLACK = 1e-2;

  /** A little more than one, so that a whole step is possible. */
  private static final double LONGEST = 1.02;

  final double[] out;
  final double[] in;
  final double[] outSlack;
  final double[] inSlack;
  final double[] balance;
  final double[] multiplier;
  final double[] slack;
  final double[] outChange;
  final double[] inChange;
  final double[] outSlackChange;
  final double[] inSlackChange;
  final double[] multiplierChange;
  final double[] slackChange;

  /** Products of changes, which a corrector takes into account. */
  final double[] outExtra;

  final double[] inExtra;
  final double[] slackExtra;
  private final Curves pools;

  PoolState(Curves pools) {
    this.pools = pools;
    int coins = pools.coins();
    int size = pools.size();
    out = new double[coins];
    in = new double[coins];
    outSlack = new double[coins];
    inSlack = new double[coins];
    balance = new double[coins];
    outChange = new double[coins];
    inChange = new double[coins];
    outSlackChange = new double[coins];
    inSlackChange = new double[coins];
    outExtra = new double[coins];
    inExtra = new double[coins];
    multiplier = new double[size];
    slack = new double[size];
    multiplierChange = new double[size];
    slackChange = new double[size];
    slackExtra = new double[size];
  }

  /** Puts a pool where its products are {@code target}, about. */
  void begin(int pool, double target, double[] price, double[] marginal) {
    double gamma = pools.gamma[pool];
    int from = pools.start[pool];
    int to = pools.start[pool + 1];
    double sum = 0;
    for (int c = from; c < to; c++) {
      sum += price[pools.token[c]] * pools.unit[c] / marginal[c];
    }
    multiplier[pool] = sum / (to - from) * (1 + 0.5 * (1 - gamma));
    slack[pool] = target / multiplier[pool];
    for (int c = from; c < to; c++) {
      double here = price[pools.token[c]] * pools.unit[c];
      double dearer = Math.max(LEAST_SLACK, multiplier[pool] * marginal[c] - here);
      out[c] = Math.min(target / dearer, MOST_AT_FIRST * pools.reserve[c]);
      in[c] = out[c] / gamma;
      outSlack[c] = target / out[c];
      inSlack[c] = target / in[c];
      balance[c] = pools.reserve[c];
    }
  }

  /** Number of complementary products. */
  int count() {
    int count = 0;
    for (int i = 0; i < pools.liveCount(); i++) {
      int pool = pools.live[i];
      count += 2 * (pools.start[pool + 1] - pools.start[pool]) + 1;
    }
    return count;
  }

  /** Their sum, relative to each pool's measure, after a step of length {@code t}. */
  double products(double t) {
    double sum = 0;
    for (int i = 0; i < pools.liveCount(); i++) {
      int pool = pools.live[i];
      double part =
          (slack[pool] + t * slackChange[pool]) * (multiplier[pool] + t * multiplierChange[pool]);
      for (int c = pools.start[pool]; c < pools.start[pool + 1]; c++) {
        part += (out[c] + t * outChange[c]) * (outSlack[c] + t * outSlackChange[c]);
        part += (in[c] + t * inChange[c]) * (inSlack[c] + t * inSlackChange[c]);
      }
      sum += part / pools.measure[pool];
    }
    return sum;
  }

  /** Writes the value of what flows out of all pools, by token. */
  void flows(double[] flow) {
    Arrays.fill(flow, 0);
    for (int i = 0; i < pools.liveCount(); i++) {
      int pool = pools.live[i];
      for (int c = pools.start[pool]; c < pools.start[pool + 1]; c++) {
        flow[pools.token[c]] += pools.unit[c] * (out[c] - in[c]);
      }
    }
  }

  /** The same of the changes. */
  void flowChanges(double[] flow) {
    Arrays.fill(flow, 0);
    for (int i = 0; i < pools.liveCount(); i++) {
      int pool = pools.live[i];
      for (int c = pools.start[pool]; c < pools.start[pool + 1]; c++) {
        flow[pools.token[c]] += pools.unit[c] * (outChange[c] - inChange[c]);
      }
    }
  }

  void noExtra() {
    Arrays.fill(outExtra, 0);
    Arrays.fill(inExtra, 0);
    Arrays.fill(slackExtra, 0);
  }

  void takeExtra() {
    for (int i = 0; i < pools.liveCount(); i++) {
      int pool = pools.live[i];
      slackExtra[pool] = slackChange[pool] * multiplierChange[pool];
      for (int c = pools.start[pool]; c < pools.start[pool + 1]; c++) {
        outExtra[c] = outChange[c] * outSlackChange[c];
        inExtra[c] = inChange[c] * inSlackChange[c];
      }
    }
  }

  /** The longest step that keeps everything at least zero, at most a little over one. */
  double longest() {
    double length = LONGEST;
    for (int i = 0; i < pools.liveCount(); i++) {
      int pool = pools.live[i];
      double gamma = pools.gamma[pool];
      length = limit(length, slack[pool], slackChange[pool]);
      length = limit(length, multiplier[pool], multiplierChange[pool]);
      for (int c = pools.start[pool]; c < pools.start[pool + 1]; c++) {
        length = limit(length, out[c], outChange[c]);
        length = limit(length, in[c], inChange[c]);
        length = limit(length, outSlack[c], outSlackChange[c]);
        length = limit(length, inSlack[c], inSlackChange[c]);
        length = limit(length, balance[c], gamma * inChange[c] - outChange[c]);
      }
    }
    return length;
  }

  static double limit(double length, double value, double change) {
    return value + length * change < 0 ? -value / change : length;
  }

  void move(double t) {
    for (int i = 0; i < pools.liveCount(); i++) {
      int pool = pools.live[i];
      slack[pool] += t * slackChange[pool];
      multiplier[pool] += t * multiplierChange[pool];
      for (int c = pools.start[pool]; c < pools.start[pool + 1]; c++) {
        out[c] += t * outChange[c];
        in[c] += t * inChange[c];
        outSlack[c] += t * outSlackChange[c];
        inSlack[c] += t * inSlackChange[c];
        // Not from what went out and in, which may cancel to less than nothing.
        balance[c] += t * (pools.gamma[pool] * inChange[c] - outChange[c]);
      }
    }
  }
}
