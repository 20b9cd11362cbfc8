package io.fairlead.solver.dual.edge;

import java.util.Arrays;
import java.util.List;

/**
 * Coins that are meant to be worth the same (StableSwap). Writing {@code K} for the invariant's
 * product term makes the pool a geometric mean of the coins and {@code K}, with {@code K <= a (S -
 * D) + D} growing linearly in the coins. With the multiplier {@code m} of that line fixed, a coin
 * of taxed price {@code u} ends at {@code K m / (u - a m)}, so that {@code K} is a {@link Level},
 * exactly as in a weighted pool; {@code m} itself is the root of one monotone equation, the line,
 * found by bracketing. All coins may move in one trade, with a fee on every input.
 */
final class StableEdges implements EdgeGroup {
  private static final int MAX_STEPS = 200;
  private static final double PRECISION = 1e-14;

  private final CoinTable table;
  private final double[] balance;
  private final double[] logBalance;
  private final double[] rate;
  private final double[] amplification;
  private final double[] gamma;
  private final double[] logFee;
  private final double[] invariant;
  private final double[] scratchLow;
  private final double[] scratchHigh;
  private final double[] ones;
  private final double[] after;
  private final double[] taxed;
  private final double[] solved;
  private double levelNow;

  StableEdges(List<EdgeData.Stable> rows) {
    table = new CoinTable(rows.stream().map(EdgeData.Stable::tokens).toArray(int[][]::new));
    balance = new double[table.total()];
    logBalance = new double[table.total()];
    rate = new double[table.total()];
    int size = rows.size();
    amplification = new double[size];
    gamma = new double[size];
    logFee = new double[size];
    invariant = new double[size];
    for (int edge = 0; edge < size; edge++) {
      EdgeData.Stable row = rows.get(edge);
      int start = table.start(edge);
      for (int coin = 0; coin < row.tokens().length; coin++) {
        rate[start + coin] = row.rates()[coin];
        balance[start + coin] = row.reserves()[coin] * row.rates()[coin];
        logBalance[start + coin] = Math.log(balance[start + coin]);
      }
      amplification[edge] = row.amplification();
      gamma[edge] = row.gamma();
      logFee[edge] = -Math.log(row.gamma());
      invariant[edge] =
          StableInvariant.of(balance, start, row.tokens().length, row.amplification());
    }
    int most = table.most();
    scratchLow = new double[most + 1];
    scratchHigh = new double[most + 1];
    ones = new double[most + 1];
    Arrays.fill(ones, 1);
    after = new double[most];
    taxed = new double[most];
    solved = new double[most];
  }

  @Override
  public int size() {
    return table.edges();
  }

  @Override
  public int pairs() {
    return table.pairs();
  }

  @Override
  public int coins(int edge) {
    return table.coins(edge);
  }

  @Override
  public int token(int edge, int coin) {
    return table.token(table.start(edge) + coin);
  }

  @Override
  public double accumulate(PriceState at, double[] imbalance, Laplacian curvature) {
    double worth = 0;
    for (int edge = 0; edge < table.edges(); edge++) {
      if (!trade(edge, at)) {
        continue;
      }
      int start = table.start(edge);
      for (int coin = 0; coin < table.coins(edge); coin++) {
        int token = table.token(start + coin);
        double moved = flow(edge, coin) * at.prices()[token];
        imbalance[token] += moved;
        worth += moved;
      }
      addCurvature(edge, curvature);
    }
    return worth;
  }

  /** Flow of a coin in the token's own unit, from the balances after the trade. */
  private double flow(int edge, int coin) {
    double out = balance[table.start(edge) + coin] - after[coin];
    return (out > 0 ? out : out / gamma[edge]) / rate[table.start(edge) + coin];
  }

  /** Finds the balances after the best trade; false if there is none. */
  private boolean trade(int edge, PriceState at) {
    int start = table.start(edge);
    int coins = table.coins(edge);
    if (at.prices()[table.token(start)] == 0) {
      return false;
    }
    double d = invariant[edge];
    double a = amplification[edge];
    double sum = 0;
    for (int coin = 0; coin < coins; coin++) {
      sum += balance[start + coin];
    }
    double product = a * (sum - d) + d;
    double highest = 0;
    double lowest = Double.POSITIVE_INFINITY;
    double least = Double.POSITIVE_INFINITY;
    for (int coin = 0; coin < coins; coin++) {
      double price = at.prices()[table.token(start + coin)] / rate[start + coin];
      taxed[coin] = price;
      double marginal = a + product / balance[start + coin];
      highest = Math.max(highest, price / marginal);
      lowest = Math.min(lowest, price / marginal / gamma[edge]);
      least = Math.min(least, price / gamma[edge] / a);
    }
    if (highest <= lowest) {
      return false;
    }
    solve(edge, least, lowest, highest);
    return true;
  }

