package io.fairlead.solver.dual.solve;

import io.fairlead.solver.dual.edge.Laplacian;

/**
 * Preconditioned conjugate gradients for {@code (L + diag(shift)) d = -g} on the free tokens, the
 * others held at zero. The preconditioner is the diagonal.
 */
final class ConjugateGradient {
  private final double[] residual;
  private final double[] scaled;
  private final double[] direction;
  private final double[] product;
  private final double[] diagonal;
  private int products;

  ConjugateGradient(int tokens) {
    residual = new double[tokens];
    scaled = new double[tokens];
    direction = new double[tokens];
    product = new double[tokens];
    diagonal = new double[tokens];
  }

  /** Products with the Laplacian so far. */
  int products() {
    return products;
  }

  /** Forgets the count. */
  void reset() {
    products = 0;
  }

  /**
   * Solves until the residual has shrunk by {@code forcing}, in the preconditioned norm.
   *
   * @param shift added to the diagonal, at least zero
   * @param solution where the answer goes
   */
  void solve(
      Laplacian matrix,
      double[] shift,
      double[] gradient,
      boolean[] free,
      double forcing,
      int maxProducts,
      double[] solution) {
    matrix.diagonal(diagonal);
    double norm = 0;
    for (int i = 0; i < solution.length; i++) {
      solution[i] = 0;
      diagonal[i] += shift[i];
      boolean moves = free[i] && diagonal[i] > 0;
      residual[i] = moves ? -gradient[i] : 0;
      scaled[i] = moves ? residual[i] / diagonal[i] : 0;
      direction[i] = scaled[i];
      norm += residual[i] * scaled[i];
    }
    double enough = norm * forcing * forcing;
    for (int count = 0; count < maxProducts && norm > enough && norm > 0; count++) {
      double bend = multiply(matrix, shift);
      if (!(bend > 0)) {
        return;
      }
      double length = norm / bend;
      double next = 0;
      for (int i = 0; i < solution.length; i++) {
        if (free[i] && diagonal[i] > 0) {
          solution[i] += length * direction[i];
          residual[i] -= length * product[i];
          scaled[i] = residual[i] / diagonal[i];
          next += residual[i] * scaled[i];
        }
      }
      double kept = next / norm;
      norm = next;
      for (int i = 0; i < solution.length; i++) {
        direction[i] = scaled[i] + kept * direction[i];
      }
    }
  }

  private double multiply(Laplacian matrix, double[] shift) {
    for (int i = 0; i < product.length; i++) {
      product[i] = shift[i] * direction[i];
    }
    matrix.addProduct(direction, product);
    products++;
    double bend = 0;
    for (int i = 0; i < product.length; i++) {
      bend += product[i] * direction[i];
    }
    return bend;
  }
}
