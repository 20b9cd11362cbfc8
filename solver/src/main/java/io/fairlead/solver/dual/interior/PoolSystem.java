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
 * What is left over for the tokens is a small matrix per pool. Near the end its terms differ by
 * many orders of magnitude, so everything is written such that nothing large cancels.
 */
final class PoolSystem {
  private final Curves pools;
  private final PoolState state;

  /** Gradient of the mean. */
  private final double[] marginal;

  /** The same without what all coins of a stable pool have in common. */
  private final double[] bare;

  private final double[] easeOut;
  private final double[] easeIn;

  /** {@code -H''} of a coin times the multiplier. */
  private final double[] curvature;

  /**
   * What a coin's balance moves by, the pool's two numbers held: per price and per marginal price.
   */
  private final double[] moves;

  private final double[] gives;

  /** Which part of a coin's wish to move its curvature leaves. */
  private final double[] share;

  private final double[] sideOut;
  private final double[] sideIn;
  private final double[] mean;

  /** {@code 1 / ((a/K)^2 l)}: how little the sum of the balances matters; zero if not at all. */
  private final double[] looseness;

  private final double[] determinant;
  private final double[] sideMean;

  /** Product term of a stable pool. */
  private final double[] product;

  /** Per coin of the pool at hand: what would move without the pool's two numbers. */
  private final double[] wish;

