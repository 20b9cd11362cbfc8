package io.fairlead.solver.batch.price;

import io.fairlead.solver.batch.demand.Want;
import io.fairlead.solver.batch.program.InteriorMethod;
import io.fairlead.solver.batch.program.LinearProgram;
import java.util.ArrayList;
import java.util.List;

/**
 * What scores most at given prices: a linear program over the fills of all orders whose limits are
 * kept there, makers' orders and stretches of pools, with a row per token.
 */
final class FixedPrices {
  private static final double TOLERANCE = 1e-6;
  private static final double USABLE = 1e-4;
  private static final int MAX_STEPS = 40;

  /** Fills that score less than this part of all gains need not be exact. */
  private static final double HARDLY = 1e-3;

  /** An order so little behind its limit counts as at it. */
  private static final double AT_LIMIT = 1e-12;

  /** Ends of a pool's stretches to either side: log marginal prices beyond its fee. */
  private static final double[] ENDS = {0.002, 0.005, 0.012, 0.025, 0.05, 0.1, 0.2};

  private final List<Want> wants;
  private final int orders;
  private final int tokens;
  private final double unit;
  private final List<Stretch> stretches = new ArrayList<>();

  /**
   * A part of what a pool can do; values at reference prices.
   *
   * @param begin where it begins, log marginal price beyond the fee, below zero to the other side
   */
  private record Stretch(
      int pool, double begin, double end, int give, double out, int take, double in) {}

  /**
   * The best fills at some prices.
   *
   * @param parts which part of each order is filled
   * @param positions how far each pool goes on its line
   * @param shadow what a unit more of each token would score, at most zero
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier for arrays, never compared
  record Fills(double score, double[] parts, double[] positions, double[] shadow) {}

  /**
   * For a batch.
   *
   * @param wants orders, then makers' orders
   * @param orders how many of them are orders
   * @param reference native wei per wei, by token
   * @param pools those of two coins take part
   */
  FixedPrices(List<Want> wants, int orders, double[] reference, List<PoolLine> pools) {
    this.wants = List.copyOf(wants);
    this.orders = orders;
    this.tokens = reference.length;
    this.unit =
        Math.max(Double.MIN_NORMAL, wants.stream().mapToDouble(Want::size).average().orElse(1));
    for (int pool = 0; pool < pools.size(); pool++) {
      if (pools.get(pool).agent().coins() == 2) {
        stretches(pool, pools.get(pool), reference, 1);
        stretches(pool, pools.get(pool), reference, -1);
      }
    }
  }

  private void stretches(int pool, PoolLine line, double[] reference, int sign) {
    double[] before = new double[2];
    double begin = 0;
    for (double end : ENDS) {
      double[] after = line.flow(sign * end - line.position());
      int out = after[0] > before[0] ? 0 : 1;
      int give = line.agent().token(out);
      int take = line.agent().token(1 - out);
      double given = (after[out] - before[out]) * reference[give] / unit;
      double taken = (before[1 - out] - after[1 - out]) * reference[take] / unit;
      if (given > 0 && taken > 0) {
        stretches.add(new Stretch(pool, sign * begin, sign * end, give, given, take, taken));
      }
      before = after;
      begin = end;
    }
  }

  /** Whether nothing but orders trades. */
  boolean ordersAlone() {
    return orders == wants.size() && stretches.isEmpty();
  }

  int tokens() {
    return tokens;
  }

  List<Want> orders() {
    return wants.subList(0, orders);
  }

  /** What one evaluation costs, about, in multiplications. */
  int work() {
    return 2 * wants.size() + 4 * stretches.size() + tokens * tokens;
  }

  private boolean open(int order, double[] at) {
    Want want = wants.get(order);
    return at[want.give()] - at[want.take()] >= want.limit() - AT_LIMIT;
  }

  private double value(Want want, double[] at) {
    return want.size() / unit * Math.exp(at[want.fixedGive() ? want.give() : want.take()]);
  }

  /** What a maker takes. */
  private double in(Want want, double[] at) {
    return want.size() / unit * Math.exp(at[want.take()]);
  }

