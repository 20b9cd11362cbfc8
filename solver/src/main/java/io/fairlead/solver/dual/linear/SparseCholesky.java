package io.fairlead.solver.dual.linear;

import java.util.Arrays;

/**
 * Solves {@code M x = b} for symmetric positive definite {@code M} with a fixed pattern by {@code M
 * = L D L'}. The order of elimination is found once; factoring again with other numbers allocates
 * nothing. What the sparse columns leave over is one dense block. For one thread at a time.
 */
public final class SparseCholesky {
  private final EliminationOrder order;
  private final int size;
  private final int block;
  private final int width;

  /** Where the rows below the diagonal of a column begin. */
  private final int[] start;

  private final int[] row;
  private final double[] value;

  /** The block's upper half, row by row. */
  private final double[] dense;

  private final double[] diagonal;
  private final double[] work;

  /** For matrices of {@code size} unknowns with entries at {@code (first[k], second[k])}. */
  public SparseCholesky(int size, int[] first, int[] second) {
    this.size = size;
    order = new EliminationOrder(size, first, second);
    block = order.block;
    width = size - block;
    start = new int[block + 1];
    for (int column = 0; column < block; column++) {
      start[column + 1] = start[column] + order.below[column].length;
    }
    row = new int[start[block]];
    for (int column = 0; column < block; column++) {
      System.arraycopy(order.below[column], 0, row, start[column], order.below[column].length);
    }
    value = new double[row.length];
    dense = new double[width * width];
    diagonal = new double[size];
    work = new double[size];
  }

  /**
   * For matrices in which all members of a group are coupled.
   *
   * @param start where each group begins in {@code members}, and the end of the last
   */
  public static SparseCholesky ofGroups(int size, int[] start, int[] members) {
    int pairs = 0;
    for (int group = 0; group + 1 < start.length; group++) {
      int count = start[group + 1] - start[group];
      pairs += count * (count - 1) / 2;
    }
    int[] first = new int[pairs];
    int[] second = new int[pairs];
    int pair = 0;
    for (int group = 0; group + 1 < start.length; group++) {
      for (int one = start[group]; one < start[group + 1]; one++) {
        for (int other = one + 1; other < start[group + 1]; other++) {
          first[pair] = members[one];
          second[pair++] = members[other];
        }
      }
    }
    return new SparseCholesky(size, first, second);
  }

  /** Sets all entries to zero. */
  public void clear() {
    Arrays.fill(value, 0);
    Arrays.fill(dense, 0);
    Arrays.fill(diagonal, 0);
  }

  /** Adds to a diagonal entry. */
  public void addDiagonal(int unknown, double entry) {
    diagonal[order.place[unknown]] += entry;
  }

  /** Adds to the entries {@code (one, other)} and {@code (other, one)}, which differ. */
  public void add(int one, int other, double entry) {
    int low = Math.min(order.place[one], order.place[other]);
    int high = Math.max(order.place[one], order.place[other]);
    if (low >= block) {
      dense[(low - block) * width + high - block] += entry;
    } else {
      value[find(low, high)] += entry;
    }
  }

  private int find(int column, int wanted) {
    int at = Arrays.binarySearch(row, start[column], start[column + 1], wanted);
    if (at < 0) {
      throw new IllegalArgumentException("not an entry of the pattern");
    }
    return at;
  }

  /** Factors what has been added up; false if it is not positive definite. */
  public boolean factor() {
    for (int column = 0; column < block; column++) {
      double pivot = diagonal[column];
      if (!(pivot > 0)) {
        return false;
      }
      eliminate(column, pivot);
    }
    return factorBlock();
  }

  private void eliminate(int column, double pivot) {
    int end = start[column + 1];
    for (int j = start[column]; j < end; j++) {
      int to = row[j];
      double factor = value[j] / pivot;
      if (factor != 0) {
        diagonal[to] -= factor * value[j];
        if (to >= block) {
          int own = (to - block) * width - block;
          for (int i = j + 1; i < end; i++) {
            dense[own + row[i]] -= factor * value[i];
          }
        } else {
          subtract(to, j + 1, end, factor);
        }
      }
    }
    for (int j = start[column]; j < end; j++) {
      value[j] /= pivot;
    }
  }

