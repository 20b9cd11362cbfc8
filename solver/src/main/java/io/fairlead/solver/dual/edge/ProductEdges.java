package io.fairlead.solver.dual.edge;

import java.util.List;

/**
 * Two coins whose reserves' product must not fall after a fee on the input. With {@code p = sqrt(R1
 * v1)}, {@code q = sqrt(R2 v2)} and {@code f = 1/sqrt(gamma)}, coin 1 is bought iff {@code p > f
 * q}: then {@code p (p - f q)} of value comes out, {@code f q (p - f q)} goes in, the trade is
 * worth {@code (p - f q)^2}, and both virtual reserves are worth {@code f p q} afterwards. This is
 * the closed form of "An Analysis of Uniswap Markets" (Angeris et al., appendix A) multiplied by
 * the prices; it needs neither a root nor a logarithm per edge.
 */
final class ProductEdges implements EdgeGroup {
  /** Numbers per edge: the roots of both reserves and of the inverse of what the fee leaves. */
  private static final int NUMBERS = 3;

  private final int size;

  /** Both tokens of every edge, as a {@link Laplacian} keeps them. */
  private final long[] ends;

  /** {@link #NUMBERS} of every edge: what is read together lies together. */
  private final double[] number;

  ProductEdges(List<EdgeData.Product> rows) {
    size = rows.size();
    ends = new long[size];
    number = new double[NUMBERS * size];
    for (int edge = 0; edge < size; edge++) {
      EdgeData.Product row = rows.get(edge);
      ends[edge] = Laplacian.ends(row.token1(), row.token2());
      number[NUMBERS * edge] = Math.sqrt(row.reserve1());
      number[NUMBERS * edge + 1] = Math.sqrt(row.reserve2());
      number[NUMBERS * edge + 2] = 1 / Math.sqrt(row.gamma());
    }
  }

  private double rootReserve1(int edge) {
    return number[NUMBERS * edge];
  }

  private double rootReserve2(int edge) {
    return number[NUMBERS * edge + 1];
  }

  private double rootInverseFee(int edge) {
    return number[NUMBERS * edge + 2];
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int pairs() {
    return size;
  }

  @Override
  public int coins(int edge) {
    return 2;
  }

  @Override
  public int token(int edge, int coin) {
    return coin == 0 ? Laplacian.first(ends[edge]) : Laplacian.second(ends[edge]);
  }

  @Override
  public double accumulate(PriceState at, double[] imbalance, Laplacian curvature) {
    double[] roots = at.roots();
    long[] pairs = curvature.ends();
    double[] conductances = curvature.conductances();
    int pair = curvature.size();
    double moved = 0;
    double worth = 0;
    for (int edge = 0; edge < size; edge++) {
      long both = ends[edge];
      int one = Laplacian.first(both);
      int two = Laplacian.second(both);
      double p = rootReserve1(edge) * roots[one];
      double q = rootReserve2(edge) * roots[two];
      double f = rootInverseFee(edge);
      double fp = f * p;
      double buyOne = positive(p - f * q);
      double buyTwo = positive(q - fp);
      double buy = buyOne + buyTwo;
      imbalance[one] += p * (buyOne - f * buyTwo);
      imbalance[two] += q * (buyTwo - f * buyOne);
      worth += buy * buy;
      double k = 0.5 * fp * q;
      boolean trades = buy > 0;
      pairs[pair] = both;
      conductances[pair] = k;
      moved += trades ? k : 0;
      pair += trades ? 1 : 0;
    }
    curvature.added(pair, moved);
    return worth;
  }

  /** {@code max(0, x)} without a branch: which way an edge trades cannot be predicted. */
  private static double positive(double x) {
    return 0.5 * (x + Math.abs(x));
  }

  @Override
  public double value(int edge, PriceState at) {
    double p = rootReserve1(edge) * at.roots()[token(edge, 0)];
    double q = rootReserve2(edge) * at.roots()[token(edge, 1)];
    double f = rootInverseFee(edge);
    double gain = Math.max(0, Math.max(p - f * q, q - f * p));
    return gain * gain;
  }

  @Override
  public void flows(int edge, PriceState at, double[] flows, int offset) {
    double root1 = at.roots()[token(edge, 0)];
    double root2 = at.roots()[token(edge, 1)];
    double p = rootReserve1(edge) * root1;
    double q = rootReserve2(edge) * root2;
    double f = rootInverseFee(edge);
    if (p > f * q) {
      flows[offset] = rootReserve1(edge) * (p - f * q) / root1;
      flows[offset + 1] = -f * rootReserve2(edge) * (p - f * q) / root2;
    } else if (q > f * p) {
      flows[offset] = -f * rootReserve1(edge) * (q - f * p) / root1;
      flows[offset + 1] = rootReserve2(edge) * (q - f * p) / root2;
    } else {
      flows[offset] = 0;
      flows[offset + 1] = 0;
    }
  }

  @Override
  public double response(int edge, double[] flows, int offset, int adjusted) {
    double given = flows[offset + 1 - adjusted];
    double reserve1 = rootReserve1(edge) * rootReserve1(edge);
    double reserve2 = rootReserve2(edge) * rootReserve2(edge);
    double from = adjusted == 0 ? reserve2 : reserve1;
    double to = adjusted == 0 ? reserve1 : reserve2;
    double gamma = 1 / (rootInverseFee(edge) * rootInverseFee(edge));
    if (given > 0) {
      return given >= from ? Double.NaN : -to * given / ((from - given) * gamma);
    }
    double taxed = -given * gamma;
    return to * taxed / (from + taxed);
  }

  @Override
  public double depth(int edge, int coin, double price) {
    double root = coin == 0 ? rootReserve1(edge) : rootReserve2(edge);
    return 0.5 * root * root * price;
  }

  @Override
  public double logPriceOverFirst(int edge, int coin) {
    return coin == 0 ? 0 : 2 * Math.log(rootReserve1(edge) / rootReserve2(edge));
  }

  @Override
  public Curve curve(int edge) {
    return new Curve(
        new int[] {token(edge, 0), token(edge, 1)},
        new double[] {
          rootReserve1(edge) * rootReserve1(edge), rootReserve2(edge) * rootReserve2(edge)
        },
        new double[] {1, 1},
        new double[] {1, 1},
        0,
        0,
        1 / (rootInverseFee(edge) * rootInverseFee(edge)));
  }
}
