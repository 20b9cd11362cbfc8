package io.fairlead.solver.dual.linear;

import java.util.Arrays;

/**
 * In which order unknowns are eliminated so that few new entries come up: always one with the
 * fewest neighbours, ties to the lowest number (the minimum degree rule). Once everything that is
 * left is nearly coupled to everything, the rest is one dense block.
 */
final class EliminationOrder {
  private static final double DENSE = 0.6;

  /** Unknown by place. */
  final int[] unknown;

  /** Place by unknown. */
  final int[] place;

  /** Per place before the block: places of later neighbours, ascending. */
  final int[][] below;

  /** The first place of the dense block. */
  final int block;

  private final long[][] neighbours;
  private final int[] degree;
  private final boolean[] done;

  /** For a symmetric matrix with entries at {@code (first[k], second[k])}. */
  EliminationOrder(int size, int[] first, int[] second) {
    int words = (size + 63) >>> 6;
    neighbours = new long[size][words];
    for (int pair = 0; pair < first.length; pair++) {
      connect(first[pair], second[pair]);
      connect(second[pair], first[pair]);
    }
    degree = new int[size];
    for (int one = 0; one < size; one++) {
      degree[one] = count(neighbours[one]);
    }
    done = new boolean[size];
    unknown = new int[size];
    place = new int[size];
    int[][] columns = new int[size][];
    int at = 0;
    for (; at < size; at++) {
      int next = fewest();
      if (degree[next] >= DENSE * (size - at - 1)) {
        break;
      }
      unknown[at] = next;
      columns[at] = eliminate(next);
    }
    block = at;
    for (int one = 0; one < size; one++) {
      if (!done[one]) {
        unknown[at++] = one;
      }
    }
    for (int here = 0; here < size; here++) {
      place[unknown[here]] = here;
    }
    below = new int[block][];
    for (int here = 0; here < block; here++) {
      below[here] = Arrays.stream(columns[here]).map(one -> place[one]).sorted().toArray();
    }
  }

  private void connect(int one, int other) {
    neighbours[one][other >>> 6] |= 1L << other;
  }

  private static int count(long[] bits) {
    int count = 0;
    for (long word : bits) {
      count += Long.bitCount(word);
    }
    return count;
  }

  private int fewest() {
    int best = -1;
    for (int one = 0; one < degree.length; one++) {
      if (!done[one] && (best < 0 || degree[one] < degree[best])) {
        best = one;
      }
    }
    return best;
  }

  /** Couples the neighbours of {@code gone} with each other; returns them. */
  private int[] eliminate(int gone) {
    done[gone] = true;
    long[] of = neighbours[gone];
    int[] list = new int[degree[gone]];
    int size = 0;
    for (int word = 0; word < of.length; word++) {
      for (long rest = of[word]; rest != 0; rest &= rest - 1) {
        list[size++] = (word << 6) + Long.numberOfTrailingZeros(rest);
      }
    }
    for (int one : list) {
      long[] to = neighbours[one];
      for (int word = 0; word < to.length; word++) {
        to[word] |= of[word];
      }
      to[one >>> 6] &= ~(1L << one);
      to[gone >>> 6] &= ~(1L << gone);
      degree[one] = count(to);
    }
    return list;
  }
}
