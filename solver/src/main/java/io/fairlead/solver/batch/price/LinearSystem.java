package io.fairlead.solver.batch.price;

/** Gaussian elimination with partial pivoting, in place. */
final class LinearSystem {
  private LinearSystem() {}

  /**
   * Solves {@code matrix x = right}; both are overwritten, {@code right} by the answer.
   *
   * @param matrix by rows
   * @return false if the matrix is singular
   */
  static boolean solve(double[] matrix, double[] right) {
    int n = right.length;
    for (int column = 0; column < n; column++) {
      int pivot = column;
      for (int row = column + 1; row < n; row++) {
        if (Math.abs(matrix[row * n + column]) > Math.abs(matrix[pivot * n + column])) {
          pivot = row;
        }
      }
      double largest = matrix[pivot * n + column];
      if (!(Math.abs(largest) > 0)) {
        return false;
      }
      if (pivot != column) {
        swap(matrix, right, pivot, column);
      }
      for (int row = column + 1; row < n; row++) {
        double factor = matrix[row * n + column] / largest;
        if (factor != 0) {
          for (int i = column + 1; i < n; i++) {
            matrix[row * n + i] -= factor * matrix[column * n + i];
          }
          right[row] -= factor * right[column];
        }
      }
    }
    for (int row = n - 1; row >= 0; row--) {
      double sum = right[row];
      for (int i = row + 1; i < n; i++) {
        sum -= matrix[row * n + i] * right[i];
      }
      right[row] = sum / matrix[row * n + row];
    }
    return true;
  }

  private static void swap(double[] matrix, double[] right, int one, int other) {
    int n = right.length;
    for (int i = 0; i < n; i++) {
      double kept = matrix[one * n + i];
      matrix[one * n + i] = matrix[other * n + i];
      matrix[other * n + i] = kept;
    }
    double kept = right[one];
    right[one] = right[other];
    right[other] = kept;
  }
}
