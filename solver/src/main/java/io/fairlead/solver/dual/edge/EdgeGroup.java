package io.fairlead.solver.dual.edge;

import org.jspecify.annotations.Nullable;

/**
 * All edges of one kind, in arrays. A flow is an amount of a coin per edge as seen by the trader:
 * above zero it comes out of the edge, below zero it goes in.
 *
 * <p>At prices {@code v} an edge's best trade is the flow {@code x} that it allows and that is
 * worth most, {@code arb(v) = max v.x}. As {@code arb} is homogeneous, the derivative of {@code
 * arb} by the log price of a coin is the value {@code v_i x_i} of that coin's flow, and these sum
 * up to {@code arb} itself.
 */
public interface EdgeGroup {
  /** Number of edges. */
  int size();

  /** Most pairs of coins over all edges: what {@link #accumulate} may add to a Laplacian. */
  int pairs();

  /** Number of coins of one edge. */
  int coins(int edge);

  /** Token of a coin. */
  int token(int edge, int coin);

  /**
   * Adds the value of every edge's best trade to {@code imbalance} by token and its curvature to
   * {@code curvature}; returns the sum of what the trades are worth.
   */
  double accumulate(PriceState at, double[] imbalance, Laplacian curvature);

  /** What the best trade of one edge is worth. */
  double value(int edge, PriceState at);

  /** Writes the best trade of one edge to {@code flows}, from {@code offset} on, by coin. */
  void flows(int edge, PriceState at, double[] flows, int offset);

  /**
   * The most that may flow out of {@code adjusted} (below zero: the least that must flow in) when
   * the other coins' flows are those in {@code flows}; NaN if the edge cannot do it.
   */
  double response(int edge, double[] flows, int offset, int adjusted);

  /**
   * About how much value moves per unit of log price, with {@code price} the price of {@code coin}:
   * how deep the edge is. Used to choose between edges, never in a result.
   */
  double depth(int edge, int coin, double price);

  /**
   * What {@link #depth} is to be multiplied by for how readily the edge takes a little more: one on
   * a curve that trades anyhow, little where a fee stands in between, much for an order that trades
   * in part. Used to choose between edges.
   */
  default double readiness(int edge, PriceState at) {
    return value(edge, at) > 0 ? 1 : 1e-3;
  }

  /**
   * Log of the price of {@code coin} over that of the edge's first coin at which the edge, fee
   * aside, would not trade.
   */
  double logPriceOverFirst(int edge, int coin);

  /** The edge as a convex set, where it is one curve; null otherwise. */
  default @Nullable Curve curve(int edge) {
    return null;
  }
}
