package io.fairlead.solver.dual.edge;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tokens and the edges between them. Edges keep the index in which they were added. Holds scratch
 * space of its own: for one thread at a time.
 */
public final class Network {
  private final int tokens;
  private final EdgeGroup[] groups;
  private final LimitEdges limits;
  private final int[] group;
  private final int[] place;
  private final int[] offset;
  private final List<RejectedEdge> rejected;

  Network(
      int tokens,
      ProductEdges products,
      WeightedEdges weighted,
      ConcentratedEdges concentrated,
      StableEdges stable,
      LimitEdges limits,
      int[] group,
      int[] place,
      List<RejectedEdge> rejected) {
    this.tokens = tokens;
    this.groups = new EdgeGroup[] {products, weighted, concentrated, stable, limits};
    this.limits = limits;
    this.group = group;
    this.place = place;
    this.rejected = rejected;
    this.offset = new int[group.length + 1];
    for (int edge = 0; edge < group.length; edge++) {
      offset[edge + 1] = offset[edge] + coins(edge);
    }
  }

  /** Number of tokens. */
  public int tokens() {
    return tokens;
  }

  /** Number of edges, left-out ones included. */
  public int edges() {
    return group.length;
  }

  /** The edges that were left out, and why. */
  public List<RejectedEdge> rejected() {
    return rejected;
  }

  /** Whether an edge was taken in. */
  public boolean present(int edge) {
    return group[edge] >= 0;
  }

  /** Number of coins of an edge; zero if it was left out. */
  public int coins(int edge) {
    return present(edge) ? groups[group[edge]].coins(place[edge]) : 0;
  }

  /** Token of a coin. */
  public int token(int edge, int coin) {
    return groups[group[edge]].token(place[edge], coin);
  }

  /**
   * Which coin of an edge is {@code token}.
   *
   * @throws IllegalArgumentException if none is
   */
  public int coinOf(int edge, int token) {
    for (int coin = 0; coin < coins(edge); coin++) {
      if (token(edge, coin) == token) {
        return coin;
      }
    }
    throw new IllegalArgumentException("edge " + edge + " has no token " + token);
  }

  /** Where an edge's flows begin in an array of the flows of all edges. */
  public int offset(int edge) {
    return offset[edge];
  }

  /** Length of an array of the flows of all edges. */
  public int flowCount() {
    return offset[group.length];
  }

  /** Most pairs that {@link #accumulate} adds. */
  public int pairs() {
    int pairs = 0;
    for (EdgeGroup one : groups) {
      pairs += one.pairs();
    }
    return pairs;
  }

  /** Number of edges that have a kink, which {@link #soften} smooths. */
  public int kinked() {
    return limits.size();
  }

  /** Weight of the barrier that smooths limit orders, in the objective's unit; above zero. */
  public void soften(double weight) {
    limits.soften(weight);
  }

  /** {@link EdgeGroup#accumulate} over all edges. */
  public double accumulate(PriceState at, double[] imbalance, Laplacian curvature) {
    double worth = 0;
    for (EdgeGroup one : groups) {
      if (one.size() > 0) {
        worth += one.accumulate(at, imbalance, curvature);
      }
    }
    return worth;
  }

  /** What the edge's best trade is worth at these prices, limit orders unsoftened. */
  public double value(int edge, PriceState at) {
    return present(edge) ? groups[group[edge]].value(place[edge], at) : 0;
  }

  /** How much more limit orders are worth than smoothed ones: add it for a bound that holds. */
  public double hiddenWorth(PriceState at) {
    return limits.hiddenWorth(at);
  }

  /** Writes the edge's best trade at {@link #offset}. */
  public void flows(int edge, PriceState at, double[] flows) {
    if (present(edge)) {
      groups[group[edge]].flows(place[edge], at, flows, offset[edge]);
    }
  }

  /** {@link EdgeGroup#response} of an edge to {@code flows}. */
  public double response(int edge, double[] flows, int adjusted) {
    return groups[group[edge]].response(place[edge], flows, offset[edge], adjusted);
  }

  /** {@link EdgeGroup#depth} of an edge. */
  public double depth(int edge, int coin, double price) {
    return present(edge) ? groups[group[edge]].depth(place[edge], coin, price) : 0;
  }

  /** {@link EdgeGroup#readiness} of an edge. */
  public double readiness(int edge, PriceState at) {
    return present(edge) ? groups[group[edge]].readiness(place[edge], at) : 0;
  }

  /** {@link EdgeGroup#curve} of an edge. */
  public @Nullable Curve curve(int edge) {
    return present(edge) ? groups[group[edge]].curve(place[edge]) : null;
  }

  /** Log of the price of one coin over another's at which the edge would not trade. */
  public double logPrice(int edge, int coin, int over) {
    EdgeGroup kind = groups[group[edge]];
    return kind.logPriceOverFirst(place[edge], coin) - kind.logPriceOverFirst(place[edge], over);
  }
}