  /** Both columns are ascending, and column {@code to} has every row that is met here. */
  private void subtract(int to, int from, int end, double factor) {
    int at = start[to];
    for (int i = from; i < end; i++) {
      while (row[at] != row[i]) {
        at++;
      }
      value[at] -= factor * value[i];
    }
  }

  /** Two rows at a time: what is left of the block is then gone through half as often. */
  private boolean factorBlock() {
    int i = 0;
    for (; i + 1 < width; i += 2) {
      if (!(diagonal[block + i] > 0)) {
        return false;
      }
      int own = i * width;
      subtractFrom(own, i, i + 1);
      if (!(diagonal[block + i + 1] > 0)) {
        return false;
      }
      for (int j = i + 2; j < width; j++) {
        subtractBoth(i, j);
      }
      divide(i);
      divide(i + 1);
    }
    return i == width || diagonal[block + i] > 0;
  }

  /** Subtracts what row {@code i}, whose first place is {@code own}, takes from row {@code j}. */
  private void subtractFrom(int own, int i, int j) {
    double entry = dense[own + j];
    if (entry != 0) {
      double factor = entry / diagonal[block + i];
      diagonal[block + j] -= factor * entry;
      subtractRow(own, j * width, j + 1, factor);
    }
  }

  private void subtractBoth(int i, int j) {
    int own = i * width;
    double first = dense[own + j];
    double second = dense[own + width + j];
    if (first == 0) {
      subtractFrom(own + width, i + 1, j);
    } else if (second == 0) {
      subtractFrom(own, i, j);
    } else {
      double factor = first / diagonal[block + i];
      double next = second / diagonal[block + i + 1];
      diagonal[block + j] -= factor * first;
      diagonal[block + j] -= next * second;
      subtractRows(own, j * width, j + 1, factor, next);
    }
  }

  private void divide(int i) {
    double pivot = diagonal[block + i];
    for (int j = i + 1; j < width; j++) {
      dense[i * width + j] /= pivot;
    }
  }

  /** The inner loop: nothing in it keeps it from running on vectors. */
  private void subtractRow(int own, int other, int from, double factor) {
    double[] entries = dense;
    for (int k = from; k < width; k++) {
      entries[other + k] -= factor * entries[own + k];
    }
  }

  /** The same for the row at {@code own} and the one below it. */
  private void subtractRows(int own, int other, int from, double factor, double next) {
    double[] entries = dense;
    int below = own + width;
    for (int k = from; k < width; k++) {
      entries[other + k] =
          entries[other + k] - factor * entries[own + k] - next * entries[below + k];
    }
  }

  /** Replaces a right side by its solution. */
  public void solve(double[] vector) {
    for (int at = 0; at < size; at++) {
      work[at] = vector[order.unknown[at]];
    }
    for (int column = 0; column < block; column++) {
      double x = work[column];
      for (int j = start[column]; j < start[column + 1]; j++) {
        work[row[j]] -= value[j] * x;
      }
    }
    solveBlock();
    for (int column = block - 1; column >= 0; column--) {
      double x = work[column] / diagonal[column];
      for (int j = start[column]; j < start[column + 1]; j++) {
        x -= value[j] * work[row[j]];
      }
      work[column] = x;
    }
    for (int at = 0; at < size; at++) {
      vector[order.unknown[at]] = work[at];
    }
  }

  private void solveBlock() {
    for (int i = 0; i < width; i++) {
      double x = work[block + i];
      for (int j = i + 1; j < width; j++) {
        work[block + j] -= dense[i * width + j] * x;
      }
    }
    for (int i = width - 1; i >= 0; i--) {
      double x = work[block + i] / diagonal[block + i];
      for (int j = i + 1; j < width; j++) {
        x -= dense[i * width + j] * work[block + j];
      }
      work[block + i] = x;
    }
  }
}
