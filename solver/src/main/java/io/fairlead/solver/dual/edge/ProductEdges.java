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
  private final int[] first;
  private final int[] second;
  private final double[] rootReserve1;
  private final double[] rootReserve2;
  private final double[] rootInverseFee;

  ProductEdges(List<EdgeData.Product> rows) {
    int size = rows.size();
    first = new int[size];
    second = new int[size];
    rootReserve1 = new double[size];
    rootReserve2 = new double[size];
    rootInverseFee = new double[size];
    for (int edge = 0; edge < size; edge++) {
      EdgeData.Product row = rows.get(edge);
      first[edge] = row.token1();
      second[edge] = row.token2();
      rootReserve1[edge] = Math.sqrt(row.reserve1());
      rootReserve2[edge] = Math.sqrt(row.reserve2());
      rootInverseFee[edge] = 1 / Math.sqrt(row.gamma());
    }
  }

  @Override
  public int size() {
    return first.length;
  }

  @Override
  public int pairs() {
    return first.length;
  }

  @Override
  public int coins(int edge) {
    return 2;
  }

  @Override
  public int token(int edge, int coin) {
    return coin == 0 ? first[edge] : second[edge];
  }

  @Override
  public double accumulate(PriceState at, double[] imbalance, Laplacian curvature) {
    double[] roots = at.roots();
    int[] firsts = curvature.firsts();
    int[] seconds = curvature.seconds();
    double[] conductances = curvature.conductances();
    int pair = curvature.size();
    double moved = 0;
    double worth = 0;
    for (int edge = 0; edge < first.length; edge++) {
      int one = first[edge];
      int two = second[edge];
      double p = rootReserve1[edge] * roots[one];
      double q = rootReserve2[edge] * roots[two];
      double f = rootInverseFee[edge];
      double buyOne = positive(p - f * q);
      double buyTwo = positive(q - f * p);
      imbalance[one] += p * (buyOne - f * buyTwo);
      imbalance[two] += q * (buyTwo - f * buyOne);
      worth += buyOne * buyOne + buyTwo * buyTwo;
      double k = 0.5 * f * p * q;
      boolean trades = buyOne + buyTwo > 0;
      firsts[pair] = one;
      seconds[pair] = two;
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
    double p = rootReserve1[edge] * at.roots()[first[edge]];
    double q = rootReserve2[edge] * at.roots()[second[edge]];
    double f = rootInverseFee[edge];
    double gain = Math.max(0, Math.max(p - f * q, q - f * p));
    return gain * gain;
  }

  @Override
  public void flows(int edge, PriceState at, double[] flows, int offset) {
    double root1 = at.roots()[first[edge]];
    double root2 = at.roots()[second[edge]];
    double p = rootReserve1[edge] * root1;
    double q = rootReserve2[edge] * root2;
    double f = rootInverseFee[edge];
    if (p > f * q) {
      flows[offset] = rootReserve1[edge] * (p - f * q) / root1;
      flows[offset + 1] = -f * rootReserve2[edge] * (p - f * q) / root2;
    } else if (q > f * p) {
      flows[offset] = -f * rootReserve1[edge] * (q - f * p) / root1;
      flows[offset + 1] = rootReserve2[edge] * (q - f * p) / root2;
    } else {
      flows[offset] = 0;
      flows[offset + 1] = 0;
    }
  }

  @Override
  public double response(int edge, double[] flows, int offset, int adjusted) {
    double given = flows[offset + 1 - adjusted];
    double reserve1 = rootReserve1[edge] * rootReserve1[edge];
    double reserve2 = rootReserve2[edge] * rootReserve2[edge];
    double from = adjusted == 0 ? reserve2 : reserve1;
    double to = adjusted == 0 ? reserve1 : reserve2;
    double gamma = 1 / (rootInverseFee[edge] * rootInverseFee[edge]);
    if (given > 0) {
      return given >= from ? Double.NaN : -to * given / ((from - given) * gamma);
    }
    double taxed = -given * gamma;
    return to * taxed / (from + taxed);
  }

  @Override
  public double depth(int edge, int coin, double price) {
    double root = coin == 0 ? rootReserve1[edge] : rootReserve2[edge];
    return 0.5 * root * root * price;
  }

  @Override
  public double logPriceOverFirst(int edge, int coin) {
    return coin == 0 ? 0 : 2 * Math.log(rootReserve1[edge] / rootReserve2[edge]);
  }

  @Override
  public Curve curve(int edge) {
    return new Curve(
        new int[] {first[edge], second[edge]},
        new double[] {
          rootReserve1[edge] * rootReserve1[edge], rootReserve2[edge] * rootReserve2[edge]
        },
        new double[] {1, 1},
        new double[] {1, 1},
        0,
        0,
        1 / (rootInverseFee[edge] * rootInverseFee[edge]));
  }
}
