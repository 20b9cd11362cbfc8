package io.fairlead.solver.plan;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.dual.edge.EdgeData;
import io.fairlead.solver.dual.edge.Network;
import io.fairlead.solver.dual.edge.NetworkBuilder;
import io.fairlead.solver.pool.Pool;
import io.fairlead.solver.route.PoolBook;
import java.util.ArrayList;
import java.util.Arrays;
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
  private final int[][] incident;
  private final Bridges bridges;

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
    incident = incident(network);
    bridges = new Bridges(this);
  }

  private static int[][] incident(Network network) {
    int[] count = new int[network.tokens()];
    for (int edge = 0; edge < network.edges(); edge++) {
      for (int coin = 0; coin < network.coins(edge); coin++) {
        count[network.token(edge, coin)]++;
      }
    }
    int[][] incident = new int[network.tokens()][];
    Arrays.setAll(incident, token -> new int[count[token]]);
    for (int edge = network.edges() - 1; edge >= 0; edge--) {
      for (int coin = 0; coin < network.coins(edge); coin++) {
        int token = network.token(edge, coin);
        incident[token][--count[token]] = edge;
      }
    }
    return incident;
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

  /** The pools that trade a token, ascending. */
  int[] incident(int token) {
    return incident[token];
  }

  Network network() {
    return network;
  }

  /** Ways through the pools; for one caller at a time. */
  Bridges bridges() {
    return bridges;
  }

  DualSearch search() {
    return search;
  }
}
