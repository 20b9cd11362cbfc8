package io.fairlead.solver.batch.bound;

import io.fairlead.solver.batch.program.InteriorMethod;
import io.fairlead.solver.batch.program.LinearProgram;
import java.util.List;

/**
 * The tightest bound on a score where there are orders and no pools: a linear program, whose dual
 * prices the interior point method finds. Orders put what they sell into a pot per token and take
 * out what they ask for; what is left in the pots counts at reference prices.
 */
final class OrderDual {
  private static final int MAX_STEPS = 80;

  /** An order that asks for more than so many times the reference price is never filled. */
  private static final double HOPELESS = 1e4;

  private OrderDual() {}

  /**
   * An order.
   *
   * @param give number of the token it sells
   * @param take number of the token it buys
   * @param price wei of {@code take} asked for a wei of {@code give}
   * @param capacity wei of {@code give}
   */
  record Edge(int give, int take, double price, double capacity) {
    /** What it adds to the bound at these prices. */
    double gain(double[] prices) {
      return capacity * Math.max(0, prices[give] - price * prices[take]);
    }
  }

  /**
   * Prices that give about the lowest bound.
   *
   * @param scale reference prices, native wei per wei, all above zero
   * @param wanted whether somebody buys a token, so that its price is at least the reference price
   * @return native wei per wei
   */
  static double[] prices(List<Edge> edges, double[] scale, boolean[] wanted, double tolerance) {
    double unit = 0;
    for (Edge edge : edges) {
      unit = Math.max(unit, edge.capacity() * scale[edge.give()]);
    }
    LinearProgram program = new LinearProgram(scale.length);
    for (Edge edge : edges) {
      double most = edge.capacity() * scale[edge.give()] / unit;
      double asked = edge.price() * scale[edge.take()] / scale[edge.give()];
      if (most > 0 && asked < HOPELESS) {
        program.column(0, 1);
        program.entry(edge.give(), most);
        program.entry(edge.take(), -most * asked);
      }
    }
    for (int token = 0; token < scale.length; token++) {
      program.column(wanted[token] ? 1 : 0, Double.POSITIVE_INFINITY);
      program.entry(token, -1);
    }
    InteriorMethod method = new InteriorMethod(program);
    method.solve(tolerance, MAX_STEPS);
    double[] prices = new double[scale.length];
    for (int token = 0; token < prices.length; token++) {
      double least = wanted[token] ? 1 : 0;
      prices[token] = scale[token] * Math.max(least, -method.prices()[token]);
    }
    return prices;
  }
}
