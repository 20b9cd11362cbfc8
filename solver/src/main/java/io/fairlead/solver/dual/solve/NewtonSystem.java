package io.fairlead.solver.dual.solve;

import io.fairlead.solver.dual.edge.Laplacian;
import io.fairlead.solver.dual.edge.Network;
import io.fairlead.solver.dual.linear.SparseCholesky;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Solves for Newton steps: by conjugate gradients, or, where the network is one on which rough
 * steps do not do, exactly.
 */
final class NewtonSystem {
  private static final int MAX_PRODUCTS = 600;

  /** Up to so many tokens the factors of a matrix are no burden. */
  private static final int MOST_TOKENS = 2_048;

  private final Network network;
  private final ConjugateGradient conjugate;
  private final double[] diagonal;
  private @Nullable SparseCholesky matrix;
  private boolean exact;

  NewtonSystem(Network network) {
    this.network = network;
    conjugate = new ConjugateGradient(network.tokens());
    diagonal = new double[network.tokens()];
  }

  static boolean factorable(Network network) {
    return network.tokens() <= MOST_TOKENS;
  }

  /** Forgets the count of products. */
  void reset(boolean solveExactly) {
    conjugate.reset();
    exact = solveExactly && factorable(network);
  }

  boolean exact() {
    return exact;
  }

  void exactly() {
    exact = factorable(network);
  }

  int products() {
    return conjugate.products();
  }

  /** Solves {@code (L + diag(shift)) step = -gradient} on the free tokens. */
  void solve(
      Laplacian curvature,
      double[] shift,
      double[] gradient,
      boolean[] free,
      double forcing,
      double[] step) {
    if (!exact || !factored(curvature, shift, gradient, free, step)) {
      conjugate.solve(curvature, shift, gradient, free, forcing, MAX_PRODUCTS, step);
    }
  }

  private boolean factored(
      Laplacian curvature, double[] shift, double[] gradient, boolean[] free, double[] step) {
    SparseCholesky factors = matrix;
    if (factors == null) {
      factors = ofNetwork();
      matrix = factors;
    }
    factors.clear();
    Arrays.fill(diagonal, 0);
    curvature.diagonal(diagonal);
    for (int token = 0; token < step.length; token++) {
      double entry = diagonal[token] + shift[token];
      boolean moves = free[token] && entry > 0;
      factors.addDiagonal(token, moves ? entry : 1);
      step[token] = moves ? -gradient[token] : 0;
    }
    curvature.addTo(factors, free);
    if (!factors.factor()) {
      return false;
    }
    factors.solve(step);
    return true;
  }

  private SparseCholesky ofNetwork() {
    int[] start = new int[network.edges() + 1];
    int[] tokens = new int[network.flowCount()];
    for (int edge = 0; edge < network.edges(); edge++) {
      start[edge] = network.offset(edge);
      for (int coin = 0; coin < network.coins(edge); coin++) {
        tokens[start[edge] + coin] = network.token(edge, coin);
      }
    }
    start[network.edges()] = tokens.length;
    return SparseCholesky.ofGroups(network.tokens(), start, tokens);
  }
}
