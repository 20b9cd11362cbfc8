package io.fairlead.solver.dual.edge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects edges. Every edge gets the next index, also one that is left out for its data. */
public final class NetworkBuilder {
  private final int tokens;
  private final EdgeCheck check;
  private final List<EdgeData.Product> products = new ArrayList<>();
  private final List<EdgeData.Weighted> weighted = new ArrayList<>();
  private final List<EdgeData.Concentrated> concentrated = new ArrayList<>();
  private final List<EdgeData.Stable> stable = new ArrayList<>();
  private final List<EdgeData.Limit> limits = new ArrayList<>();
  private final List<RejectedEdge> rejected = new ArrayList<>();

  /** Per edge the group, -1 if it was left out, and the place in it. */
  private int[] group = new int[16];

  private int[] place = new int[16];
  private int edges;

  /** For a network of {@code tokens} tokens, numbered from zero. */
  public NetworkBuilder(int tokens) {
    if (tokens < 0) {
      throw new IllegalArgumentException("negative number of tokens");
    }
    this.tokens = tokens;
    this.check = new EdgeCheck(tokens);
  }

  /** Adds an edge; returns its index. */
  public int add(EdgeData data) {
    if (edges == group.length) {
      group = Arrays.copyOf(group, 2 * edges);
      place = Arrays.copyOf(place, 2 * edges);
    }
    @Nullable String problem = check.problem(data);
    if (problem == null) {
      put(data);
    } else {
      rejected.add(new RejectedEdge(edges, problem));
      group[edges] = -1;
    }
    return edges++;
  }

  private void put(EdgeData data) {
    switch (data) {
      case EdgeData.Product row -> put(0, products, row);
      case EdgeData.Weighted row -> put(1, weighted, row);
      case EdgeData.Concentrated row -> put(2, concentrated, row);
      case EdgeData.Stable row -> put(3, stable, row);
      case EdgeData.Limit row -> put(4, limits, row);
    }
  }

  private <T> void put(int kind, List<T> rows, T row) {
    group[edges] = kind;
    place[edges] = rows.size();
    rows.add(row);
  }

  /** The network of everything added so far. */
  public Network build() {
    return new Network(
        tokens,
        new ProductEdges(products),
        new WeightedEdges(weighted),
        new ConcentratedEdges(concentrated),
        new StableEdges(stable),
        new LimitEdges(limits),
        Arrays.copyOf(group, edges),
        Arrays.copyOf(place, edges),
        List.copyOf(rejected));
  }
}