  PoolSystem(Curves pools, PoolState state) {
    this.pools = pools;
    this.state = state;
    int coins = pools.coins();
    int size = pools.size();
    marginal = new double[coins];
    bare = new double[coins];
    easeOut = new double[coins];
    easeIn = new double[coins];
    curvature = new double[coins];
    moves = new double[coins];
    gives = new double[coins];
    share = new double[coins];
    sideOut = new double[coins];
    sideIn = new double[coins];
    wish = new double[coins];
    mean = new double[size];
    looseness = new double[size];
    determinant = new double[size];
    sideMean = new double[size];
    product = new double[size];
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
      product[pool] = a * (sum - pools.invariant[pool]) + pools.invariant[pool];
      slope = a / product[pool];
      level = Math.log(product[pool] / pools.product[pool]);
    }
    for (int c = from; c < to; c++) {
      bare[c] = pools.weight[c] / state.balance[c];
      marginal[c] = bare[c] + slope;
      level += pools.weight[c] * Math.log(state.balance[c] / pools.reserve[c]);
    }
    mean[pool] = level;
    return slope;
  }

  private void prepare(int pool, double slope) {
    double gamma = pools.gamma[pool];
    double multiplier = state.multiplier[pool];
    for (int c = pools.start[pool]; c < pools.start[pool + 1]; c++) {
      easeOut[c] = state.out[c] / state.outSlack[c];
      easeIn[c] = state.in[c] / state.inSlack[c];
      double kappa = easeOut[c] + gamma * gamma * easeIn[c];
      curvature[c] = multiplier * bare[c] / state.balance[c];
      share[c] = 1 / (1 + kappa * curvature[c]);
      moves[c] = share[c] * (easeOut[c] + gamma * easeIn[c]);
      gives[c] = share[c] * kappa;
    }
    looseness[pool] = slope > 0 ? 1 / (multiplier * slope * slope) : 0;
    determinant[pool] = determinant(pool, -1);
  }

  /**
   * Determinant of the system of the pool's two numbers without coin {@code left}; of a weighted
   * pool, which has but one, that.
   */
  private double determinant(int pool, int left) {
    double loose = looseness[pool];
    double slack = state.slack[pool] / state.multiplier[pool];
    double sum0 = 0;
    double sum2 = 0;
    double spread = 0;
    for (int c = pools.start[pool]; c < pools.start[pool + 1]; c++) {
      if (c != left) {
        sum0 += gives[c];
        sum2 += gives[c] * marginal[c] * marginal[c];
        for (int d = pools.start[pool]; loose > 0 && d < c; d++) {
          double apart = bare[c] - bare[d];
          spread += d == left ? 0 : gives[c] * gives[d] * apart * apart;
        }
      }
    }
    return loose > 0 ? loose * (sum2 + slack) + sum0 * slack + spread : sum2 + slack;
  }

  /** How much a wish of coin {@code j} takes from coin {@code i}, times the determinant. */
  private double coupling(int pool, int i, int j) {
    double loose = looseness[pool];
    if (loose == 0) {
      return marginal[i] * marginal[j];
    }
    double sum = state.slack[pool] / state.multiplier[pool] + loose * marginal[i] * marginal[j];
    for (int c = pools.start[pool]; c < pools.start[pool + 1]; c++) {
      sum += gives[c] * (bare[c] - bare[i]) * (bare[c] - bare[j]);
    }
    return sum;
  }

  private void addTo(SparseCholesky matrix, int pool) {
    double gamma = pools.gamma[pool];
    for (int i = pools.start[pool]; i < pools.start[pool + 1]; i++) {
      double unit = pools.unit[i];
      double both = easeOut[i] * easeIn[i] * (1 - gamma) * (1 - gamma) * share[i];
      double own = (easeOut[i] + easeIn[i]) * share[i] + curvature[i] * both;
      double taken = coupling(pool, i, i) / determinant(pool, i);
      double entry = (own + taken * both) / (1 + gives[i] * taken);
      matrix.addDiagonal(pools.token[i], entry * unit * unit);
      for (int j = i + 1; j < pools.start[pool + 1]; j++) {
        double shared = coupling(pool, i, j) / determinant[pool];
        double part = moves[i] * unit * moves[j] * pools.unit[j] * shared;
        matrix.add(pools.token[i], pools.token[j], -part);
      }
    }
  }

  /** Subtracts from the tokens' right side what flows if no price changes. */
  void rightSide(double mu, double[] price, double[] right) {
    for (int i = 0; i < pools.liveCount(); i++) {
      int pool = pools.live[i];
      double gamma = pools.gamma[pool];
      sides(pool, mu * pools.measure[pool], price);
      for (int c = pools.start[pool]; c < pools.start[pool + 1]; c++) {
        wish[c] = share[c] * (sideOut[c] * easeOut[c] - gamma * sideIn[c] * easeIn[c]);
      }
      for (int c = pools.start[pool]; c < pools.start[pool + 1]; c++) {
        double taxed = curvature[c] * (1 - gamma);
        double flow =
            share[c]
                * (sideOut[c] * easeOut[c] * (1 - gamma * taxed * easeIn[c])
                    - sideIn[c] * easeIn[c] * (1 + taxed * easeOut[c]));
        right[pools.token[c]] -= (flow + moves[c] * common(pool, c)) * pools.unit[c];
      }
    }
  }

  private void sides(int pool, double target, double[] price) {
    double gamma = pools.gamma[pool];
    double multiplier = state.multiplier[pool];
    for (int c = pools.start[pool]; c < pools.start[pool + 1]; c++) {
      double gap = price[pools.token[c]] * pools.unit[c] - multiplier * marginal[c];
      double taxed = multiplier * marginal[c] * (1 - gamma);
      sideOut[c] = gap + (target - state.outExtra[c]) / state.out[c];
      sideIn[c] = -gap - taxed + (target - state.inExtra[c]) / state.in[c];
    }
    sideMean[pool] = (target - state.slackExtra[pool]) / multiplier - mean[pool];
  }

  /** What the pool's two numbers add to the change of coin {@code i}'s marginal price. */
  private double common(int pool, int i) {
    double loose = looseness[pool];
    double sum = loose > 0 ? -loose * marginal[i] : -marginal[i];
    for (int c = pools.start[pool]; loose > 0 && c < pools.start[pool + 1]; c++) {
      sum += gives[c] * (bare[c] - bare[i]);
    }
    sum *= sideMean[pool];
    for (int c = pools.start[pool]; c < pools.start[pool + 1]; c++) {
      sum -= wish[c] * coupling(pool, i, c);
    }
    return sum / determinant[pool];
  }

  /** The change of the multiplier. */
  private double multiplierChange(int pool) {
    double loose = looseness[pool];
    double sum = (loose > 0 ? loose : 1) * sideMean[pool];
    for (int c = pools.start[pool]; c < pools.start[pool + 1]; c++) {
      double each = (loose > 0 ? loose : 1) * marginal[c];
      for (int d = pools.start[pool]; loose > 0 && d < pools.start[pool + 1]; d++) {
        each += gives[d] * (bare[c] - bare[d]);
      }
      sum += wish[c] * each + (loose > 0 ? gives[c] * sideMean[pool] : 0);
    }
    return sum / determinant[pool];
  }

  /** The pools' changes that follow from the tokens'. */
  void direction(double mu, double[] change) {
    for (int i = 0; i < pools.liveCount(); i++) {
      int pool = pools.live[i];
      double gamma = pools.gamma[pool];
      double target = mu * pools.measure[pool];
      for (int c = pools.start[pool]; c < pools.start[pool + 1]; c++) {
        double wanted = sideOut[c] * easeOut[c] - gamma * sideIn[c] * easeIn[c];
        wish[c] = share[c] * wanted + moves[c] * change[pools.token[c]] * pools.unit[c];
      }
      double dl = multiplierChange(pool);
      state.multiplierChange[pool] = dl;
      state.slackChange[pool] =
          (target - state.slackExtra[pool] - state.slack[pool] * dl) / state.multiplier[pool]
              - state.slack[pool];
      for (int c = pools.start[pool]; c < pools.start[pool + 1]; c++) {
        double inner = share[c] * common(pool, c) - curvature[c] * wish[c];
        coin(c, gamma, target, change[pools.token[c]] * pools.unit[c], inner);
      }
    }
  }

  /** The longest step, at most {@code most}, that keeps the means of all pools defined. */
  double longest(double most) {
    double length = most;
    for (int i = 0; i < pools.liveCount(); i++) {
      int pool = pools.live[i];
      if (pools.amplification[pool] > 0) {
        double sum = 0;
        for (int c = pools.start[pool]; c < pools.start[pool + 1]; c++) {
          sum += pools.gamma[pool] * state.inChange[c] - state.outChange[c];
        }
        length = PoolState.limit(length, product[pool], pools.amplification[pool] * sum);
      }
    }
    return length;
  }

  private void coin(int c, double gamma, double target, double priceChange, double inner) {
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