  /** Finds the multiplier between zero and {@code least}; {@code after} holds the balances. */
  private void solve(int edge, double least, double lowest, double highest) {
    double low = 0;
    double high = least;
    double lowMiss = 0;
    double highMiss = 0;
    int side = 0;
    double m = Math.min(Math.sqrt(lowest) * Math.sqrt(highest), 0.5 * (lowest + least));
    for (int step = 0; step < MAX_STEPS && !(high - low <= PRECISION * high); step++) {
      double miss = miss(edge, m);
      if (miss == 0) {
        return;
      }
      // An end that stays where it is twice in a row counts half (the Illinois rule).
      if (miss < 0) {
        highMiss = side < 0 ? 0.5 * highMiss : highMiss;
        low = m;
        lowMiss = miss;
        side = -1;
      } else {
        lowMiss = side > 0 ? 0.5 * lowMiss : lowMiss;
        high = m;
        highMiss = miss;
        side = 1;
      }
      // The multiplier lies between the coins' own before the trade, about: ends to try first.
      if (low == 0 && lowest < high) {
        m = lowest;
      } else if (highMiss <= 0 && highest > low && highest < high) {
        m = highest;
      } else {
        m = next(low, high, lowMiss, highMiss, step);
      }
    }
    miss(edge, m);
  }

  /** Regula falsi where both ends are known, halves otherwise and now and then. */
  private static double next(double low, double high, double lowMiss, double highMiss, int step) {
    double middle = low == 0 ? 0.5 * high : Math.sqrt(low) * Math.sqrt(high);
    if (lowMiss >= 0 || highMiss <= 0 || !Double.isFinite(highMiss) || step % 4 == 3) {
      return middle;
    }
    double chord = low + (high - low) * (lowMiss / (lowMiss - highMiss));
    return chord > low && chord < high ? chord : middle;
  }

  /** How far, relatively, {@code K} stays behind the line at multiplier {@code m}. */
  private double miss(int edge, double m) {
    int start = table.start(edge);
    int coins = table.coins(edge);
    double a = amplification[edge];
    double logM = Math.log(m);
    // All in logs: ln x = clamp of ln K + ln m - ln(u - a m); K itself is a coin that always moves.
    double target = StableInvariant.logProduct(invariant[edge], coins);
    for (int coin = 0; coin < coins; coin++) {
      double withdrawn = taxed[coin] - a * m;
      double deposited = taxed[coin] / gamma[edge] - a * m;
      double before = logBalance[start + coin];
      // As a level in ln K: withdrawn below `low`, deposited above `high`.
      scratchLow[coin] =
          withdrawn > 0 ? before - logM + Math.log(withdrawn) : Double.NEGATIVE_INFINITY;
      scratchHigh[coin] = before - logM + Math.log(deposited);
      target -= before;
    }
    scratchLow[coins] = target;
    scratchHigh[coins] = target;
    levelNow = Level.of(scratchLow, scratchHigh, ones, 0, coins + 1);
    double sum = 0;
    for (int coin = 0; coin < coins; coin++) {
      double x = balance[start + coin];
      if (levelNow < scratchLow[coin]) {
        x *= Math.exp(levelNow - scratchLow[coin]);
      } else if (levelNow > scratchHigh[coin]) {
        x *= Math.exp(levelNow - scratchHigh[coin]);
      }
      after[coin] = x;
      sum += x;
    }
    double line = a * (sum - invariant[edge]) + invariant[edge];
    return (line - Math.exp(levelNow)) / (Math.abs(line) + Math.exp(levelNow));
  }

