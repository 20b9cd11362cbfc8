package io.fairlead.solver.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is held of each token on the way, at the dual's prices, before it is passed on. The dual's
 * flows do not tell: what cycles gain flows on with the rest there, and is not in hand before the
 * cycles have been walked.
 */
final class Holdings {
  private final List<Arc> arcs;
  private final int source;
  private final double amount;

  /** Of each token, what all that pass it on take at the dual's prices. */
  private final double[] outflow;

  private final double[] gained;
  private final double[] held;

  /**
   * Along the arcs that lead from the source to the target.
   *
   * @param tokens number of tokens
   * @param arcs tokens in topological order
   * @param source what the order brings
   * @param amount how much of it
   */
  Holdings(int tokens, List<Arc> arcs, int source, double amount) {
    this.arcs = arcs;
    this.source = source;
    this.amount = amount;
    outflow = new double[tokens];
    arcs.forEach(arc -> outflow[arc.from()] += arc.value());
    gained = new double[tokens];
    held = new double[tokens];
    spread();
  }

  private void spread() {
    System.arraycopy(gained, 0, held, 0, held.length);
    held[source] += amount;
    for (Arc arc : arcs) {
      double share = arc.value() / outflow[arc.from()];
      held[arc.to()] += share * Math.max(0, held[arc.from()]) * (1 + arc.gain());
    }
  }

  /** Notes that detours bring {@code value} of a token more, or less, before it is passed on. */
  void add(int token, double value) {
    gained[token] += value;
    spread();
  }

  /** Value of a token that is collected on the way before it is passed on. */
  double of(int token) {
    return held[token];
  }

  /** What those that pass it on take of it at the dual's prices. */
  double outflow(int token) {
    return outflow[token];
  }

  /** The tokens that are held on the way, in topological order. */
  List<Integer> byRank(int target) {
    List<Integer> byRank = new ArrayList<>();
    boolean[] seen = new boolean[held.length];
    for (Arc arc : arcs) {
      if (!seen[arc.from()]) {
        byRank.add(arc.from());
        seen[arc.from()] = true;
      }
    }
    byRank.add(target);
    return byRank;
  }

  /** Number of arcs. */
  int arcs() {
    return arcs.size();
  }

  /** The most that is held of one token. */
  double most() {
    return Arrays.stream(held).max().orElse(0);
  }
}
