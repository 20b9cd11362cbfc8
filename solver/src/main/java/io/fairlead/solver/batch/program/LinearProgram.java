package io.fairlead.solver.batch.program;

import java.util.Arrays;

/**
 * Columns of a linear program: the largest {@code gain . x} with {@code A x = right} and {@code 0
 * <= x <= most}. Entries of a column at the same row add up.
 */
public final class LinearProgram {
  private static final int FIRST = 64;

  private final double[] right;
  private final int loose;
  private double[] gain = new double[FIRST];
  private double[] most = new double[FIRST];
  private int[] end = new int[FIRST];
  private int[] row = new int[2 * FIRST];
  private double[] entry = new double[2 * FIRST];
  private int columns;
  private int entries;

  /** Without columns, and with zeros on the right. */
  public LinearProgram(int rows) {
    this(rows, 0);
  }

  /**
   * The same with further rows that cost little.
   *
   * @param loose rows after the others; each has a column that stands in no other row, as an
   *     inequality has its slack
   */
  public LinearProgram(int rows, int loose) {
    this.right = new double[rows + loose];
    this.loose = loose;
  }

  /** Adds to the right-hand side of a row. */
  public void right(int at, double value) {
    right[at] += value;
  }

  /**
   * Begins a column.
   *
   * @param worth what a unit gains
   * @param bound the most of it, above zero; infinity for no bound
   * @return its number
   */
  public int column(double worth, double bound) {
    if (columns == gain.length) {
      gain = Arrays.copyOf(gain, 2 * columns);
      most = Arrays.copyOf(most, 2 * columns);
      end = Arrays.copyOf(end, 2 * columns);
    }
    gain[columns] = worth;
    most[columns] = bound;
    end[columns] = entries;
    return columns++;
  }

  /** Adds an entry to the column begun last. */
  public void entry(int at, double value) {
    if (entries == row.length) {
      row = Arrays.copyOf(row, 2 * entries);
      entry = Arrays.copyOf(entry, 2 * entries);
    }
    row[entries] = at;
    entry[entries++] = value;
    end[columns - 1] = entries;
  }

  int rows() {
    return right.length;
  }

  int loose() {
    return loose;
  }

  /** Number of columns. */
  public int columns() {
    return columns;
  }

  double right(int at) {
    return right[at];
  }

  double gain(int column) {
    return gain[column];
  }

  double most(int column) {
    return most[column];
  }

  int begin(int column) {
    return column == 0 ? 0 : end[column - 1];
  }

  int end(int column) {
    return end[column];
  }

  int row(int at) {
    return row[at];
  }

  double entry(int at) {
    return entry[at];
  }

  /** Adds {@code A x} times {@code scale} to {@code result}. */
  void addProduct(double[] x, double scale, double[] result) {
    for (int column = 0; column < columns; column++) {
      addColumn(column, scale * x[column], result);
    }
  }

  /** Adds so much of a column to {@code result}. */
  void addColumn(int column, double value, double[] result) {
    for (int at = begin(column); at < end[column]; at++) {
      result[row[at]] += entry[at] * value;
    }
  }

  /** A column times prices of the rows. */
  double priced(int column, double[] prices) {
    double sum = 0;
    for (int at = begin(column); at < end[column]; at++) {
      sum += entry[at] * prices[row[at]];
    }
    return sum;
  }

  /** Adds a column's part of the lower triangle of {@code A diag(weight) A'}, by rows. */
  void addNormal(int column, double weight, double[] matrix, int rows) {
    for (int one = begin(column); one < end[column]; one++) {
      double scaled = weight * entry[one];
      for (int other = begin(column); other <= one; other++) {
        int high = Math.max(row[one], row[other]);
        int low = Math.min(row[one], row[other]);
        double twice = other < one && high == low ? 2 : 1;
        matrix[high * rows + low] += twice * scaled * entry[other];
      }
    }
  }
}
