package io.fairlead.solver.plan;

import io.fairlead.solver.dual.recover.Support;
import io.fairlead.solver.route.PoolBook;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Turns supports into plans for one amount and values them by what the pools' integers give.
 *
 * @param source index of the token that goes in
 * @param target index of the token that comes out
 * @param home the ways to {@code target}
 * @param perGas wei of the output that a unit of gas costs
 * @param detours whether arbitrage is collected on the way
 */
record Drafts(
    PoolNetwork pools,
    int source,
    int target,
    PoolBook book,
    BigInteger amountIn,
    Homeward home,
    double perGas,
    boolean detours) {
  private static final int MAX_TRIES = 4;

  /** Part of the order that a cycle gains. */
  private static final double LARGE = 1e-4;

  /** What a support's plan gives in wei, less its gas; negative infinity if it gives nothing. */
  double net(Support support) {
    return draft(support)
        .map(draft -> draft.amountOut().doubleValue() - draft.gas() * perGas)
        .orElse(Double.NEGATIVE_INFINITY);
  }

  private ArcGraph.Parts parts(Support support) {
    ArcGraph.Parts parts = ArcGraph.parts(support, source, target);
    return detours ? parts : new ArcGraph.Parts(parts.arcs(), List.of());
  }

  /** Indices of the pools that its plan uses, ascending. */
  int[] used(Support support) {
    ArcGraph.Parts parts = parts(support);
    return Stream.concat(
            parts.arcs().stream(), parts.cycles().stream().flatMap(cycle -> cycle.arcs().stream()))
        .mapToInt(Arc::edge)
        .distinct()
        .sorted()
        .toArray();
  }

  /** The plan of a support. */
  Optional<SplitPlan> plan(Support support) {
    return draft(support).map(this::plan);
  }

  /** Along the deepest pools alone. */
  Optional<SplitPlan> deepest(double[] logPrices) {
    List<Itinerary.Stop> stops =
        home.way(source).stream()
            .map(arc -> new Itinerary.Stop(arc, new Itinerary.Amount.Share(1), 0))
            .toList();
    return works(rehearsal().of(new Itinerary(stops), logPrices, amountIn)).map(this::plan);
  }

  private SplitPlan plan(Draft draft) {
    return new SplitPlan(
        pools.token(source),
        pools.token(target),
        draft.legs(),
        draft.leftovers(),
        amountIn,
        draft.amountOut());
  }

  /**
   * With all detours; without those that pass through tokens of which too much would be left; with
   * the few alone that gain most; in the end without any.
   */
  private Optional<Draft> draft(Support support) {
    ArcGraph.Parts parts = parts(support);
    Bridges bridges = pools.bridges().at(support.logPrices());
    boolean[] closed = new boolean[support.network().tokens()];
    for (int round = 0; round < MAX_TRIES; round++) {
      Tour tour = tour(bridges, parts, closed, support).around(parts.cycles());
      switch (rehearse(parts.arcs(), tour, support)) {
        case Rehearsed.Works works -> {
          return Optional.of(works.draft());
        }
        case Rehearsed.LeavesTooMuch stuck -> {
          parts =
              round + 2 < MAX_TRIES
                  ? without(parts, stuck.tokens())
                  : large(parts(support), support);
          stuck.tokens().forEach(token -> closed[token] = true);
        }
        case Rehearsed.Nothing ignored -> round = MAX_TRIES;
      }
      if (tour.isStraight()) {
        return Optional.empty();
      }
    }
    return works(rehearse(parts.arcs(), tour(bridges, parts, closed, support), support));
  }

  private Tour tour(Bridges bridges, ArcGraph.Parts parts, boolean[] closed, Support support) {
    double amount = amountIn.doubleValue() * Math.exp(support.logPrices()[source]);
    Holdings holdings = new Holdings(closed.length, parts.arcs(), source, amount);
    return new Tour(pools, bridges, holdings, target, perGas, closed);
  }

  private static ArcGraph.Parts without(ArcGraph.Parts parts, Set<Integer> tokens) {
    return new ArcGraph.Parts(
        parts.arcs(),
        parts.cycles().stream()
            .filter(cycle -> cycle.arcs().stream().noneMatch(arc -> tokens.contains(arc.from())))
            .toList());
  }

  /** With the cycles alone that are worth carrying out at any price. */
  private ArcGraph.Parts large(ArcGraph.Parts parts, Support support) {
    double least = LARGE * amountIn.doubleValue() * Math.exp(support.logPrices()[source]);
    return new ArcGraph.Parts(
        parts.arcs(), parts.cycles().stream().filter(cycle -> cycle.gain() > least).toList());
  }

  private static Optional<Draft> works(Rehearsed rehearsed) {
    return switch (rehearsed) {
      case Rehearsed.Works works -> Optional.of(works.draft());
      case Rehearsed.LeavesTooMuch ignored -> Optional.empty();
      case Rehearsed.Nothing ignored -> Optional.empty();
    };
  }

  private Rehearsed rehearse(List<Arc> arcs, Tour tour, Support support) {
    return rehearsal().of(Itinerary.of(arcs, tour), support.logPrices(), amountIn);
  }

  private Rehearsal rehearsal() {
    return new Rehearsal(pools, source, target, book, home, perGas);
  }
}
