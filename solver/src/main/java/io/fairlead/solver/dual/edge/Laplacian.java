package io.fairlead.solver.dual.edge;

import io.fairlead.solver.dual.linear.SparseCholesky;
import java.util.Arrays;

/**
 * The second derivative of the dual by log prices where nothing is left over: a weighted graph
 * Laplacian. Each trading pair of coins adds a conductance {@code k} between its two tokens, in the
 * objective's unit: raising one token's log price by {@code d} moves {@code k d} of value from that
 * token's imbalance to the other's.
 */
public final class Laplacian {
  private final int[] first;
  private final int[] second;
  private final double[] conductance;
  private int size;
  private double scale;

  /** For at most {@code capacity} pairs; one more place is for a pair that is not kept. */
  public Laplacian(int capacity) {
    first = new int[capacity + 1];
    second = new int[capacity + 1];
    conductance = new double[capacity + 1];
  }

  /** Forgets all pairs. */
  public void clear() {
    size = 0;
    scale = 0;
  }

  /** Adds a pair of a curve, whose conductance is about the value that moves. */
  void add(int one, int other, double k) {
    add(one, other, k, k);
  }

  /** Adds a pair between which about {@code moved} of value moves. */
  void add(int one, int other, double k, double moved) {
    scale += moved;
    first[size] = one;
    second[size] = other;
    conductance[size] = k;
    size++;
  }

  /** First tokens of all pairs, for loops that add many pairs: see {@link #added}. */
  int[] firsts() {
    return first;
  }

  /** Second tokens of all pairs. */
  int[] seconds() {
    return second;
  }

  /** Conductances of all pairs. */
  double[] conductances() {
    return conductance;
  }

  /**
   * Takes over pairs of curves that were written to the arrays from {@link #size} on.
   *
   * @param newSize number of all pairs now
   * @param moved sum of the new conductances
   */
  void added(int newSize, double moved) {
    size = newSize;
    scale += moved;
  }

  /** Number of pairs. */
  public int size() {
    return size;
  }

  /** Adds the product with {@code vector} to {@code result}. */
  public void addProduct(double[] vector, double[] result) {
    for (int pair = 0; pair < size; pair++) {
      int one = first[pair];
      int other = second[pair];
      double moved = conductance[pair] * (vector[one] - vector[other]);
      result[one] += moved;
      result[other] -= moved;
    }
  }

  /** Adds what couples two free tokens to {@code matrix}. */
  public void addTo(SparseCholesky matrix, boolean[] free) {
    for (int pair = 0; pair < size; pair++) {
      if (conductance[pair] > 0 && free[first[pair]] && free[second[pair]]) {
        matrix.add(first[pair], second[pair], -conductance[pair]);
      }
    }
  }

  /** Sum of the values that moved: the scale of what rounding does to sums over edges. */
  public double scale() {
    return scale;
  }

  /** Writes the diagonal to {@code result}. */
  public void diagonal(double[] result) {
    Arrays.fill(result, 0);
    for (int pair = 0; pair < size; pair++) {
      double k = conductance[pair];
      result[first[pair]] += k;
      result[second[pair]] += k;
    }
  }
}
