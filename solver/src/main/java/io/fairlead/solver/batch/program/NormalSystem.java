package io.fairlead.solver.batch.program;

import java.util.Arrays;

/**
 * The equations {@code A diag(weight) A' x = right} of a program. Most loose rows are never
 * factored: with the columns they share with other rows as unknowns of their own, such a row is its
 * own column's weight on the diagonal, which is eliminated at once (Sherman, Morrison and
 * Woodbury's formula). What is left are two small matrices, one of those columns and one of the
 * other rows. A loose row whose own column has hardly any weight, as where an inequality binds,
 * stands among the others: to divide by that weight would cancel digits.
 */
final class NormalSystem {
  /** Of what shared columns weigh in a loose row: with less weight of its own it is factored. */
  private static final double BINDING = 1e-2;

  private final LinearProgram program;
  private final int rows;
  private final int loose;

  /** Columns that loose rows share with others, and whether a column is one. */
  private final int[] shared;

  private final boolean[] isShared;

  /** Entries of shared columns in the rows that are not loose, by column. */
  private final double[][] above;

  /** Entries of shared columns in each loose row: places and values. */
  private final int[][] at;

  private final double[][] by;

  /** Weights of the loose rows' own columns. */
  private final double[] own;

  /** Places of the loose rows that bind among the factored ones, or -1. */
  private final int[] place;

  private final NormalMatrix inner;
  private NormalMatrix outer;
  private int factored;
  private final double[][] reduced;
  private final double[] held;
  private final double[] moved;
  private final double[] top;

  NormalSystem(LinearProgram program) {
    this.program = program;
    this.loose = program.loose();
    this.rows = program.rows() - loose;
    this.isShared = new boolean[program.columns()];
    this.shared = shared();
    this.above = new double[shared.length][rows];
    this.at = new int[loose][0];
    this.by = new double[loose][0];
    for (int q = 0; q < shared.length; q++) {
      for (int e = program.begin(shared[q]); e < program.end(shared[q]); e++) {
        if (program.row(e) < rows) {
          above[q][program.row(e)] += program.entry(e);
        } else {
          add(program.row(e) - rows, q, program.entry(e));
        }
      }
    }
    this.own = new double[loose];
    this.place = new int[loose];
    this.inner = new NormalMatrix(shared.length);
    this.outer = new NormalMatrix(rows);
    this.factored = rows;
    this.reduced = new double[shared.length][rows + loose];
    this.held = new double[shared.length];
    this.moved = new double[shared.length];
    this.top = new double[rows + loose];
  }

  private int[] shared() {
    int[] found = new int[isShared.length];
    int count = 0;
    for (int column = 0; column < isShared.length; column++) {
      boolean alone = program.end(column) - program.begin(column) == 1;
      for (int e = program.begin(column); !alone && e < program.end(column); e++) {
        isShared[column] |= program.row(e) >= rows;
      }
      if (isShared[column]) {
        found[count++] = column;
      }
    }
    return Arrays.copyOf(found, count);
  }

  private void add(int row, int q, double value) {
    for (int k = 0; k < at[row].length; k++) {
      if (at[row][k] == q) {
        by[row][k] += value;
        return;
      }
    }
    int size = at[row].length;
    at[row] = Arrays.copyOf(at[row], size + 1);
    by[row] = Arrays.copyOf(by[row], size + 1);
    at[row][size] = q;
    by[row][size] = value;
  }

  /** Factors for these weights of the columns, all above zero. */
  void factor(double[] weight) {
    ownWeights(weight);
    place(weight);
    if (outer.rows() != factored) {
      outer = new NormalMatrix(factored);
    }
    outer.clear();
    for (int column = 0; column < isShared.length; column++) {
      if (!isShared[column] && !isOwn(column)) {
        program.addNormal(column, weight[column], outer.entries(), factored);
      }
    }
    inner.clear();
    for (int q = 0; q < shared.length; q++) {
      inner.entries()[q * shared.length + q] = 1 / weight[shared[q]];
      System.arraycopy(above[q], 0, reduced[q], 0, rows);
      Arrays.fill(reduced[q], rows, factored, 0);
    }
    for (int row = 0; row < loose; row++) {
      if (place[row] < 0) {
        addToInner(row);
        continue;
      }
      outer.entries()[place[row] * factored + place[row]] += own[row];
      for (int k = 0; k < at[row].length; k++) {
        reduced[at[row][k]][place[row]] = by[row][k];
      }
    }
    inner.factor();
    addReduced();
    outer.factor();
  }

