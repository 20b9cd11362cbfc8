package io.fairlead.solver.batch.price;

import io.fairlead.solver.batch.demand.PoolAgent;
import io.fairlead.solver.batch.demand.Want;
import io.fairlead.solver.batch.program.InteriorMethod;
import io.fairlead.solver.batch.program.LinearProgram;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One linear program around given prices: fills, pools' trades and small steps of the log prices
 * that together score most. Rows say that every token balances, in value at the prices, and that
 * orders close to their limits stay within them. Orders beyond their limits have a column each, as
 * have stretches of what a pool can do around what it does, whose rates get worse outwards, and
 * steps of prices, which change what fills and trades are worth.
 */
final class PriceProgram {
  private static final int MAX_STEPS = 40;
  private static final double USABLE = 1e-3;

  /** Stretches to either side. */
  private static final int STRETCHES = 4;

  /** Orders whose limits a step minds are at most so many times as many as tokens. */
  private static final int MOST_LIMITS = 6;

  private static final int MOST_LIMITS_WITH_POOLS = 1;

  /** What it costs to be short, in proportion to what is missing. */
  private static final double SHORT = 3;

  /**
   * The least of that, times the most an order can score by what is missing: scores count at
   * reference prices, so that grows where a price is low.
   */
  private static final double SHORT_OF_GAIN = 2;

  /** Filled in a smaller part than this an order need not be kept within its limit. */
  static final double HARDLY = 1e-5;

  private final Situation now;
  private final Steps steps;
  private final int tokens;
  private final double unit;
  private final int[] possible;
  private final List<Integer> limits;
  private final LinearProgram program;
  private final double[] worth;
  private final double[][] moved;
  private final int firstPrice;

  /**
   * Where the search is.
   *
   * @param wants orders, then makers' orders
   * @param orders how many of them are orders
   * @param decided orders whose part stays what it is
   * @param logPrices relative to reference prices
   * @param reference native wei per wei, by token
   * @param parts which part of each order is filled
   * @param pools what pools do
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier for arrays, never compared
  record Situation(
      List<Want> wants,
      int orders,
      BitSet decided,
      double[] logPrices,
      double[] reference,
      double[] parts,
      List<PoolLine> pools) {
    double beyond(int want, double[] at) {
      Want one = wants.get(want);
      return at[one.give()] - at[one.take()] - one.limit();
    }
  }

  /**
   * How far a step may go.
   *
   * @param price the most a log price moves
   * @param stretch log marginal price from one end of a pool's stretch to the other
   * @param kept what each token's balance leaves over at least, in proportion to what moves
   */
  record Steps(double price, double stretch, double kept) {}

  /**
   * Where to go.
   *
   * @param logPrices the prices
   * @param parts which part of each order is filled there
   * @param farther by how much each pool moves on along its line
   * @param held by how much more would score if an order's limit gave way, per log price
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier for arrays, never compared
  record Move(double[] logPrices, double[] parts, double[] farther, double[] held) {}

  PriceProgram(Situation now, Steps steps) {
    this.now = now;
    this.steps = steps;
    this.tokens = now.logPrices().length;
    this.unit =
        Math.max(
            Double.MIN_NORMAL, now.wants().stream().mapToDouble(Want::size).average().orElse(1));
    this.possible =
        IntStream.range(0, now.parts().length)
            .filter(i -> !now.decided().get(i))
            .filter(i -> i >= now.orders() || now.beyond(i, now.logPrices()) >= -1e-12)
            .toArray();
    this.limits = limits();
    this.program =
        now.pools().isEmpty()
            ? new LinearProgram(tokens, limits.size())
            : new LinearProgram(tokens + limits.size());
    this.worth = new double[tokens];
    this.moved = new double[tokens][];
    fills();
    pools();
    this.firstPrice = program.columns();
    prices();
    slacks();
    if (!now.pools().isEmpty() || now.orders() < now.wants().size()) {
      remainders();
    }
  }

  /** The best step found; empty if none is good for anything. */
  Optional<Move> solve(double tolerance) {
    InteriorMethod method = new InteriorMethod(program);
    if (!method.solve(tolerance, MAX_STEPS) && !(method.missing() < USABLE)) {
      return Optional.empty();
    }
    double[] values = method.values();
    double[] prices = new double[tokens];
    for (int token = 0; token < tokens; token++) {
      prices[token] = now.logPrices()[token] + (values[firstPrice + token] - 1) * steps.price();
    }
    double[] parts = new double[now.parts().length];
    now.decided().stream().forEach(i -> parts[i] = now.parts()[i]);
    for (int k = 0; k < possible.length; k++) {
      parts[possible[k]] = values[k];
    }
    double[] farther = new double[now.pools().size()];
    int column = possible.length;
    for (int pool = 0; pool < farther.length; pool++) {
      if (now.pools().get(pool).moves()) {
        farther[pool] = -STRETCHES * steps.stretch();
        for (int stretch = 0; stretch < 2 * STRETCHES; stretch++) {
          farther[pool] += values[column++] * steps.stretch();
        }
      }
    }
    double[] held = new double[parts.length];
    for (int at = 0; at < limits.size(); at++) {
      held[limits.get(at)] = Math.abs(method.prices()[tokens + at]) / steps.price() * unit;
    }
    return Optional.of(new Move(prices, parts, farther, held));
  }

