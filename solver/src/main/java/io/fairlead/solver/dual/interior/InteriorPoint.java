package io.fairlead.solver.dual.interior;

import io.fairlead.solver.dual.edge.Network;
import io.fairlead.solver.dual.linear.SparseCholesky;
import java.util.Arrays;

/**
 * Finds prices by a primal-dual interior point method with predictor and corrector (Mehrotra, "On
 * the implementation of a primal-dual interior point method", 1992) on the trades themselves. Of
 * every coin an amount comes out of its pool and another goes in, both at least zero, and the
 * pool's mean may not fall; the complementary products of all these are brought down together.
 * Eliminating the pools leaves one equation per token, which is solved exactly. Edges that are no
 * single curve are left out: the prices are a place to begin at. Dust is left out as well. For one
 * thread at a time.
 */
public final class InteriorPoint {
  private static final int MAX_STEPS = 60;
  private static final int MAX_SHORT_STEPS = 4;
  private static final double SHORT = 0.1;
  private static final double NEARLY = 0.99;
  private static final int MAX_REFINEMENTS = 4;
  private static final double ROUGH = 1e-2;
  private static final double ROUNDING = 1e-11;
  private static final double FIRST = 1e-2;
  private static final double LEAST_CENTRING = 1e-3;

  private final Curves pools;
  private final PoolState state;
  private final PoolSystem system;
  private final SparseCholesky matrix;
  private final boolean[] active;
  private final double[] worth;
  private final double[] supply;
  private final double[] price;
  private final double[] excess;
  private final double[] left;
  private final double[] flow;
  private final double[] change;
  private final double[] leftChange;
  private final double[] extra;
  private final double[] right;
  private final double[] remainder;
  private double scale;
  private int products;
  private int steps;

  /** For {@code network}. */
  public InteriorPoint(Network network) {
    int tokens = network.tokens();
    pools = new Curves(network);
    state = new PoolState(pools);
    system = new PoolSystem(pools, state);
    matrix = SparseCholesky.ofGroups(tokens, pools.start, pools.token);
    active = new boolean[tokens];
    worth = new double[tokens];
    supply = new double[tokens];
    price = new double[tokens];
    excess = new double[tokens];
    left = new double[tokens];
    flow = new double[tokens];
    change = new double[tokens];
    leftChange = new double[tokens];
    extra = new double[tokens];
    right = new double[tokens];
    remainder = new double[tokens];
  }

  /** Steps of the last search. */
  public int steps() {
    return steps;
  }

  /**
   * Searches from {@code logPrices} and replaces them.
   *
   * @param worths what a unit of each token is worth when left over
   * @param supplies units of each token that are there
   * @param atStake what the objective comes to, about
   * @param tolerance relative to that, to which the complementary products are brought down
   */
  public void improve(
      double[] logPrices, double[] worths, double[] supplies, double atStake, double tolerance) {
    scale = atStake;
    pools.measure(logPrices, scale);
    begin(logPrices, worths, supplies);
    int shortSteps = 0;
    for (steps = 0; steps < MAX_STEPS && shortSteps < MAX_SHORT_STEPS; steps++) {
      double mu = products(0);
      state.flows(flow);
      if ((mu < tolerance && missing() < 10 * tolerance) || !assemble()) {
        break;
      }
      double length = step(mu);
      if (!(length > 0)) {
        break;
      }
      shortSteps = length < SHORT && steps > 2 * MAX_SHORT_STEPS ? shortSteps + 1 : 0;
    }
    for (int token = 0; token < price.length; token++) {
      if (active[token]) {
        logPrices[token] += Math.log(price[token]);
      }
    }
  }