  /** What a maker gives. */
  private double out(Want want, double[] at) {
    return want.size() / unit * Math.exp(at[want.give()] - want.limit());
  }

  private static double gain(Want want, double value, double[] at) {
    double beyond = Math.max(0, at[want.give()] - at[want.take()] - want.limit());
    return value * Math.exp(-at[want.take()]) * (1 - Math.exp(-beyond));
  }

  /**
   * No fills at these prices score more: the program's Lagrangian.
   *
   * @param shadow as of any other prices, zeros if none are known
   */
  double most(double[] at, double[] shadow) {
    double sum = 0;
    for (int i = 0; i < orders; i++) {
      if (open(i, at)) {
        Want want = wants.get(i);
        double value = value(want, at);
        double moved = value * (shadow[want.give()] - shadow[want.take()]);
        sum += Math.max(0, gain(want, value, at) - moved);
      }
    }
    for (int i = orders; i < wants.size(); i++) {
      Want want = wants.get(i);
      sum += Math.max(0, in(want, at) * shadow[want.take()] - out(want, at) * shadow[want.give()]);
    }
    for (Stretch one : stretches) {
      double in = one.in() * Math.exp(at[one.take()]);
      double out = one.out() * Math.exp(at[one.give()]);
      sum += Math.max(0, in * shadow[one.take()] - out * shadow[one.give()]);
    }
    return sum * unit;
  }

  /** The best fills; a score of zero if none are found. */
  Fills best(double[] at) {
    LinearProgram program = new LinearProgram(tokens);
    double all = 0;
    for (int i = 0; i < orders; i++) {
      Want want = wants.get(i);
      if (open(i, at)) {
        double value = value(want, at);
        double gain = gain(want, value, at);
        all += gain;
        program.column(gain, 1);
        program.entry(want.give(), value);
        program.entry(want.take(), -value);
      }
    }
    for (int i = orders; i < wants.size(); i++) {
      Want want = wants.get(i);
      program.column(0, 1);
      program.entry(want.give(), out(want, at));
      program.entry(want.take(), -in(want, at));
    }
    for (Stretch one : stretches) {
      program.column(0, 1);
      program.entry(one.give(), one.out() * Math.exp(at[one.give()]));
      program.entry(one.take(), -one.in() * Math.exp(at[one.take()]));
    }
    for (int token = 0; token < tokens; token++) {
      program.column(0, Double.POSITIVE_INFINITY);
      program.entry(token, -1);
    }
    InteriorMethod method = new InteriorMethod(program);
    boolean solved =
        method.solve(TOLERANCE, MAX_STEPS, Math.max(Double.MIN_NORMAL, HARDLY * all))
            || method.missing() < USABLE;
    return read(at, solved, method);
  }

  private Fills read(double[] at, boolean solved, InteriorMethod method) {
    double[] parts = new double[wants.size()];
    double[] positions = new double[stretches.isEmpty() ? 0 : stretches.getLast().pool() + 1];
    double[] shadow = new double[tokens];
    if (!solved) {
      return new Fills(0, parts, positions, shadow);
    }
    double[] values = method.values();
    double[] excess = new double[tokens];
    double score = 0;
    int column = 0;
    for (int i = 0; i < wants.size(); i++) {
      Want want = wants.get(i);
      if (i >= orders) {
        parts[i] = values[column++];
        excess[want.give()] += parts[i] * out(want, at);
        excess[want.take()] -= parts[i] * in(want, at);
      } else if (open(i, at)) {
        parts[i] = values[column++];
        double value = value(want, at);
        score += parts[i] * gain(want, value, at);
        excess[want.give()] += parts[i] * value;
        excess[want.take()] -= parts[i] * value;
      }
    }
    for (Stretch one : stretches) {
      double part = values[column++];
      positions[one.pool()] += part * (one.end() - one.begin());
      excess[one.give()] += part * one.out() * Math.exp(at[one.give()]);
      excess[one.take()] -= part * one.in() * Math.exp(at[one.take()]);
    }
    for (int token = 0; token < tokens; token++) {
      shadow[token] = Math.min(0, method.prices()[token]);
      score -= Math.max(0, -excess[token]);
    }
    return new Fills(score * unit, parts, positions, shadow);
  }
}