  /** Whether a column's only entry is in a loose row. */
  private boolean isOwn(int column) {
    int from = program.begin(column);
    return program.end(column) > from && program.row(from) >= rows;
  }

  private void ownWeights(double[] weight) {
    Arrays.fill(own, 0);
    for (int column = 0; column < isShared.length; column++) {
      if (!isShared[column] && isOwn(column)) {
        int e = program.begin(column);
        own[program.row(e) - rows] += weight[column] * program.entry(e) * program.entry(e);
      }
    }
  }

  private void place(double[] weight) {
    factored = rows;
    for (int row = 0; row < loose; row++) {
      double others = 0;
      for (int k = 0; k < at[row].length; k++) {
        others += by[row][k] * by[row][k] * weight[shared[at[row][k]]];
      }
      place[row] = own[row] < BINDING * others ? factored++ : -1;
    }
  }

  private void addToInner(int row) {
    for (int one = 0; one < at[row].length; one++) {
      double scaled = by[row][one] / own[row];
      for (int other = 0; other < at[row].length; other++) {
        if (at[row][other] <= at[row][one]) {
          inner.entries()[at[row][one] * shared.length + at[row][other]] += scaled * by[row][other];
        }
      }
    }
  }

  /** What the shared columns add to the factored rows. */
  private void addReduced() {
    inner.forward(reduced, factored);
    double[] entries = outer.entries();
    for (int q = 0; q < shared.length; q++) {
      double pivot = inner.pivot(q);
      double[] column = reduced[q];
      for (int i = 0; pivot > 0 && i < factored; i++) {
        double scaled = column[i] / pivot;
        if (scaled != 0) {
          int base = i * factored;
          for (int j = 0; j <= i; j++) {
            entries[base + j] += scaled * column[j];
          }
        }
      }
    }
  }

  /** Solves with the factors, in place; zero for rows that follow from others. */
  void solve(double[] right) {
    System.arraycopy(right, 0, top, 0, rows);
    Arrays.fill(held, 0);
    for (int row = 0; row < loose; row++) {
      if (place[row] >= 0) {
        top[place[row]] = right[rows + row];
      } else {
        for (int k = 0; k < at[row].length; k++) {
          held[at[row][k]] += by[row][k] * right[rows + row] / own[row];
        }
      }
    }
    inner.solve(held);
    subtractShared(held);
    outer.solve(top);
    System.arraycopy(top, 0, right, 0, rows);
    for (int q = 0; q < shared.length; q++) {
      double sum = 0;
      for (int i = 0; i < rows; i++) {
        sum += above[q][i] * top[i];
      }
      moved[q] = sum;
    }
    for (int row = 0; row < loose; row++) {
      for (int k = 0; place[row] >= 0 && k < at[row].length; k++) {
        moved[at[row][k]] += by[row][k] * top[place[row]];
      }
    }
    inner.solve(moved);
    for (int row = 0; row < loose; row++) {
      right[rows + row] = place[row] >= 0 ? top[place[row]] : eliminated(row, right[rows + row]);
    }
  }

  /** Takes off what so much of the shared columns does to the factored rows. */
  private void subtractShared(double[] values) {
    for (int q = 0; q < shared.length; q++) {
      for (int i = 0; i < rows; i++) {
        top[i] -= above[q][i] * values[q];
      }
    }
    for (int row = 0; row < loose; row++) {
      for (int k = 0; place[row] >= 0 && k < at[row].length; k++) {
        top[place[row]] -= by[row][k] * values[at[row][k]];
      }
    }
  }

  private double eliminated(int row, double right) {
    double sum = right;
    for (int k = 0; k < at[row].length; k++) {
      sum -= by[row][k] * (held[at[row][k]] + moved[at[row][k]]);
    }
    return sum / own[row];
  }
}
