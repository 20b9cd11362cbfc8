package io.fairlead.solver.dual.interior;

import io.fairlead.solver.dual.linear.SparseCholesky;

/**
 * Eliminates the pools from the linear system of a step. With {@code l} the multiplier of a pool's
 * mean {@code H(y)}, {@code h} its gradient and {@code p} the coins' prices, the conditions are
 *
 * <pre>
 *   l h - p = outSlack    p - gamma l h = inSlack    H(y) = slack    y = R - out + gamma in
 *   out outSlack = in inSlack = slack l = mu
 * </pre>
 *
 * Linearised, each coin's changes follow from its price's and from two numbers of the pool: the
 * change of {@code l} and, in a stable pool, that of the sum of its balances, since {@code H}'s
 * second derivative is {@code -diag(w / y^2)} and, in a stable pool, {@code -(a/K)^2 1 1'} besides.
 * So what is left over for the tokens is a diagonal and two outer products per pool.
 */
final class PoolSystem {
  private final Curves pools;
  private final PoolState state;

  /** Gradient of the mean. */
  private final double[] marginal;

  private final double[] easeOut;
  private final double[] easeIn;
  private final double[] beta;

  /** What a change of price moves of a coin's balance, the pool's two numbers held. */
  private final double[] moves;

  /** How much of a coin's second derivative counts. */
  private final double[] damped;

  private final double[] sideOut;
  private final double[] sideIn;
  private final double[] moved;
  private final double[] mean;

  /** Inverse of the system of the two numbers. */
  private final double[] inverse11;

  private final double[] inverse12;
  private final double[] inverse22;
  private final double[] side1;
  private final double[] side2;

  PoolSystem(Curves pools, PoolState state) {
    this.pools = pools;
    this.state = state;
    int coins = pools.coins();
    int size = pools.size();
    marginal = new double[coins];
    easeOut = new double[coins];
    easeIn = new double[coins];
    beta = new double[coins];
    moves = new double[coins];
    damped = new double[coins];
    sideOut = new double[coins];
    sideIn = new double[coins];
    moved = new double[coins];
    mean = new double[size];
    inverse11 = new double[size];
    inverse12 = new double[size];
    inverse22 = new double[size];
    side1 = new double[size];
    side2 = new double[size];
  }

  /** Puts all pools near the central path. */
  void begin(double mu, double[] price) {
    for (int i = 0; i < pools.liveCount(); i++) {
      int pool = pools.live[i];
      System.arraycopy(
          pools.reserve,
          pools.start[pool],
          state.balance,
          pools.start[pool],
          pools.start[pool + 1] - pools.start[pool]);
      bend(pool);
      state.begin(pool, mu * pools.measure[pool], price, marginal);
    }
  }

  /** Adds what the pools contribute to the tokens' matrix where they stand. */
  void assemble(SparseCholesky matrix) {
    for (int i = 0; i < pools.liveCount(); i++) {
      int pool = pools.live[i];
      prepare(pool, bend(pool));
      addTo(matrix, pool);
    }
  }

  /**
   * Computes mean and gradient; returns the slope of the logarithm of a stable pool's product term.
   */
  private double bend(int pool) {
    int from = pools.start[pool];
    int to = pools.start[pool + 1];
    double slope = 0;
    double level = 0;
    double a = pools.amplification[pool];
    if (a > 0) {
      double sum = 0;
      for (int c = from; c < to; c++) {
        sum += state.balance[c];
      }
      double product = a * (sum - pools.invariant[pool]) + pools.invariant[pool];
      slope = a / product;
      level = Math.log(product / pools.product[pool]);
    }
    for (int c = from; c < to; c++) {
      marginal[c] = pools.weight[c] / state.balance[c] + slope;
      level += pools.weight[c] * Math.log(state.balance[c] / pools.reserve[c]);
    }
    mean[pool] = level;
    return slope;
  }

  private void prepare(int pool, double slope) {
    double gamma = pools.gamma[pool];
    double multiplier = state.multiplier[pool];
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    for (int c = pools.start[pool]; c < pools.start[pool + 1]; c++) {
      easeOut[c] = state.out[c] / state.outSlack[c];
      easeIn[c] = state.in[c] / state.inSlack[c];
      beta[c] = easeOut[c] + gamma * easeIn[c];
      double kappa = easeOut[c] + gamma * gamma * easeIn[c];
      double curvature = multiplier * pools.weight[c] / (state.balance[c] * state.balance[c]);
      double share = 1 / (1 + kappa * curvature);
      damped[c] = curvature * share;
      moves[c] = share * beta[c];
      double held = share * kappa;
      sum0 += held;
      sum1 += held * marginal[c];
      sum2 += held * marginal[c] * marginal[c];
    }
    double last = sum2 + state.slack[pool] / multiplier;
    if (slope > 0) {
      double front = 1 / (multiplier * slope * slope) + sum0;
      double determinant = front * last - sum1 * sum1;
      inverse11[pool] = last / determinant;
      inverse12[pool] = sum1 / determinant;
      inverse22[pool] = front / determinant;
    } else {
      inverse22[pool] = 1 / last;
    }
  }

