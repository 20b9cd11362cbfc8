package io.fairlead.solver.dual.edge;

import java.util.List;

/**
 * Limit orders and order book levels. An order that gives {@code q} for {@code price} each is worth
 * {@code max(0, A)} with {@code A = q (v_given - price v_wanted)}: it has a kink where the market
 * meets its price, and there any part {@code u} of it may trade. The solver meets it with a
 * logarithmic barrier, {@code max over u of u A + m (ln u + ln(1 - u))}, whose best {@code u} is
 * smooth in the prices and within what the order allows; as {@code m} goes to zero it becomes the
 * order.
 */
final class LimitEdges implements EdgeGroup {
  /** Stands in for parts too small for a double. */
  private static final double LEAST_PART = 1e-300;

  private final int[] given;
  private final int[] wanted;
  private final double[] price;
  private final double[] logPrice;
  private final double[] capacity;
  private double barrier = 1;

  LimitEdges(List<EdgeData.Limit> rows) {
    given = rows.stream().mapToInt(EdgeData.Limit::given).toArray();
    wanted = rows.stream().mapToInt(EdgeData.Limit::wanted).toArray();
    price = rows.stream().mapToDouble(EdgeData.Limit::price).toArray();
    logPrice = rows.stream().mapToDouble(row -> Math.log(row.price())).toArray();
    capacity = rows.stream().mapToDouble(EdgeData.Limit::capacity).toArray();
  }

  /** Sets the barrier's weight, in the objective's unit; above zero. */
  void soften(double weight) {
    barrier = weight;
  }

  @Override
  public int size() {
    return given.length;
  }

  @Override
  public int pairs() {
    return given.length;
  }

  @Override
  public int coins(int edge) {
    return 2;
  }

  @Override
  public int token(int edge, int coin) {
    return coin == 0 ? given[edge] : wanted[edge];
  }

  /** Whether the order's tokens are worth anything. */
  private boolean priced(int edge, PriceState at) {
    return at.prices()[given[edge]] > 0;
  }

  /** What trading the whole order is worth; below zero if it asks too much. */
  private double advantage(int edge, PriceState at) {
    double beyond = at.logs()[given[edge]] - at.logs()[wanted[edge]] - logPrice[edge];
    double in = capacity[edge] * price[edge] * at.prices()[wanted[edge]];
    // Near the limit without cancellation, far from it without overflow.
    return Math.abs(beyond) < 1
        ? in * Math.expm1(beyond)
        : capacity[edge] * at.prices()[given[edge]] - in;
  }

  /**
   * The smaller of the traded and the untraded part: the root in (0, 1/2] of {@code a u^2 - (2 + a)
   * u + 1 = 0} with {@code a = |A| / m}.
   */
  private double smallerPart(double advantage) {
    double a = Math.abs(advantage) / barrier;
    return Math.max(LEAST_PART, 2 / (2 + a + Math.sqrt(a * a + 4)));
  }

  /** How much the traded part grows per unit of advantage. */
  private double change(double small) {
    double large = 1 - small;
    return small * small * large * large / (small * small + large * large) / barrier;
  }

  @Override
  public double accumulate(PriceState at, double[] imbalance, Laplacian curvature) {
    double worth = 0;
    for (int edge = 0; edge < given.length; edge++) {
      if (!priced(edge, at)) {
        continue;
      }
      double advantage = advantage(edge, at);
      double small = smallerPart(advantage);
      double large = 1 - small;
      double part = advantage > 0 ? large : small;
      double out = capacity[edge] * at.prices()[given[edge]];
      double in = price[edge] * capacity[edge] * at.prices()[wanted[edge]];
      imbalance[given[edge]] += part * out;
      imbalance[wanted[edge]] -= part * in;
      worth += part * advantage + barrier * (Math.log(small) + Math.log(large));
      curvature.add(given[edge], wanted[edge], change(small) * out * in, out);
    }
    return worth;
  }

  /** What the barrier hides of the orders' worth. */
  double hiddenWorth(PriceState at) {
    double hidden = 0;
    for (int edge = 0; edge < given.length; edge++) {
      if (priced(edge, at)) {
        double advantage = advantage(edge, at);
        double small = smallerPart(advantage);
        hidden += small * Math.abs(advantage) - barrier * (Math.log(small) + Math.log(1 - small));
      }
    }
    return hidden;
  }

  @Override
  public double value(int edge, PriceState at) {
    return priced(edge, at) ? Math.max(0, advantage(edge, at)) : 0;
  }

  @Override
  public void flows(int edge, PriceState at, double[] flows, int offset) {
    double out = 0;
    if (priced(edge, at)) {
      double advantage = advantage(edge, at);
      double small = smallerPart(advantage);
      out = capacity[edge] * (advantage > 0 ? 1 - small : small);
    }
    flows[offset] = out;
    flows[offset + 1] = -price[edge] * out;
  }

  @Override
  public double response(int edge, double[] flows, int offset, int adjusted) {
    double out = adjusted == 0 ? -flows[offset + 1] / price[edge] : flows[offset];
    // A hair beyond either end is rounding, not a wish.
    double slack = 1e-12 * capacity[edge];
    if (out < -slack || out > capacity[edge] + slack) {
      return Double.NaN;
    }
    return adjusted == 0 ? out : -price[edge] * out;
  }

  @Override
  public double depth(int edge, int coin, double price) {
    return capacity[edge] * price * (coin == 0 ? 1 : this.price[edge]);
  }

  @Override
  public double readiness(int edge, PriceState at) {
    if (!priced(edge, at)) {
      return 0;
    }
    double in = price[edge] * capacity[edge] * at.prices()[wanted[edge]];
    return change(smallerPart(advantage(edge, at))) * in;
  }

  @Override
  public double logPriceOverFirst(int edge, int coin) {
    // Given for wanted: one unit of the first coin is worth `price` units of the second.
    return coin == 0 ? 0 : -logPrice[edge];
  }
}