  /** Filled orders, those closest to their limits first, as many as a program should hold. */
  private List<Integer> limits() {
    return IntStream.range(0, now.orders())
        .filter(i -> now.parts()[i] > HARDLY && now.beyond(i, now.logPrices()) < 2 * steps.price())
        .boxed()
        .sorted(Comparator.comparingDouble(i -> now.beyond(i, now.logPrices())))
        .limit((long) mostLimits() * tokens)
        .toList();
  }

  /** Pools' curves mislead long steps, which more limits allow. */
  private int mostLimits() {
    return now.pools().isEmpty() ? MOST_LIMITS : MOST_LIMITS_WITH_POOLS;
  }

  private void fills() {
    double[] at = now.logPrices();
    for (int i : possible) {
      Want want = now.wants().get(i);
      if (i >= now.orders()) {
        maker(want, now.parts()[i]);
        continue;
      }
      double value = value(want);
      double q = at[want.give()] - at[want.take()];
      program.column(value * Math.exp(-at[want.take()]) * (1 - Math.exp(want.limit() - q)), 1);
      program.entry(want.give(), value);
      program.entry(want.take(), -value);
      filled(want, value * now.parts()[i]);
    }
    now.decided().stream()
        .filter(i -> now.parts()[i] > 0)
        .forEach(i -> {
          Want want = now.wants().get(i);
          double value = value(want) * now.parts()[i];
          program.right(want.give(), -value);
          program.right(want.take(), value);
          filled(want, value);
        });
  }

  /** Both amounts are fixed, so each side's value moves with its own token's price. */
  private void maker(Want want, double part) {
    double[] at = now.logPrices();
    double in = want.size() / unit * Math.exp(at[want.take()]);
    double out = in * Math.exp(at[want.give()] - at[want.take()] - want.limit());
    program.column(0, 1);
    program.entry(want.give(), out);
    program.entry(want.take(), -in);
    move(want.give(), want.give(), part * out);
    move(want.take(), want.take(), -part * in);
    program.right(want.give(), steps.kept() * part * out);
  }

  /** What an order moves if it is filled wholly. */
  private double value(Want want) {
    return want.size() / unit * Math.exp(now.logPrices()[fixed(want)]);
  }

  private static int fixed(Want want) {
    return want.fixedGive() ? want.give() : want.take();
  }

  /** Steps of the prices change what an order that moves {@code value} scores and moves. */
  private void filled(Want want, double value) {
    if (value > 0) {
      double[] at = now.logPrices();
      double asked = Math.exp(want.limit() - at[want.give()] + at[want.take()]);
      double more = value * Math.exp(-at[want.take()]) * (want.fixedGive() ? 1 : asked);
      worth[want.give()] += more;
      worth[want.take()] -= more;
      move(fixed(want), want.give(), value);
      move(fixed(want), want.take(), -value);
      program.right(want.give(), steps.kept() * value);
    }
  }

  /** With the log price of {@code of} the balance of {@code row} changes by {@code by}. */
  private void move(int of, int row, double by) {
    if (moved[of] == null) {
      moved[of] = new double[tokens];
    }
    moved[of][row] += by;
  }

  private void pools() {
    for (PoolLine line : now.pools()) {
      double[] doing = line.flow(0);
      double[] before = line.moves() ? line.flow(-STRETCHES * steps.stretch()) : doing;
      for (int coin = 0; coin < doing.length; coin++) {
        int token = line.agent().token(coin);
        move(token, token, value(line.agent(), coin, doing[coin]));
        program.right(token, -value(line.agent(), coin, before[coin]));
      }
      for (int stretch = 1 - STRETCHES; line.moves() && stretch <= STRETCHES; stretch++) {
        double[] after = line.flow(stretch * steps.stretch());
        program.column(0, 1);
        for (int coin = 0; coin < after.length; coin++) {
          program.entry(
              line.agent().token(coin), value(line.agent(), coin, after[coin] - before[coin]));
        }
        before = after;
      }
    }
  }

  private double value(PoolAgent agent, int coin, double wei) {
    int token = agent.token(coin);
    return wei / unit * now.reference()[token] * Math.exp(now.logPrices()[token]);
  }

  private void prices() {
    for (int token = 0; token < tokens; token++) {
      // Steps are counted from the farthest down, so that they are not below zero.
      program.column(worth[token] * steps.price(), 2);
      for (int row = 0; moved[token] != null && row < tokens; row++) {
        if (moved[token][row] != 0) {
          double by = moved[token][row] * steps.price();
          program.entry(row, by);
          program.right(row, by);
        }
      }
      for (int at = 0; at < limits.size(); at++) {
        Want want = now.wants().get(limits.get(at));
        if (want.give() == token) {
          program.entry(tokens + at, 1);
        } else if (want.take() == token) {
          program.entry(tokens + at, -1);
        }
      }
    }
  }

  private void slacks() {
    for (int at = 0; at < limits.size(); at++) {
      double slack = Math.max(0, now.beyond(limits.get(at), now.logPrices()));
      program.column(0, Double.POSITIVE_INFINITY);
      program.entry(tokens + at, -1);
      program.right(tokens + at, -slack / steps.price());
    }
  }

  /**
   * Tokens may have something left over, and at a price be short: so a step is found also where
   * nothing balances yet, after whole orders were decided on.
   */
  private void remainders() {
    double lowest = Arrays.stream(now.logPrices()).min().orElse(0);
    double missing = Math.max(SHORT, SHORT_OF_GAIN * Math.exp(-lowest));
    for (int token = 0; token < tokens; token++) {
      program.column(0, Double.POSITIVE_INFINITY);
      program.entry(token, -1);
      program.column(-missing, Double.POSITIVE_INFINITY);
      program.entry(token, 1);
    }
  }
}
