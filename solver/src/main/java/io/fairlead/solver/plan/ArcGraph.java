package io.fairlead.solver.plan;

import io.fairlead.solver.dual.recover.Support;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Flows as arcs between tokens, taken apart into arcs without cycles, which can be put in order,
 * and cycles: arbitrage between pools, which can be carried out while one of its tokens is held
 * anyway.
 */
final class ArcGraph {
  private static final double DUST = 1e-12;

  /** Of the largest arc: a cycle that gains less than this is left out. */
  private static final double LEAST_GAIN = 1e-9;

  private static final int MAX_CYCLES = 2_000;

  private final int tokens;
  private final List<Arc> arcs = new ArrayList<>();
  private final List<Cycle> cycles = new ArrayList<>();

  private ArcGraph(int tokens) {
    this.tokens = tokens;
  }

  /**
   * What flows around.
   *
   * @param arcs each beginning where the one before ends, the first where the last ends
   * @param value of what flows, at the dual's prices
   */
  record Cycle(List<Arc> arcs, double value) {
    Cycle {
      arcs = List.copyOf(arcs);
    }

    /** The same cycle, beginning at {@code token}. */
    Cycle from(int token) {
      List<Arc> turned = new ArrayList<>(arcs);
      while (turned.getFirst().from() != token) {
        Collections.rotate(turned, -1);
      }
      return new Cycle(turned, value);
    }

    /** What going around with all of the value comes to. */
    double gain() {
      return value * arcs.stream().mapToDouble(Arc::gain).sum();
    }
  }

  /**
   * Flows taken apart.
   *
   * @param arcs that lead from the source to the target, tokens in topological order
   * @param cycles in the order in which they were found
   */
  record Parts(List<Arc> arcs, List<Cycle> cycles) {}

  /** The flows of {@code support}. */
  static Parts parts(Support support, int source, int target) {
    ArcGraph graph = new ArcGraph(support.network().tokens());
    ArcSplit split = new ArcSplit(support);
    for (int i = 0; i < support.edges().length; i++) {
      graph.arcs.addAll(split.of(i));
    }
    graph.cancelCycles();
    graph.dropDeadEnds(source, target);
    return new Parts(graph.sorted(), List.copyOf(graph.cycles));
  }

  private void cancelCycles() {
    double most = arcs.stream().mapToDouble(Arc::value).max().orElse(0);
    arcs.removeIf(arc -> arc.value() <= DUST * most);
    for (int round = 0; round < MAX_CYCLES; round++) {
      List<Integer> places = new CycleSearch(tokens, arcs).find();
      if (places.isEmpty()) {
        return;
      }
      double least = places.stream().mapToDouble(i -> arcs.get(i).value()).min().orElse(0);
      Cycle cycle = new Cycle(places.stream().map(arcs::get).toList(), least);
      if (cycle.gain() > LEAST_GAIN * most) {
        cycles.add(cycle);
      }
      places.forEach(i -> arcs.set(i, arcs.get(i).less(least)));
      arcs.removeIf(arc -> arc.value() <= DUST * most);
    }
    // Never seen; without an order there is no plan.
    arcs.clear();
  }

  private void dropDeadEnds(int source, int target) {
    boolean changed = true;
    while (changed) {
      boolean[] leaves = new boolean[tokens];
      boolean[] enters = new boolean[tokens];
      leaves[target] = true;
      enters[source] = true;
      for (Arc arc : arcs) {
        leaves[arc.from()] = true;
        enters[arc.to()] = true;
      }
      changed =
          arcs.removeIf(arc ->
              !leaves[arc.to()]
                  || !enters[arc.from()]
                  || arc.to() == source
                  || arc.from() == target);
    }
  }

  /** Tokens in topological order; of one token's arcs the largest last. */
  private List<Arc> sorted() {
    int[] rank = new int[tokens];
    boolean changed = true;
    for (int pass = 0; pass < arcs.size() && changed; pass++) {
      changed = false;
      for (Arc arc : arcs) {
        changed |= rank[arc.to()] <= rank[arc.from()];
        rank[arc.to()] = Math.max(rank[arc.to()], rank[arc.from()] + 1);
      }
    }
    return arcs.stream()
        .sorted(
            Comparator.comparingInt((Arc arc) -> rank[arc.from()])
                .thenComparingInt(Arc::from)
                .thenComparingDouble(Arc::value)
                .thenComparingInt(Arc::edge)
                .thenComparingInt(Arc::to))
        .toList();
  }
}
