package io.fairlead.auction.packing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Leaves out items that another one can always stand in for: it takes no resource they do not take,
 * and weighs more, or the same and comes earlier.
 */
final class Domination {
  private Domination() {}

  /**
   * Positions of the items that are left, ascending. Stops looking when {@code effort} is spent.
   */
  static int[] survivors(List<PackingItem> items, Effort effort) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, items.size()).boxed().toList());
    order.sort(
        Comparator.comparing((Integer i) -> items.get(i).weight(), Comparator.reverseOrder())
            .thenComparing(Comparator.naturalOrder()));
    Map<Integer, Integer> uses = uses(items);
    Map<Integer, List<Integer>> byRarest = new HashMap<>();
    List<Integer> left = new ArrayList<>();
    for (int position : order) {
      PackingItem item = items.get(position);
      if (effort.exhausted() || !dominated(item, items, byRarest, effort)) {
        left.add(position);
        byRarest.computeIfAbsent(rarest(item, uses), _ -> new ArrayList<>()).add(position);
      }
    }
    return left.stream().mapToInt(Integer::intValue).sorted().toArray();
  }

  private static Map<Integer, Integer> uses(List<PackingItem> items) {
    Map<Integer, Integer> uses = new HashMap<>();
    for (PackingItem item : items) {
      item.resources().forEach(resource -> uses.merge(resource, 1, Integer::sum));
    }
    return uses;
  }

  private static int rarest(PackingItem item, Map<Integer, Integer> uses) {
    int rarest = item.resources().getFirst();
    for (int resource : item.resources()) {
      if (uses.getOrDefault(resource, 0) < uses.getOrDefault(rarest, 0)) {
        rarest = resource;
      }
    }
    return rarest;
  }

  /** Every item looked at weighs as much or more; of equal ones it comes earlier. */
  private static boolean dominated(
      PackingItem item,
      List<PackingItem> items,
      Map<Integer, List<Integer>> byRarest,
      Effort effort) {
    Set<Integer> resources = new HashSet<>(item.resources());
    for (int resource : item.resources()) {
      for (int other : byRarest.getOrDefault(resource, List.of())) {
        List<Integer> taken = items.get(other).resources();
        effort.spend(taken.size());
        if (taken.size() <= resources.size() && resources.containsAll(taken)) {
          return true;
        }
      }
    }
    return false;
  }
}
