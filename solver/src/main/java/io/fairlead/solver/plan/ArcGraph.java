package io.fairlead.solver.plan;

import io.fairlead.solver.dual.edge.Network;
import io.fairlead.solver.dual.recover.Support;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * Flows as arcs between tokens, without cycles: swaps can then be put in order. What flows in a
 * cycle is arbitrage between pools that the plan would have to lend itself the money for; it is
 * left out.
 */
final class ArcGraph {
  private static final double DUST = 1e-12;
  private static final int MAX_CYCLES = 1_000;

  private final int tokens;
  private final List<Arc> arcs = new ArrayList<>();

  private ArcGraph(int tokens) {
    this.tokens = tokens;
  }

  /** The arcs of {@code support} that lead from {@code source} to {@code target}, in order. */
  static List<Arc> ordered(Support support, int source, int target) {
    ArcGraph graph = new ArcGraph(support.network().tokens());
    for (int i = 0; i < support.edges().length; i++) {
      graph.add(support, i);
    }
    graph.cancelCycles();
    graph.dropDeadEnds(source, target);
    return graph.sorted();
  }

  /** An edge's inputs shared out over its outputs by value. */
  private void add(Support support, int edge) {
    Network network = support.network();
    double out = 0;
    for (int coin = 0; coin < network.coins(edge); coin++) {
      out += Math.max(0, value(support, edge, coin));
    }
    for (int from = 0; from < network.coins(edge); from++) {
      double in = -value(support, edge, from);
      for (int to = 0; in > 0 && to < network.coins(edge); to++) {
        double part = value(support, edge, to) / out;
        if (part > 0) {
          arcs.add(
              new Arc(
                  support.edges()[edge],
                  network.token(edge, from),
                  network.token(edge, to),
                  in * part));
        }
      }
    }
  }

  private static double value(Support support, int edge, int coin) {
    Network network = support.network();
    return support.flow().flows()[network.offset(edge) + coin]
        * Math.exp(support.logPrices()[network.token(edge, coin)]);
  }

  private void cancelCycles() {
    double most = arcs.stream().mapToDouble(Arc::value).max().orElse(0);
    arcs.removeIf(arc -> arc.value() <= DUST * most);
    for (int round = 0; round < MAX_CYCLES; round++) {
      List<Integer> cycle = cycle();
      if (cycle.isEmpty()) {
        return;
      }
      double least = cycle.stream().mapToDouble(i -> arcs.get(i).value()).min().orElse(0);
      cycle.forEach(i -> arcs.set(i, arcs.get(i).less(least)));
      arcs.removeIf(arc -> arc.value() <= DUST * most);
    }
    // Never seen; without an order there is no plan.
    arcs.clear();
  }

  /** Places of the arcs of some cycle. */
  private List<Integer> cycle() {
    int[] state = new int[tokens];
    for (int token = 0; token < tokens; token++) {
      Deque<Integer> path = new ArrayDeque<>();
      if (state[token] == 0 && closes(token, state, path)) {
        List<Integer> cycle = new ArrayList<>();
        int end = arcs.get(path.peekLast()).to();
        for (int place : path.reversed()) {
          cycle.add(place);
          if (arcs.get(place).from() == end) {
            break;
          }
        }
        return cycle;
      }
    }
    return List.of();
  }

  /** Depth first: 1 marks tokens on the path, 2 finished ones. */
  private boolean closes(int token, int[] state, Deque<Integer> path) {
    state[token] = 1;
    for (int place = 0; place < arcs.size(); place++) {
      if (arcs.get(place).from() == token) {
        int next = arcs.get(place).to();
        path.addLast(place);
        if (state[next] == 1 || (state[next] == 0 && closes(next, state, path))) {
          return true;
        }
        path.removeLast();
      }
    }
    state[token] = 2;
    return false;
  }

  private void dropDeadEnds(int source, int target) {
    boolean changed = true;
    while (changed) {
      changed =
          arcs.removeIf(arc ->
              (arc.to() != target && arcs.stream().noneMatch(next -> next.from() == arc.to()))
                  || (arc.from() != source
                      && arcs.stream().noneMatch(before -> before.to() == arc.from()))
                  || arc.to() == source
                  || arc.from() == target);
    }
  }

  /** Tokens in topological order; of one token's arcs the largest last. */
  private List<Arc> sorted() {
    int[] rank = new int[tokens];
    for (int pass = 0; pass < arcs.size(); pass++) {
      for (Arc arc : arcs) {
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