  private void addTo(SparseCholesky matrix, int pool) {
    double i11 = inverse11[pool];
    double i12 = inverse12[pool];
    double i22 = inverse22[pool];
    for (int i = pools.start[pool]; i < pools.start[pool + 1]; i++) {
      double unit = pools.unit[i];
      double one = moves[i] * unit;
      double own = easeOut[i] + easeIn[i] - beta[i] * beta[i] * damped[i];
      double hi = marginal[i];
      double both = i11 - 2 * i12 * hi + i22 * hi * hi;
      matrix.addDiagonal(pools.token[i], own * unit * unit - one * one * both);
      for (int j = i + 1; j < pools.start[pool + 1]; j++) {
        double other = moves[j] * pools.unit[j];
        double entry = i11 - i12 * (hi + marginal[j]) + i22 * hi * marginal[j];
        matrix.add(pools.token[i], pools.token[j], -one * other * entry);
      }
    }
  }

  /** Subtracts from the tokens' right side what flows if no price changes. */
  void rightSide(double mu, double[] price, double[] right) {
    for (int i = 0; i < pools.liveCount(); i++) {
      int pool = pools.live[i];
      sides(pool, mu * pools.measure[pool], price);
      double x = inverse11[pool] * side1[pool] + inverse12[pool] * side2[pool];
      double dl = inverse12[pool] * side1[pool] + inverse22[pool] * side2[pool];
      for (int c = pools.start[pool]; c < pools.start[pool + 1]; c++) {
        double flow =
            sideOut[c] * easeOut[c]
                - sideIn[c] * easeIn[c]
                - beta[c] * damped[c] * moved[c]
                + moves[c] * (x - marginal[c] * dl);
        right[pools.token[c]] -= flow * pools.unit[c];
      }
    }
  }

  private void sides(int pool, double target, double[] price) {
    double gamma = pools.gamma[pool];
    double multiplier = state.multiplier[pool];
    double sum0 = 0;
    double sum1 = 0;
    for (int c = pools.start[pool]; c < pools.start[pool + 1]; c++) {
      double gap = price[pools.token[c]] * pools.unit[c] - multiplier * marginal[c];
      double taxed = multiplier * marginal[c] * (1 - gamma);
      sideOut[c] = gap + (target - state.outExtra[c]) / state.out[c];
      sideIn[c] = -gap - taxed + (target - state.inExtra[c]) / state.in[c];
      moved[c] = sideOut[c] * easeOut[c] - gamma * sideIn[c] * easeIn[c];
      double share = beta[c] == 0 ? 0 : moves[c] / beta[c];
      sum0 += share * moved[c];
      sum1 += share * moved[c] * marginal[c];
    }
    side1[pool] = -sum0;
    side2[pool] = (target - state.slackExtra[pool]) / multiplier - mean[pool] + sum1;
  }

  /** The pools' changes that follow from the tokens'. */
  void direction(double mu, double[] change) {
    for (int i = 0; i < pools.liveCount(); i++) {
      int pool = pools.live[i];
      double target = mu * pools.measure[pool];
      double one = side1[pool];
      double two = side2[pool];
      for (int c = pools.start[pool]; c < pools.start[pool + 1]; c++) {
        double part = moves[c] * change[pools.token[c]] * pools.unit[c];
        one -= part;
        two += part * marginal[c];
      }
      double x = inverse11[pool] * one + inverse12[pool] * two;
      double dl = inverse12[pool] * one + inverse22[pool] * two;
      state.multiplierChange[pool] = dl;
      state.slackChange[pool] =
          (target - state.slackExtra[pool] - state.slack[pool] * dl) / state.multiplier[pool]
              - state.slack[pool];
      for (int c = pools.start[pool]; c < pools.start[pool + 1]; c++) {
        coin(c, pools.gamma[pool], target, change[pools.token[c]] * pools.unit[c], x, dl);
      }
    }
  }

  private void coin(int c, double gamma, double target, double priceChange, double x, double dl) {
    double share = beta[c] == 0 ? 0 : moves[c] / beta[c];
    double inner = share * (x - marginal[c] * dl) - damped[c] * (moved[c] + beta[c] * priceChange);
    double out = (sideOut[c] + priceChange + inner) * easeOut[c];
    double in = (sideIn[c] - priceChange - gamma * inner) * easeIn[c];
    state.outChange[c] = out;
    state.inChange[c] = in;
    state.outSlackChange[c] =
        (target - state.outExtra[c] - state.outSlack[c] * out) / state.out[c] - state.outSlack[c];
    state.inSlackChange[c] =
        (target - state.inExtra[c] - state.inSlack[c] * in) / state.in[c] - state.inSlack[c];
  }
}
