package io.fairlead.solver.batch.price;

import io.fairlead.solver.batch.demand.Want;
import io.fairlead.solver.batch.program.InteriorMethod;
import io.fairlead.solver.batch.program.LinearProgram;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Common prices at which orders alone score more than at those given: successive linear programs
 * (Griffith and Stewart, Management Science 1961) over fills and small steps of the log prices at
 * once. A step must leave every order that is filled within its limit, every token balanced, and no
 * price farther than a few per mille. Where it ends, several orders are exactly at their limits:
 * that is where the score is largest, for beyond them they drop out.
 */
public final class CommonPrices {
  private static final int MAX_ROUNDS = 12;
  private static final int MAX_STEPS = 40;
  private static final double PRECISE = 1e-8;
  private static final double ROUGH = 1e-5;
  private static final double LONGEST_STEP = 0.005;
  private static final double ENOUGH = 2e-6;

  /** Filled in a smaller part than this an order need not be kept within its limit. */
  private static final double HARDLY = 1e-5;

  /** Orders whose limits a step minds are at most so many times as many as tokens. */
  private static final double MOST_LIMITS = 1;

  /** A maker's order is looked at if its rate is no farther behind the prices than this. */
  private static final double FARTHEST_MAKER = 0.02;

  private final List<Want> wants;
  private final int orders;
  private final int tokens;
  private final double[] logPrices;
  private final double[] parts;
  private double score;
  private int rounds;

  /**
   * A search.
   *
   * @param start log prices relative to reference prices
   * @param parts which part of each order is filled there, about
   */
  public CommonPrices(List<Want> wants, double[] start, double[] parts) {
    this(wants, wants.size(), start, parts);
  }

  /**
   * A search with makers' orders too, which trade at their own rates. What they give beyond the
   * common prices may be left over, but scores nothing there.
   *
   * @param wants orders, then makers' orders, whose taken amount is fixed
   * @param orders how many of them are orders
   */
  public CommonPrices(List<Want> wants, int orders, double[] start, double[] parts) {
    this.wants = List.copyOf(wants);
    this.orders = orders;
    this.tokens = start.length;
    this.logPrices = start.clone();
    this.parts = parts.clone();
  }

  /** The prices reached, relative to reference prices. */
  public double[] logPrices() {
    return logPrices.clone();
  }

  /** Which part of each order is filled there. */
  public double[] parts() {
    return parts.clone();
  }

  /** What the fills score, native wei. */
  public double score() {
    return score;
  }

  /** Programs solved. */
  public int rounds() {
    return rounds;
  }

  /** Searches until there is hardly anything to gain. */
  public void search(BooleanSupplier stop) {
    double tolerance = ROUGH;
    while (rounds < MAX_ROUNDS && !stop.getAsBoolean()) {
      double before = score;
      if (!step(tolerance)) {
        return;
      }
      rounds++;
      if (Math.abs(score - before) <= ENOUGH * score && rounds > 1) {
        if (tolerance <= PRECISE) {
          return;
        }
        tolerance = PRECISE;
      }
    }
  }

  private double beyond(Want want, double[] at) {
    return at[want.give()] - at[want.take()] - want.limit();
  }

  private boolean isMaker(int want) {
    return want >= orders;
  }

