package io.fairlead.auction.packing;

import io.fairlead.auction.partition.DisjointSets;
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
    DisjointSets sets = new DisjointSets(positions.length);
    Map<Integer, Integer> firstUser = new HashMap<>();
    for (int i = 0; i < positions.length; i++) {
      for (int resource : items.get(positions[i]).resources()) {
        Integer first = firstUser.putIfAbsent(resource, i);
        if (first != null) {
          sets.join(first, i);
        }
      }
    }
    Map<Integer, List<Integer>> groups = new TreeMap<>();
    for (int i = 0; i < positions.length; i++) {
      groups.computeIfAbsent(sets.least(i), _ -> new ArrayList<>()).add(positions[i]);
    }
    return groups.values().stream()
        .sorted(Comparator.comparingInt(List::size))
        .map(group -> group.stream().mapToInt(Integer::intValue).toArray())
        .toList();
  }
}
