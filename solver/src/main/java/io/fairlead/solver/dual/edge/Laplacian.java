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
  /** The {@link #ends} of every pair in one word: where memory is slow, every stream counts. */
  private final long[] ends;

  private final double[] conductance;
  private int size;
  private double scale;

  /** For at most {@code capacity} pairs; one more place is for a pair that is not kept. */
  public Laplacian(int capacity) {
    ends = new long[capacity + 1];
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
    ends[size] = ends(one, other);
    conductance[size] = k;
    size++;
  }

  /** The two tokens of a pair in one word, the first in its lower half. */
  static long ends(int one, int other) {
    return (long) other << 32 | one;
  }

  /** The first token of a pair. */
  static int first(long ends) {
    return (int) ends;
  }

  /** The second token of a pair. */
  static int second(long ends) {
    return (int) (ends >>> 32);
  }

  /** The tokens of all pairs, for loops that add many pairs: see {@link #added}. */
  long[] ends() {
    return ends;
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
      long both = ends[pair];
      int one = first(both);
      int other = second(both);
      double moved = conductance[pair] * (vector[one] - vector[other]);
      result[one] += moved;
      result[other] -= moved;
    }
  }

  /** Adds what couples two free tokens to {@code matrix}. */
  public void addTo(SparseCholesky matrix, boolean[] free) {
    for (int pair = 0; pair < size; pair++) {
      int one = first(ends[pair]);
      int other = second(ends[pair]);
      if (conductance[pair] > 0 && free[one] && free[other]) {
        matrix.add(one, other, -conductance[pair]);
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
      result[first(ends[pair])] += k;
      result[second(ends[pair])] += k;
    }
  }
}