  private void begin(double[] logPrices, double[] worths, double[] supplies) {
    Arrays.fill(active, false);
    for (int i = 0; i < pools.liveCount(); i++) {
      int pool = pools.live[i];
      for (int c = pools.start[pool]; c < pools.start[pool + 1]; c++) {
        active[pools.token[c]] = true;
      }
    }
    products = state.count();
    for (int token = 0; token < price.length; token++) {
      double unit = active[token] ? Math.exp(logPrices[token]) : 1;
      worth[token] = active[token] ? worths[token] / unit : 0;
      supply[token] = active[token] ? supplies[token] * unit : 0;
      excess[token] = Math.max(1 - worth[token], FIRST);
      price[token] = worth[token] + excess[token];
      left[token] = FIRST * scale / excess[token];
      products += active[token] ? 1 : 0;
    }
    system.begin(FIRST, price);
  }

  /** Mean of the complementary products after a step, relative to what they are measured by. */
  private double products(double length) {
    double sum = state.products(length);
    for (int token = 0; token < left.length; token++) {
      if (active[token]) {
        double one = excess[token] + length * change[token];
        sum += one * (left[token] + length * leftChange[token]) / scale;
      }
    }
    return sum / products;
  }

  /** Value of what the tokens' balances are off by. */
  private double missing() {
    double sum = 0;
    for (int token = 0; token < left.length; token++) {
      sum += active[token] ? Math.abs(supply[token] + flow[token] - left[token]) : 0;
    }
    return sum / scale;
  }

  private boolean assemble() {
    matrix.clear();
    for (int token = 0; token < left.length; token++) {
      matrix.addDiagonal(token, active[token] ? left[token] / excess[token] : 1);
    }
    system.assemble(matrix);
    return matrix.factor();
  }

  /** Predicts, corrects and moves; returns the length of the step. */
  private double step(double mu) {
    state.noExtra();
    Arrays.fill(extra, 0);
    direction(0);
    double ratio = products(longest()) / mu;
    double centring = Math.max(LEAST_CENTRING, Math.min(1, ratio * ratio * ratio));
    state.takeExtra();
    for (int token = 0; token < extra.length; token++) {
      extra[token] = change[token] * leftChange[token];
    }
    direction(centring * mu);
    double length = Math.min(1, NEARLY * longest());
    move(length);
    return length;
  }

  /**
   * Where tokens are coupled by pools of very different depth, the solution of the tokens'
   * equations is rough; what it leaves over at the pools themselves is then solved for in turn.
   */
  private void direction(double mu) {
    for (int token = 0; token < left.length; token++) {
      double target = (mu * scale - extra[token]) / excess[token];
      right[token] = active[token] ? target - supply[token] - flow[token] : 0;
    }
    System.arraycopy(right, 0, change, 0, change.length);
    system.rightSide(mu, price, change);
    matrix.solve(change);
    system.direction(mu, change);
    double before = Double.POSITIVE_INFINITY;
    for (int round = 0; round < MAX_REFINEMENTS; round++) {
      double rest = remainder();
      if (rest < ROUGH * missing() + ROUNDING || !(rest < before)) {
        break;
      }
      before = rest;
      matrix.solve(remainder);
      for (int token = 0; token < change.length; token++) {
        change[token] += remainder[token];
      }
      system.direction(mu, change);
    }
    for (int token = 0; token < left.length; token++) {
      double target = mu * scale - extra[token] - left[token] * change[token];
      leftChange[token] = target / excess[token] - left[token];
    }
  }

  /**
   * What the changes leave over of each token's equation; returns the sum of the absolute values.
   */
  private double remainder() {
    state.flowChanges(remainder);
    double sum = 0;
    for (int token = 0; token < left.length; token++) {
      double held = left[token] / excess[token] * change[token];
      remainder[token] = active[token] ? right[token] - held - remainder[token] : 0;
      sum += Math.abs(remainder[token]);
    }
    return sum / scale;
  }

  private double longest() {
    double length = system.longest(state.longest());
    for (int token = 0; token < left.length; token++) {
      if (active[token]) {
        length = PoolState.limit(length, excess[token], change[token]);
        length = PoolState.limit(length, left[token], leftChange[token]);
      }
    }
    return length;
  }

  private void move(double length) {
    for (int token = 0; token < left.length; token++) {
      if (active[token]) {
        excess[token] += length * change[token];
        left[token] += length * leftChange[token];
        price[token] = worth[token] + excess[token];
      }
    }
    state.move(length);
  }
}
