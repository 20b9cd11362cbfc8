package io.fairlead.solver.batch.referee;

import io.fairlead.solver.batch.demand.Want;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.Optimisation;

/**
 * More than everything that can be settled at prices of a box, as a linear program. With {@code
 * w[u]} one by the price of token {@code u} and {@code r[u][f] = w[u] / w[f]}, an order filled in
 * part {@code x} of its amount of {@code f} has the vector {@code y[u] = x * r[u][f]}: what it
 * moves, counted in every token. Balances of every token hold in every count; the score is linear.
 * What is relaxed are the products {@code x * r} (McCormick's four planes over the box, the two
 * that hold {@code x} narrowed to where the order's limit is kept) and {@code r} itself, between
 * tangents and the chord of the exponential function of a difference of log prices.
 */
final class Relaxation {
  private final Bargain bargain;
  private final PriceBox box;
  private final BitSet omitted;
  private final int tokens;
  private final Program program = new Program();
  private final Expression[][] balances;
  private final int[] log;
  private final int[][] ratio;
  private final int[][] part;
  private final List<Vector> vectors = new ArrayList<>();
  private double value;
  private double[] solution = new double[0];

  /** The columns of one amount, {@code size} of token {@code f}, in the counts of all tokens. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier for arrays, never compared
  private record Vector(int[] y, int f, double size) {}

  /** In {@code box}, without the orders {@code out}. */
  Relaxation(Bargain bargain, PriceBox box, BitSet out) {
    this.bargain = bargain;
    this.box = box;
    this.omitted = out;
    this.tokens = bargain.tokens();
    this.balances = new Expression[tokens][tokens];
    this.log = new int[tokens];
    this.ratio = new int[tokens][tokens];
    this.part = new int[bargain.orders().size()][];
    prices();
    for (int i = 0; i < part.length; i++) {
      order(i);
    }
    for (Want maker : bargain.makers()) {
      maker(maker);
    }
  }

  /** Solves; whether anything scores there. */
  boolean solve() {
    boolean any = false;
    for (int[] one : part) {
      any |= one != null;
    }
    if (!any) {
      return false;
    }
    Optimisation.Result result = program.maximise();
    if (result.getState().isOptimal()) {
      value = result.getValue();
      solution = new double[(int) result.count()];
      for (int i = 0; i < solution.length; i++) {
        solution[i] = result.doubleValue(i);
      }
      return true;
    }
    if (result.getState() == Optimisation.State.INFEASIBLE) {
      return false;
    }
    throw new IllegalStateException("not solved: " + result.getState());
  }

  /** No settlement in the box scores more. */
  double value() {
    return value;
  }

  double[] logPrices() {
    double[] prices = new double[tokens];
    for (int token = 0; token < tokens; token++) {
      prices[token] = solution[log[token]];
    }
    return prices;
  }

  boolean has(int order) {
    return part[order] != null;
  }

  /** Which part of an order the program fills. */
  double filled(int order) {
    return part[order] == null
        ? 0
        : solution[part[order][Bargain.fixed(bargain.orders().get(order))]];
  }

  /** By pair of tokens, the lower first: how far the program is from products, in value. */
  double[][] mismatches() {
    double[][] off = new double[tokens][tokens];
    for (Vector one : vectors) {
      for (int u = 0; u < tokens; u++) {
        double at = Math.exp(solution[log[one.f()]] - solution[log[u]]);
        double by = Math.abs(solution[one.y()[u]] - solution[one.y()[one.f()]] * at);
        off[Math.min(u, one.f())][Math.max(u, one.f())] += u == one.f() ? 0 : one.size() * by;
      }
    }
    return off;
  }

  private void prices() {
    for (int token = 0; token < tokens; token++) {
      log[token] = program.column(box.least(token, 0), box.most(token, 0), 0);
    }
    for (int u = 0; u < tokens; u++) {
      for (int f = 0; f < tokens; f++) {
        balances[u][f] = program.row().lower(0);
        if (u != f) {
          exponential(u, f);
        }
      }
    }
  }

  /** {@code r[u][f] = exp(log[f] - log[u])}, relaxed. */
  private void exponential(int u, int f) {
    double low = box.least(f, u);
    double high = Math.max(low, box.most(f, u));
    int r = program.column(Math.exp(low), Math.exp(high), 0);
    ratio[u][f] = r;
    for (double at : new double[] {low, 0.5 * (low + high), high}) {
      double slope = Math.exp(at);
      difference(u, f, r, slope).lower(slope * (1 - at));
    }
    double chord = high - low > 1e-9 ? (Math.exp(high) - Math.exp(low)) / (high - low) : 0;
    difference(u, f, r, chord).upper(chord > 0 ? Math.exp(low) - chord * low : Math.exp(high));
  }

  private Expression difference(int u, int f, int r, double slope) {
    return program.row().set(r, 1).set(log[f], -slope).set(log[u], slope);
  }

  private void order(int i) {
    Want want = bargain.orders().get(i);
    if (omitted.get(i)) {
      return;
    }
    PriceBox kept = box.with(want.give(), want.take(), want.limit());
    if (kept.isEmpty()) {
      return;
    }
    double least = bargain.filled().get(i) ? 1 : 0;
    part[i] = vector(Bargain.fixed(want), kept, program.column(least, 1, 0));
    vectors.add(new Vector(part[i], Bargain.fixed(want), want.size()));
    program.gain(part[i][want.take()], want.size());
    program.gain(part[i][want.give()], -want.size() * Math.exp(want.limit()));
    for (int u = 0; u < tokens; u++) {
      balances[want.give()][u].set(part[i][u], want.size());
      balances[want.take()][u].set(part[i][u], -want.size());
    }
  }

  private void maker(Want maker) {
    int[] in = vector(maker.take(), box);
    int[] given = vector(maker.give(), box, in[maker.take()]);
    double out = maker.size() * Math.exp(-maker.limit());
    vectors.add(new Vector(in, maker.take(), maker.size()));
    vectors.add(new Vector(given, maker.give(), out));
    for (int u = 0; u < tokens; u++) {
      balances[maker.take()][u].set(in[u], -maker.size());
      balances[maker.give()][u].set(given[u], out);
    }
  }

  private int[] vector(int f, PriceBox kept) {
    return vector(f, kept, program.column(0, 1, 0));
  }

  /**
   * {@code x * r[u][f]} for all {@code u}, relaxed; where {@code x} is not zero, in {@code kept}.
   */
  private int[] vector(int f, PriceBox kept, int x) {
    int[] y = new int[tokens];
    y[f] = x;
    for (int u = 0; u < tokens; u++) {
      if (u != f) {
        double low = Math.exp(box.least(f, u));
        double high = Math.exp(box.most(f, u));
        y[u] = program.column(0, Math.exp(kept.most(f, u)), 0);
        program.row().set(y[u], 1).set(x, -Math.exp(kept.least(f, u))).lower(0);
        program.row().set(y[u], 1).set(x, -Math.exp(kept.most(f, u))).upper(0);
        // What is not filled, 1 - x, is valued in the box too.
        program.row().set(ratio[u][f], 1).set(y[u], -1).set(x, low).lower(low);
        program.row().set(ratio[u][f], 1).set(y[u], -1).set(x, high).upper(high);
      }
    }
    return y;
  }
}