  /** Orders that could be filled at these prices. */
  private int[] possible() {
    List<Integer> possible = new ArrayList<>();
    for (int i = 0; i < parts.length; i++) {
      if (beyond(wants.get(i), logPrices) >= (isMaker(i) ? -FARTHEST_MAKER : -1e-12)) {
        possible.add(i);
      }
    }
    return possible.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Filled orders, those closest to their limits first, as many as a program should hold. */
  private List<Integer> limits() {
    return IntStream.range(0, orders)
        .filter(i -> parts[i] > HARDLY && beyond(wants.get(i), logPrices) < 2 * LONGEST_STEP)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> beyond(wants.get(i), logPrices)))
        .limit((long) Math.ceil(MOST_LIMITS * tokens))
        .toList();
  }

  private boolean step(double tolerance) {
    int[] possible = possible();
    List<Integer> limits = limits();
    LinearProgram program = new LinearProgram(tokens + limits.size());
    double[] worth = new double[tokens];
    double[][] moved = new double[tokens][];
    double unit = unit();
    for (int i : possible) {
      Want want = wants.get(i);
      if (isMaker(i)) {
        maker(program, want, parts[i], unit, moved);
        continue;
      }
      double q = logPrices[want.give()] - logPrices[want.take()];
      double value = want.size() / unit * Math.exp(logPrices[fixed(want)]);
      double asked = Math.exp(want.limit() - q);
      program.column(value * Math.exp(-logPrices[want.take()]) * (1 - asked), 1);
      program.entry(want.give(), value);
      program.entry(want.take(), -value);
      double filled = value * parts[i];
      if (filled > 0) {
        double more = filled * Math.exp(-logPrices[want.take()]) * (want.fixedGive() ? 1 : asked);
        worth[want.give()] += more;
        worth[want.take()] -= more;
        int of = fixed(want);
        moves(moved, of, want.give(), filled);
        moves(moved, of, want.take(), -filled);
      }
    }
    int first = possible.length;
    for (int token = 0; token < tokens; token++) {
      // Steps are counted from the farthest down, so that they are not below zero.
      program.column(worth[token] * LONGEST_STEP, 2);
      for (int row = 0; moved[token] != null && row < tokens; row++) {
        if (moved[token][row] != 0) {
          double by = moved[token][row] * LONGEST_STEP;
          program.entry(row, by);
          program.right(row, by);
        }
      }
      for (int at = 0; at < limits.size(); at++) {
        Want want = wants.get(limits.get(at));
        if (want.give() == token) {
          program.entry(tokens + at, 1);
        } else if (want.take() == token) {
          program.entry(tokens + at, -1);
        }
      }
    }
    for (int at = 0; at < limits.size(); at++) {
      double slack = Math.max(0, beyond(wants.get(limits.get(at)), logPrices));
      program.column(0, Double.POSITIVE_INFINITY);
      program.entry(tokens + at, -1);
      program.right(tokens + at, -slack / LONGEST_STEP);
    }
    for (int token = 0; orders < wants.size() && token < tokens; token++) {
      program.column(0, Double.POSITIVE_INFINITY);
      program.entry(token, -1);
    }
    InteriorMethod method = new InteriorMethod(program);
    boolean solved = method.solve(tolerance, MAX_STEPS);
    if (!solved && !(method.missing() < 1e-3)) {
      return false;
    }
    double[] values = method.values();
    double[] to = new double[tokens];
    for (int token = 0; token < tokens; token++) {
      to[token] = logPrices[token] + (values[first + token] - 1) * LONGEST_STEP;
    }
    double[] fills = new double[parts.length];
    for (int k = 0; k < first; k++) {
      fills[possible[k]] = values[k];
    }
    double share = share(to);
    for (int token = 0; token < tokens; token++) {
      logPrices[token] += share * (to[token] - logPrices[token]);
    }
    double sum = 0;
    for (int i = 0; i < parts.length; i++) {
      parts[i] += share * (fills[i] - parts[i]);
      if (isMaker(i)) {
        continue;
      }
      Want want = wants.get(i);
      double q = logPrices[want.give()] - logPrices[want.take()];
      if (q < want.limit() - 1e-9) {
        parts[i] = 0;
      }
      sum +=
          parts[i]
              * want.size()
              * Math.exp(logPrices[fixed(want)] - logPrices[want.take()])
              * (1 - Math.exp(want.limit() - q));
    }
    score = sum;
    return true;
  }

  /** Both amounts are fixed, so each side's value moves with its own token's price. */
  private void maker(LinearProgram program, Want want, double part, double unit, double[][] moved) {
    double in = want.size() / unit * Math.exp(logPrices[want.take()]);
    double out = in * Math.exp(beyond(want, logPrices));
    program.column(0, 1);
    program.entry(want.give(), out);
    program.entry(want.take(), -in);
    moves(moved, want.give(), want.give(), part * out);
    moves(moved, want.take(), want.take(), -part * in);
  }

  /** The balance of {@code row} grows by {@code by} per log price of {@code of}. */
  private void moves(double[][] moved, int of, int row, double by) {
    if (moved[of] == null) {
      moved[of] = new double[tokens];
    }
    moved[of][row] += by;
  }

  /** So much of the step that no filled order is left behind its limit. */
  private double share(double[] to) {
    double share = 1;
    for (int i = 0; i < orders; i++) {
      Want want = wants.get(i);
      double now = Math.max(0, beyond(want, logPrices));
      double then = beyond(want, to);
      if (then < -1e-9 && parts[i] > HARDLY) {
        share = Math.min(share, now / (now - then));
      }
    }
    return share;
  }

  private double unit() {
    return Math.max(Double.MIN_NORMAL, wants.stream().mapToDouble(Want::size).average().orElse(1));
  }

  private static int fixed(Want want) {
    return want.fixedGive() ? want.give() : want.take();
  }
}
