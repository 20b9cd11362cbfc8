package io.fairlead.auction.packing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Splits items into groups that share no resource, smallest groups first. */
final class Components {
  private Components() {}

  static List<int[]> of(List<PackingItem> items, int[] positions) {
    int[] parent = new int[positions.length];
    Map<Integer, Integer> firstUser = new HashMap<>();
    for (int i = 0; i < positions.length; i++) {
      parent[i] = i;
      for (int resource : items.get(positions[i]).resources()) {
        Integer first = firstUser.putIfAbsent(resource, i);
        if (first != null) {
          join(parent, first, i);
        }
      }
    }
    Map<Integer, List<Integer>> groups = new TreeMap<>();
    for (int i = 0; i < positions.length; i++) {
      groups.computeIfAbsent(root(parent, i), _ -> new ArrayList<>()).add(positions[i]);
    }
    return groups.values().stream()
        .sorted(Comparator.comparingInt(List::size))
        .map(group -> group.stream().mapToInt(Integer::intValue).toArray())
        .toList();
  }

  private static void join(int[] parent, int a, int b) {
    int rootA = root(parent, a);
    int rootB = root(parent, b);
    parent[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
  }

  private static int root(int[] parent, int i) {
    int at = i;
    while (parent[at] != at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  }
}
