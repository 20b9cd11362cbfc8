package io.fairlead.solver.batch.program;

import java.util.Arrays;

/** A dense symmetric matrix without negative eigenvalues, its lower triangle by rows. */
final class NormalMatrix {
  /** Of a row's own entry: what rounding makes of a row that follows from others. */
  private static final double NOTHING = 1e-13;

  private static final int PANEL = 4;

  private final int rows;
  private final double[] entries;
  private final double[][] columns;
  private final double[][] factors;
  private final double[] original;

  NormalMatrix(int rows) {
    this.rows = rows;
    entries = new double[rows * rows];
    columns = new double[PANEL][rows];
    factors = new double[PANEL][rows];
    original = new double[rows];
  }

  double[] entries() {
    return entries;
  }

  void clear() {
    Arrays.fill(entries, 0);
  }

  /**
   * Factors into {@code L D L'}, in place, a few columns at a time. A row that follows from others
   * is left out.
   */
  void factor() {
    for (int k = 0; k < rows; k++) {
      original[k] = entries[k * rows + k];
    }
    for (int first = 0; first < rows; first += PANEL) {
      int end = Math.min(rows, first + PANEL);
      for (int k = first; k < end; k++) {
        panelColumn(first, k);
      }
      for (int k = end; k < first + PANEL; k++) {
        Arrays.fill(factors[k - first], 0);
        Arrays.fill(columns[k - first], 0);
      }
      for (int i = end; i < rows; i++) {
        update(i, end);
      }
    }
  }

  /** Column {@code k} below the diagonal, less what the panel's columns before it take off. */
  private void panelColumn(int first, int k) {
    double[] column = columns[k - first];
    double[] factor = factors[k - first];
    for (int i = k; i < rows; i++) {
      double sum = entries[i * rows + k];
      for (int q = 0; q < k - first; q++) {
        sum -= factors[q][i] * columns[q][k];
      }
      column[i] = sum;
    }
    double pivot = column[k];
    boolean follows = !(pivot > NOTHING * original[k]);
    entries[k * rows + k] = follows ? 0 : pivot;
    for (int i = k + 1; i < rows; i++) {
      column[i] = follows ? 0 : column[i];
      factor[i] = follows ? 0 : column[i] / pivot;
      entries[i * rows + k] = factor[i];
    }
  }

  private void update(int i, int from) {
    double one = factors[0][i];
    double two = factors[1][i];
    double three = factors[2][i];
    double four = factors[3][i];
    if (one == 0 && two == 0 && three == 0 && four == 0) {
      return;
    }
    double[] first = columns[0];
    double[] second = columns[1];
    double[] third = columns[2];
    double[] fourth = columns[3];
    int base = i * rows;
    for (int j = from; j <= i; j++) {
      entries[base + j] -= one * first[j] + two * second[j] + three * third[j] + four * fourth[j];
    }
  }

  /** Solves with the factors, in place; zero for the rows left out. */
  void solve(double[] right) {
    for (int i = 0; i < rows; i++) {
      double sum = right[i];
      for (int j = 0; j < i; j++) {
        sum -= entries[i * rows + j] * right[j];
      }
      right[i] = sum;
    }
    for (int i = 0; i < rows; i++) {
      double pivot = entries[i * rows + i];
      right[i] = pivot > 0 ? right[i] / pivot : 0;
    }
    for (int i = rows - 1; i >= 0; i--) {
      for (int j = 0; j < i; j++) {
        right[j] -= entries[i * rows + j] * right[i];
      }
    }
  }

  /** The entry on the diagonal of {@code D}; zero for a row left out. */
  double pivot(int row) {
    return entries[row * rows + row];
  }

  int rows() {
    return rows;
  }

  /**
   * Multiplies by the inverse of {@code L}: rows of {@code right}, the first {@code width} numbers
   * of each, are rows of what is solved for.
   */
  void forward(double[][] right, int width) {
    for (int i = 0; i < rows; i++) {
      double[] one = right[i];
      for (int j = 0; j < i; j++) {
        double factor = entries[i * rows + j];
        double[] other = right[j];
        if (factor != 0) {
          for (int k = 0; k < width; k++) {
            one[k] -= factor * other[k];
          }
        }
      }
    }
  }
}
