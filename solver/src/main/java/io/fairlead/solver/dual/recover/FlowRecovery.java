package io.fairlead.solver.dual.recover;

import io.fairlead.solver.dual.edge.Network;
import io.fairlead.solver.dual.edge.PriceState;
import io.fairlead.solver.dual.solve.DualSolver;
import io.fairlead.solver.dual.solve.Objective;
import java.util.Arrays;

/**
 * Makes the edges' best trades at the final prices fit together. At prices that are not quite the
 * best a little of some tokens is left over or lacking; from the outermost tokens inwards, each
 * such remainder is taken up by the deepest edge towards the tokens that are wanted, along that
 * edge's exact curve, until only wanted tokens are left. Where nothing wanted is left of all tokens
 * that are connected, best trades are what rounding makes of none, and are not made.
 */
public final class FlowRecovery {
  private static final double ROOT_SHARE = 1e-4;
  private static final double ROUNDING = 1e-12;
  private static final int MAX_ROUNDS = 40;

  private final Network network;
  private final TokenEdges incidence;

  /** For {@code network}. */
  public FlowRecovery(Network network) {
    this.network = network;
    this.incidence = new TokenEdges(network);
  }

  /** The trades at the prices with which {@code solver} ended. */
  public RecoveredFlow recover(DualSolver solver, Objective objective) {
    PriceState prices = solver.prices();
    double[] flows = new double[network.flowCount()];
    double[] left = objective.supply().clone();
    double[] turnover = objective.supply().clone();
    for (int edge = 0; edge < network.edges(); edge++) {
      network.flows(edge, prices, flows);
      for (int coin = 0; coin < network.coins(edge); coin++) {
        double flow = flows[network.offset(edge) + coin];
        left[network.token(edge, coin)] += flow;
        turnover[network.token(edge, coin)] += Math.abs(flow);
      }
    }
    boolean[] root = roots(solver, objective, left);
    int[] order = incidence.outwards(root, prices);
    int[] rank = new int[network.tokens()];
    Arrays.fill(rank, Integer.MAX_VALUE);
    for (int place = 0; place < order.length; place++) {
      rank[order[place]] = place;
    }
    idle(objective, rank, flows, left, turnover);
    for (int place = order.length - 1; place >= 0; place--) {
      if (!root[order[place]]) {
        settle(order[place], rank, prices, flows, left);
      }
    }
    return valued(objective, flows, left, turnover);
  }

  /** Leaves the tokens alone that nothing wanted can be reached from. */
  private void idle(
      Objective objective, int[] rank, double[] flows, double[] left, double[] turnover) {
    for (int edge = 0; edge < network.edges(); edge++) {
      for (int coin = 0; coin < network.coins(edge); coin++) {
        int token = network.token(edge, coin);
        if (rank[token] == Integer.MAX_VALUE) {
          flows[network.offset(edge) + coin] = 0;
          left[token] = objective.supply()[token];
          turnover[token] = objective.supply()[token];
        }
      }
    }
  }

  /**
   * The tokens of which something is meant to be left: of those that are connected, the one of
   * which most is, and the others that count beside it.
   */
  private boolean[] roots(DualSolver solver, Objective objective, double[] left) {
    double[] total = new double[left.length];
    double[] most = new double[left.length];
    for (int token = 0; token < left.length; token++) {
      int component = solver.component(token);
      double value = remaining(solver, objective, left, token);
      total[component] += value;
      most[component] = Math.max(most[component], value);
    }
    boolean[] root = new boolean[left.length];
    for (int token = 0; token < left.length; token++) {
      int component = solver.component(token);
      double value = remaining(solver, objective, left, token);
      root[token] =
          value > 0
              && (value == most[component] || value > ROOT_SHARE * total[component] / left.length);
    }
    return root;
  }

  /** What is left over of a token, at what it is worth; zero unless that holds its price up. */
  private static double remaining(
      DualSolver solver, Objective objective, double[] left, int token) {
    return solver.atWorth(token) ? Math.max(0, objective.worth()[token] * left[token]) : 0;
  }

  /**
   * Gives the remainder of a token to the readiest edges that lead inwards. An edge that cannot
   * take all of it takes what it can, and the next one follows.
   */
  private void settle(int token, int[] rank, PriceState prices, double[] flows, double[] left) {
    double before = Double.POSITIVE_INFINITY;
    for (int round = 0; round < MAX_ROUNDS && left[token] != 0; round++) {
      if (Math.abs(left[token]) >= before) {
        return;
      }
      before = Math.abs(left[token]);
      settleOnce(token, rank, prices, flows, left);
    }
  }

  private void settleOnce(int token, int[] rank, PriceState prices, double[] flows, double[] left) {
    int bestEdge = -1;
    int bestCoin = -1;
    double best = 0;
    for (int i = incidence.first(token); i < incidence.end(token); i++) {
      int edge = incidence.edge(i);
      int own = incidence.coin(i);
      double ready =
          network.depth(edge, own, prices.price(token)) * network.readiness(edge, prices);
      for (int coin = 0; coin < network.coins(edge); coin++) {
        if (ready > best
            && rank[network.token(edge, coin)] < rank[token]
            && takeable(edge, own, coin, left[token], flows) != 0) {
          best = ready;
          bestEdge = edge;
          bestCoin = coin;
        }
      }
    }
    if (bestEdge >= 0) {
      apply(bestEdge, token, bestCoin, flows, left);
    }
  }

  /** As much of {@code left} as the edge can take. */
  private double takeable(int edge, int own, int coin, double left, double[] flows) {
    double part = left;
    for (int halving = 0; halving < MAX_ROUNDS; halving++, part *= 0.5) {
      if (!Double.isNaN(changed(edge, own, coin, part, flows))) {
        return part;
      }
    }
    return 0;
  }

  private void apply(int edge, int token, int coin, double[] flows, double[] left) {
    int own = incidence.coinOf(edge, token);
    double part = takeable(edge, own, coin, left[token], flows);
    double flow = changed(edge, own, coin, part, flows);
    int offset = network.offset(edge);
    left[network.token(edge, coin)] += flow - flows[offset + coin];
    flows[offset + own] -= part;
    flows[offset + coin] = flow;
    left[token] -= part;
  }

  /** Flow of {@code coin} when {@code own}'s is changed so that {@code left} is used up. */
  private double changed(int edge, int own, int coin, double left, double[] flows) {
    int place = network.offset(edge) + own;
    double before = flows[place];
    flows[place] = before - left;
    double response = network.response(edge, flows, coin);
    flows[place] = before;
    return response;
  }

  private static RecoveredFlow valued(
      Objective objective, double[] flows, double[] left, double[] turnover) {
    double value = 0;
    boolean feasible = true;
    for (int token = 0; token < left.length; token++) {
      feasible &= left[token] >= -ROUNDING * turnover[token];
      value += objective.worth()[token] * left[token];
    }
    return new RecoveredFlow(flows, left, value, feasible && !Double.isNaN(value));
  }
}
