package io.fairlead.solver.batch.price;

import io.fairlead.solver.batch.demand.PoolAgent;
import io.fairlead.solver.batch.demand.Want;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/**
 * Common prices of a small batch, found without small steps. The best score at given prices, as a
 * function of the prices, jumps where an order comes to its limit, and small steps end at the first
 * such edge. Here the prices of some tokens are moved against all others along the whole line, to
 * every limit that lies there, and on to the best place beside the best of these; then those of
 * other tokens, until no line has anything better (coordinate search; Hooke and Jeeves, Journal of
 * the ACM 1961, whose pattern the limits give here). That is begun again from other prices.
 */
final class PriceLines {
  /** Up to so many tokens every set of tokens is moved, beyond it single ones and joined pairs. */
  private static final int MOST_TOKENS_ALL = 6;

  private static final int MAX_SWEEPS = 8;

  /** So many starts in a row that found nothing better are enough. */
  private static final int MAX_IDLE = 12;

  private static final int SECTIONS = 10;
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  /** Between two limits nothing is looked for that is so much worse than the best. */
  private static final double HOPELESS = 0.9;

  private static final double ENOUGH = 1e-6;

  /** Beyond the last limit a line goes on so far. */
  private static final double BEYOND = 0.05;

  /**
   * With pools or makers so far, in doubled steps: they trade at their own rates, and what they
   * give beyond the clearing prices can pay for a token that is sold far below its worth.
   */
  private static final double FARTHEST_BEYOND = 1.6;

  /** How far from the reference prices it is begun again: times the mean distance of limits. */
  private static final double FAR = 2;

  private static final double FARTHEST = 0.3;

  /** With pools or makers one of so many starts is at a low price of one token. */
  private static final int EACH_LOW = 3;

  private final FixedPrices batch;
  private final int pools;
  private final List<List<Integer>> sets;
  private final BooleanSupplier stop;
  private long work;

  private double[] prices = new double[0];
  private FixedPrices.Fills fills = new FixedPrices.Fills(0, prices, prices, prices);

  /**
   * Where the search ended.
   *
   * @param logPrices relative to reference prices
   * @param parts which part of each order is filled there
   * @param positions how far each pool goes on its line
   * @param score about what that scores, native wei
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier for arrays, never compared
  record Found(double[] logPrices, double[] parts, double[] positions, double score) {}

  /**
   * A search.
   *
   * @param wants orders, then makers' orders
   * @param orders how many of them are orders
   * @param work how much may be done, in about as many multiplications
   */
  PriceLines(
      List<Want> wants,
      int orders,
      double[] reference,
      List<PoolAgent> pools,
      long work,
      BooleanSupplier stop) {
    double[] flat = new double[reference.length];
    List<PoolLine> lines = pools.stream().map(agent -> PoolLine.of(agent, flat)).toList();
    this.batch = new FixedPrices(wants, orders, reference, lines);
    this.pools = pools.size();
    this.sets = sets();
    this.work = work;
    this.stop = stop;
  }

  /** Searches from these prices and then from others; the best of all. */
  Found search(List<double[]> starts) {
    SplittableRandom random = new SplittableRandom(1);
    Found best = new Found(starts.getFirst(), new double[0], new double[0], 0);
    int idle = 0;
    for (int start = 0; idle < MAX_IDLE && !spent(); start++) {
      double[] from = start < starts.size() ? starts.get(start) : elsewhere(start, best, random);
      begin(from);
      for (int sweep = 0; sweep < MAX_SWEEPS && sweep() && !spent(); sweep++) {
        // As long as there is a better place on any line.
      }
      idle = fills.score() > best.score() * (1 + ENOUGH) ? 0 : idle + 1;
      if (idle == 0) {
        double[] positions = new double[pools];
        System.arraycopy(fills.positions(), 0, positions, 0, fills.positions().length);
        best = new Found(prices, fills.parts(), positions, fills.score());
      }
    }
    return best;
  }

  /** By turns anywhere, and half as far from the best; some with a token far below its worth. */
  private double[] elsewhere(int start, Found best, SplittableRandom random) {
    boolean anywhere = start % 2 == 0;
    double far = anywhere ? far() : far() / 2;
    double[] from = anywhere ? new double[batch.tokens()] : best.logPrices().clone();
    for (int token = 0; token < from.length; token++) {
      from[token] += random.nextDouble(-far, far);
    }
    if (!batch.ordersAlone() && start % EACH_LOW == 0) {
      from[random.nextInt(from.length)] -= random.nextDouble(FARTHEST_BEYOND);
    }
    return from;
  }

  /** What is left of the work. */
  long left() {
    return Math.max(0, work);
  }

