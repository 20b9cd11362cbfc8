package io.fairlead.solver.plan;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.dual.edge.EdgeData;
import io.fairlead.solver.dual.edge.Network;
import io.fairlead.solver.dual.edge.NetworkBuilder;
import io.fairlead.solver.pool.Pool;
import io.fairlead.solver.route.PoolBook;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The pools of a book, in their present states, as a network, and the search for its prices. */
final class PoolNetwork {
  private final List<Pool> pools = new ArrayList<>();
  private final List<Address> tokens = new ArrayList<>();
  private final SortedMap<Address, Integer> index = new TreeMap<>();
  private final List<EdgeData> edges = new ArrayList<>();
  private final Network network;
  private final DualSearch search;

  PoolNetwork(PoolBook book) {
    for (Pool pool : book.pools()) {
      Pool now = book.get(pool.id());
      pools.add(now);
      edges.add(PoolEdges.of(now, this::number));
    }
    NetworkBuilder builder = new NetworkBuilder(tokens.size());
    edges.forEach(builder::add);
    network = builder.build();
    search = new DualSearch(this);
  }

  private int number(Address token) {
    return index.computeIfAbsent(
        token,
        added -> {
          tokens.add(added);
          return tokens.size() - 1;
        });
  }

  /** Number of a token, -1 if no pool trades it. */
  int indexOf(Address token) {
    return index.getOrDefault(token, -1);
  }

  Address token(int number) {
    return tokens.get(number);
  }

  Pool pool(int edge) {
    return pools.get(edge);
  }

  List<EdgeData> edges() {
    return edges;
  }

  Network network() {
    return network;
  }

  DualSearch search() {
    return search;
  }
}
