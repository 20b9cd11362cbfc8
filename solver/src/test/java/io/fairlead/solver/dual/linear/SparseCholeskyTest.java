package io.fairlead.solver.dual.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Solutions are put into the matrix they are of, which is kept densely beside. */
class SparseCholeskyTest {
  private static final double ROUNDING = 1e-13;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 60, 200})
  void solvesRandomSystemsOfAnyPattern(int size) {
    for (long seed = 1; seed <= 20; seed++) {
      Drawn drawn = Drawn.of(seed, size, 1 + (int) (seed % 4));
      assertThat(drawn.solver.factor()).as("seed %d", seed).isTrue();
      double[] right = vector(seed, size);
      double[] solution = right.clone();
      drawn.solver.solve(solution);
      assertThat(drawn.miss(solution, right)).as("seed %d", seed).isLessThan(ROUNDING);
    }
  }

  @Test
  void factorsAgainWithOtherNumbersAndOtherRightSides() {
    Drawn first = Drawn.of(5, 80, 3);
    assertThat(first.solver.factor()).isTrue();
    double[] once = vector(1, 80);
    first.solver.solve(once);
    first.fill(new SplittableRandom(99), 1);
    assertThat(first.solver.factor()).isTrue();
    for (long seed = 2; seed < 5; seed++) {
      double[] right = vector(seed, 80);
      double[] solution = right.clone();
      first.solver.solve(solution);
      assertThat(first.miss(solution, right)).isLessThan(ROUNDING);
    }
  }

  /** Weights over twenty orders of magnitude, as those of dust pools beside deep ones. */
  @Test
  void steepSystemsAreSolvedToRounding() {
    for (long seed = 1; seed <= 20; seed++) {
      Drawn drawn = Drawn.of(seed, 50, 2);
      drawn.fill(new SplittableRandom(seed), 20);
      assertThat(drawn.solver.factor()).as("seed %d", seed).isTrue();
      double[] right = vector(seed, 50);
      double[] solution = right.clone();
      drawn.solver.solve(solution);
      assertThat(drawn.miss(solution, right)).as("seed %d", seed).isLessThan(1e-11);
    }
  }

  @Test
  void unconnectedUnknownsAreSolvedEachForItself() {
    SparseCholesky solver = new SparseCholesky(4, new int[] {0}, new int[] {2});
    solver.clear();
    solver.addDiagonal(0, 2);
    solver.addDiagonal(2, 2);
    solver.add(2, 0, -1);
    solver.addDiagonal(1, 4);
    solver.addDiagonal(3, 0.5);
    assertThat(solver.factor()).isTrue();
    double[] vector = {3, 8, 0, 1};
    solver.solve(vector);
    assertThat(vector).containsExactly(2, 2, 1, 2);
  }

  @Test
  void groupsCoupleAllTheirMembers() {
    int[] members = {0, 1, 2, 2, 3};
    SparseCholesky solver = SparseCholesky.ofGroups(4, new int[] {0, 3, 5}, members);
    solver.clear();
    solver.add(0, 1, 1);
    solver.add(1, 2, 1);
    solver.add(0, 2, 1);
    solver.add(2, 3, 1);
  }

  @Test
  void saysSoIfTheMatrixIsNotPositiveDefinite() {
    for (double entry : new double[] {1, 1.5, Double.NaN, Double.POSITIVE_INFINITY}) {
      SparseCholesky solver = new SparseCholesky(2, new int[] {0}, new int[] {1});
      solver.clear();
      solver.addDiagonal(0, 1);
      solver.addDiagonal(1, 1);
      solver.add(0, 1, entry);
      assertThat(solver.factor()).as("entry %s", entry).isFalse();
    }
  }

  @Test
  void anEntryOutsideThePatternIsRefused() {
    SparseCholesky solver = new SparseCholesky(300, chain(299, 0), chain(299, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> solver.add(0, 150, 1));
  }

  private static int[] chain(int length, int offset) {
    int[] chain = new int[length];
    Arrays.setAll(chain, i -> i + offset);
    return chain;
  }

  private static double[] vector(long seed, int size) {
    SplittableRandom random = new SplittableRandom(~seed);
    return random.doubles(size, -1, 1).toArray();
  }

  /** A matrix with random entries at random places, both ways. */
  private static final class Drawn {
    final int size;
    final int[] first;
    final int[] second;
    final double[][] dense;
    final SparseCholesky solver;

    private Drawn(int size, int[] first, int[] second) {
      this.size = size;
      this.first = first;
      this.second = second;
      this.dense = new double[size][size];
      this.solver = new SparseCholesky(size, first, second);
    }

    static Drawn of(long seed, int size, int perUnknown) {
      SplittableRandom random = new SplittableRandom(seed);
      TreeSet<Integer> places = new TreeSet<>();
      for (int k = 0; size > 1 && k < size * perUnknown; k++) {
        int one = random.nextInt(size);
        int other = (one + 1 + random.nextInt(size - 1)) % size;
        places.add(Math.min(one, other) * size + Math.max(one, other));
      }
      int[] first = places.stream().mapToInt(place -> place / size).toArray();
      int[] second = places.stream().mapToInt(place -> place % size).toArray();
      Drawn drawn = new Drawn(size, first, second);
      drawn.fill(random, 1);
      return drawn;
    }

    /** Weighted couplings over so many orders of magnitude and a little more on the diagonal. */
    void fill(SplittableRandom random, int orders) {
      solver.clear();
      for (double[] line : dense) {
        Arrays.fill(line, 0);
      }
      for (int k = 0; k < first.length; k++) {
        double weight = Math.pow(10, orders * random.nextDouble(-0.5, 0.5));
        solver.add(first[k], second[k], -weight);
        dense[first[k]][second[k]] -= weight;
        dense[second[k]][first[k]] -= weight;
        diagonal(first[k], weight);
        diagonal(second[k], weight);
      }
      for (int i = 0; i < size; i++) {
        diagonal(i, 0.01 + dense[i][i] * 1e-3);
      }
    }

    private void diagonal(int unknown, double entry) {
      solver.addDiagonal(unknown, entry);
      dense[unknown][unknown] += entry;
    }

    /** The largest residual of a line, of what its terms sum up to without signs. */
    double miss(double[] solution, double[] right) {
      double most = 0;
      for (int i = 0; i < size; i++) {
        double sum = -right[i];
        double scale = Math.abs(right[i]);
        for (int j = 0; j < size; j++) {
          sum += dense[i][j] * solution[j];
          scale += Math.abs(dense[i][j] * solution[j]);
        }
        most = Math.max(most, Math.abs(sum) / scale);
      }
      return most;
    }
  }
}