  private boolean spent() {
    return work <= 0 || stop.getAsBoolean();
  }

  private double far() {
    double mean =
        batch.orders().stream().mapToDouble(want -> Math.abs(want.limit())).average().orElse(0);
    return Math.min(FARTHEST, Math.max(ENOUGH, FAR * mean));
  }

  private List<List<Integer>> sets() {
    int tokens = batch.tokens();
    List<List<Integer>> found = new ArrayList<>();
    if (tokens <= MOST_TOKENS_ALL) {
      for (int set = 1; set < 1 << (tokens - 1); set++) {
        List<Integer> members = new ArrayList<>();
        for (int token = 1; token < tokens; token++) {
          if ((set >> (token - 1) & 1) == 1) {
            members.add(token);
          }
        }
        found.add(members);
      }
      return found;
    }
    for (int token = 0; token < tokens; token++) {
      found.add(List.of(token));
    }
    batch.orders().stream()
        .map(
            want -> List.of(Math.min(want.give(), want.take()), Math.max(want.give(), want.take())))
        .distinct()
        .forEach(found::add);
    return found;
  }

  private void begin(double[] from) {
    prices = from.clone();
    fills = batch.best(prices);
    work -= batch.work();
  }

  private boolean sweep() {
    double before = fills.score();
    for (List<Integer> set : sets) {
      if (spent()) {
        return false;
      }
      line(set);
    }
    return fills.score() > before * (1 + ENOUGH);
  }

  private void line(List<Integer> set) {
    double[] base = prices;
    NavigableSet<Double> limits = limits(base, set);
    double here = 0;
    for (double limit : limits) {
      here = tried(base, set, limit) ? limit : here;
    }
    if (fills.score() > 0) {
      Double lower = limits.lower(here - ENOUGH);
      Double higher = limits.higher(here + ENOUGH);
      section(base, set, lower == null ? here - BEYOND : lower, here);
      section(base, set, here, higher == null ? here + BEYOND : higher);
    }
  }

  /** How far the set has to be moved for each order to be at its limit, and places beyond. */
  private NavigableSet<Double> limits(double[] base, List<Integer> set) {
    NavigableSet<Double> limits = new TreeSet<>();
    for (Want want : batch.orders()) {
      boolean gives = set.contains(want.give());
      if (gives != set.contains(want.take())) {
        double by = want.limit() - base[want.give()] + base[want.take()];
        limits.add(gives ? by : -by);
      }
    }
    if (!batch.ordersAlone() && !limits.isEmpty()) {
      double first = limits.first();
      double last = limits.last();
      for (double beyond = BEYOND; beyond <= FARTHEST_BEYOND; beyond *= 2) {
        limits.add(first - beyond);
        limits.add(last + beyond);
      }
    }
    return limits;
  }

  private static double[] moved(double[] base, List<Integer> set, double by) {
    double[] at = base.clone();
    set.forEach(token -> at[token] += by);
    return at;
  }

  private boolean tried(double[] base, List<Integer> set, double by) {
    double[] at = moved(base, set, by);
    if (spent() || batch.most(at, fills.shadow()) <= fills.score()) {
      return false;
    }
    return better(at, fills(at));
  }

  private FixedPrices.Fills fills(double[] at) {
    work -= batch.work();
    return batch.best(at);
  }

  private boolean better(double[] at, FixedPrices.Fills other) {
    boolean better = other.score() > fills.score();
    if (better) {
      prices = at;
      fills = other;
    }
    return better;
  }

  /** Golden section search for the best place on a stretch of a line. */
  private void section(double[] base, List<Integer> set, double from, double to) {
    double least = HOPELESS * fills.score();
    double low = from;
    double high = to;
    double left = high - GOLDEN * (high - low);
    double right = low + GOLDEN * (high - low);
    double atLeft = at(base, set, left);
    double atRight = at(base, set, right);
    for (int i = 0; i < SECTIONS && Math.max(atLeft, atRight) > least && !spent(); i++) {
      if (atLeft > atRight) {
        high = right;
        right = left;
        atRight = atLeft;
        left = high - GOLDEN * (high - low);
        atLeft = at(base, set, left);
      } else {
        low = left;
        left = right;
        atLeft = atRight;
        right = low + GOLDEN * (high - low);
        atRight = at(base, set, right);
      }
    }
  }

  private double at(double[] base, List<Integer> set, double by) {
    double[] at = moved(base, set, by);
    if (batch.most(at, fills.shadow()) <= HOPELESS * fills.score()) {
      return 0;
    }
    FixedPrices.Fills there = fills(at);
    better(at, there);
    return there.score();
  }
}
