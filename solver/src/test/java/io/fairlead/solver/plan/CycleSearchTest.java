package io.fairlead.solver.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.solver.RandomAuction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CycleSearchTest {
  private int found;

  @Test
  void findsACycleWhereAMatrixSaysThereIsOne() {
    RandomAuction.forAll(
        400,
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          int tokens = random.nextInt(2, 12);
          List<Arc> arcs = new ArrayList<>();
          for (int i = random.nextInt(0, 2 * tokens); i > 0; i--) {
            int from = random.nextInt(tokens);
            int to = (from + 1 + random.nextInt(tokens - 1)) % tokens;
            arcs.add(new Arc(i, from, to, 1, 0));
          }
          List<Integer> cycle = new CycleSearch(tokens, arcs).find();
          assertThat(!cycle.isEmpty()).isEqualTo(cyclic(tokens, arcs));
          for (int i = 0; i < cycle.size(); i++) {
            Arc next = arcs.get(cycle.get((i + 1) % cycle.size()));
            assertThat(arcs.get(cycle.get(i)).to()).isEqualTo(next.from());
          }
          assertThat(new HashSet<>(cycle)).hasSameSizeAs(cycle);
          found += cycle.isEmpty() ? 0 : 1;
        });
    assertThat(found).isBetween(100, 350);
  }

  @Test
  void whereThereIsNothingThereIsNoCycle() {
    assertThat(new CycleSearch(0, List.of()).find()).isEmpty();
    assertThat(new CycleSearch(3, List.of(new Arc(0, 0, 1, 1, 0))).find()).isEmpty();
  }

  @Test
  void aPairOfArcsIsACycle() {
    List<Arc> arcs =
        List.of(new Arc(0, 0, 1, 1, 0), new Arc(0, 2, 1, 1, 0), new Arc(1, 1, 2, 1, 0));
    assertThat(new CycleSearch(3, arcs).find()).containsExactlyInAnyOrder(1, 2);
  }

  /** Warshall's closure. */
  private static boolean cyclic(int tokens, List<Arc> arcs) {
    boolean[][] leads = new boolean[tokens][tokens];
    arcs.forEach(arc -> leads[arc.from()][arc.to()] = true);
    for (int via = 0; via < tokens; via++) {
      for (int from = 0; from < tokens; from++) {
        for (int to = 0; to < tokens; to++) {
          leads[from][to] |= leads[from][via] && leads[via][to];
        }
      }
    }
    for (int token = 0; token < tokens; token++) {
      if (leads[token][token]) {
        return true;
      }
    }
    return false;
  }
}