  /**
   * The second derivative by log prices of the coins that move, from the stationarity conditions:
   * with {@code g_i = a/K + 1/x_i} and {@code M = diag(1/x^2) + (a/K)^2 11'}, it is {@code diag(u)
   * (M^-1 - M^-1 g g' M^-1 / g'M^-1 g) diag(u) / mu}, where {@code u = mu g}; its rows sum to zero.
   */
  private void addCurvature(int edge, Laplacian curvature) {
    int start = table.start(edge);
    int coins = table.coins(edge);
    double k = Math.exp(levelNow);
    double beta = amplification[edge] / k;
    double squares = 0;
    for (int coin = 0; coin < coins; coin++) {
      squares += moves(coin) ? after[coin] * after[coin] : 0;
    }
    double shrink = beta / (1 + beta * beta * squares);
    double mixed = 0;
    double mu = 0;
    for (int coin = 0; coin < coins; coin++) {
      if (moves(coin)) {
        double g = beta + 1 / after[coin];
        mixed += g * after[coin] * after[coin];
        double price = levelNow < scratchLow[coin] ? taxed[coin] : taxed[coin] / gamma[edge];
        mu = Math.max(mu, price / g);
      }
    }
    double total = 0;
    for (int coin = 0; coin < coins; coin++) {
      if (moves(coin)) {
        double square = after[coin] * after[coin];
        solved[coin] = square * (beta + 1 / after[coin]) - shrink * beta * square * mixed;
        total += solved[coin] * (beta + 1 / after[coin]);
      }
    }
    for (int one = 0; one < coins; one++) {
      for (int other = one + 1; other < coins && moves(one); other++) {
        if (moves(other)) {
          double entry =
              -shrink * beta * after[one] * after[one] * after[other] * after[other]
                  - solved[one] * solved[other] / total;
          double scale = (beta + 1 / after[one]) * (beta + 1 / after[other]) * mu;
          double steepness = -entry * scale;
          curvature.add(
              table.token(start + one),
              table.token(start + other),
              steepness,
              steepness / amplification[edge]);
        }
      }
    }
  }

  private boolean moves(int coin) {
    return levelNow < scratchLow[coin] || levelNow > scratchHigh[coin];
  }

  @Override
  public double value(int edge, PriceState at) {
    if (!trade(edge, at)) {
      return 0;
    }
    double worth = 0;
    for (int coin = 0; coin < table.coins(edge); coin++) {
      worth += flow(edge, coin) * at.prices()[table.token(table.start(edge) + coin)];
    }
    return Math.max(0, worth);
  }

  @Override
  public void flows(int edge, PriceState at, double[] flows, int offset) {
    boolean trades = trade(edge, at);
    for (int coin = 0; coin < table.coins(edge); coin++) {
      flows[offset + coin] = trades ? flow(edge, coin) : 0;
    }
  }

  @Override
  public double response(int edge, double[] flows, int offset, int adjusted) {
    int start = table.start(edge);
    int coins = table.coins(edge);
    double sum = 0;
    double logs = 0;
    for (int coin = 0; coin < coins; coin++) {
      if (coin != adjusted) {
        double flow = flows[offset + coin] * rate[start + coin];
        double x = balance[start + coin] - (flow > 0 ? flow : flow * gamma[edge]);
        if (!(x > 0)) {
          return Double.NaN;
        }
        sum += x;
        logs += Math.log(x);
      }
    }
    double x = StableInvariant.balance(sum, logs, invariant[edge], coins, amplification[edge]);
    double out = balance[start + adjusted] - x;
    return (out > 0 ? out : out / gamma[edge]) / rate[start + adjusted];
  }

  @Override
  public double depth(int edge, int coin, double price) {
    int place = table.start(edge) + coin;
    return 0.5 * balance[place] / rate[place] * price * amplification[edge];
  }

  @Override
  public double logPriceOverFirst(int edge, int coin) {
    int start = table.start(edge);
    double a = amplification[edge];
    double sum = 0;
    for (int place = start; place < start + coins(edge); place++) {
      sum += balance[place];
    }
    double product = a * (sum - invariant[edge]) + invariant[edge];
    return Math.log(rate[start + coin] * (a + product / balance[start + coin]))
        - Math.log(rate[start] * (a + product / balance[start]));
  }

  @Override
  public Curve curve(int edge) {
    int from = table.start(edge);
    int to = table.start(edge + 1);
    return new Curve(
        table.tokens(edge),
        Arrays.copyOfRange(balance, from, to),
        Arrays.copyOfRange(rate, from, to),
        Arrays.copyOf(ones, to - from),
        amplification[edge],
        invariant[edge],
        gamma[edge]);
  }
}
