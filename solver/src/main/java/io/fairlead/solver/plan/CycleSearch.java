package io.fairlead.solver.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Looks for a cycle, depth first, with the tokens' arcs at hand. */
final class CycleSearch {
  private final List<Arc> arcs;
  private final int[] begin;
  private final int[] places;

  /** Where the search is in each token's arcs. */
  private final int[] next;

  private final boolean[] onPath;

  CycleSearch(int tokens, List<Arc> arcs) {
    this.arcs = arcs;
    begin = new int[tokens + 1];
    for (Arc arc : arcs) {
      begin[arc.from() + 1]++;
    }
    for (int token = 0; token < tokens; token++) {
      begin[token + 1] += begin[token];
    }
    next = Arrays.copyOf(begin, tokens);
    places = new int[arcs.size()];
    for (int place = 0; place < arcs.size(); place++) {
      places[next[arcs.get(place).from()]++] = place;
    }
    System.arraycopy(begin, 0, next, 0, tokens);
    onPath = new boolean[tokens];
  }

  /** Places of the arcs of some cycle, in their order; none if there is no cycle. */
  List<Integer> find() {
    for (int token = 0; token < next.length; token++) {
      List<Integer> path = new ArrayList<>();
      if (next[token] < begin[token + 1] && closes(token, path)) {
        int end = arcs.get(path.getLast()).to();
        int first = path.size() - 1;
        while (arcs.get(path.get(first)).from() != end) {
          first--;
        }
        return path.subList(first, path.size());
      }
    }
    return List.of();
  }

  private boolean closes(int from, List<Integer> path) {
    onPath[from] = true;
    int at = from;
    while (true) {
      if (next[at] < begin[at + 1]) {
        int place = places[next[at]++];
        int to = arcs.get(place).to();
        path.add(place);
        if (onPath[to]) {
          return true;
        }
        if (next[to] < begin[to + 1]) {
          onPath[to] = true;
          at = to;
        } else {
          path.removeLast();
        }
      } else {
        onPath[at] = false;
        if (path.isEmpty()) {
          return false;
        }
        at = arcs.get(path.removeLast()).from();
      }
    }
  }
}
