package io.fairlead.solver.recall;

import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Takes a circulation of values apart into cycles, large ones first: walks along the largest trade
 * that sells the token at hand until a token comes a second time. What is no circulation is left
 * over. Bounded in cycles.
 */
final class Cycles {
  private final List<Edge> edges;
  private final Map<Address, PriorityQueue<Edge>> selling = new HashMap<>();

  /** One trade, with the value that is in no cycle yet. */
  static final class Edge {
    final int trade;
    final Address sell;
    final Address buy;
    BigInteger left;

    Edge(int trade, Address sell, Address buy, BigInteger value) {
      this.trade = trade;
      this.sell = sell;
      this.buy = buy;
      this.left = value;
    }
  }

  private static final Comparator<Edge> LARGEST =
      Comparator.comparing((Edge edge) -> edge.left)
          .reversed()
          .thenComparingInt(edge -> edge.trade);

  private Cycles(List<Edge> edges) {
    this.edges = edges;
    for (Edge edge : edges) {
      selling.computeIfAbsent(edge.sell, token -> new PriorityQueue<>(LARGEST)).add(edge);
    }
  }

  /** At most {@code most} cycles of the trades. */
  static List<Cycle> of(List<Edge> edges, int most) {
    return new Cycles(edges.stream().sorted(LARGEST).toList()).walk(most);
  }

  private List<Cycle> walk(int most) {
    List<Cycle> cycles = new ArrayList<>();
    for (Edge start : edges) {
      while (start.left.signum() > 0 && cycles.size() < most) {
        from(start.sell, cycles);
      }
    }
    return cycles;
  }

  /** Walks from a token until it finds a cycle; a trade that leads nowhere is given up. */
  private void from(Address start, List<Cycle> cycles) {
    List<Edge> path = new ArrayList<>();
    Map<Address, Integer> seen = new HashMap<>();
    Address at = start;
    while (!seen.containsKey(at)) {
      seen.put(at, path.size());
      PriorityQueue<Edge> out = selling.get(at);
      Edge next = out == null ? null : out.peek();
      if (next == null) {
        take(path.getLast(), path.getLast().left);
        return;
      }
      path.add(next);
      at = next.buy;
    }
    List<Edge> cycle = path.subList(seen.getOrDefault(at, 0), path.size());
    BigInteger value =
        cycle.stream().map(edge -> edge.left).reduce(BigInteger::min).orElse(BigInteger.ZERO);
    cycle.forEach(edge -> take(edge, value));
    cycles.add(new Cycle(cycle.stream().mapToInt(edge -> edge.trade).toArray(), value));
  }

  private void take(Edge edge, BigInteger value) {
    PriorityQueue<Edge> queue = selling.get(edge.sell);
    if (queue != null) {
      queue.remove(edge);
      edge.left = edge.left.subtract(value);
      if (edge.left.signum() > 0) {
        queue.add(edge);
      }
    }
  }

  /** Whether {@code value} is whole numbers of wei at all these prices. */
  static boolean whole(BigInteger value, BigInteger... prices) {
    return Arrays.stream(prices).allMatch(price -> value.mod(price).signum() == 0);
  }
}
