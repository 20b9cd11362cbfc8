package io.fairlead.solver.plan;

import io.fairlead.solver.dual.recover.Support;
import io.fairlead.solver.route.PoolBook;
import io.fairlead.solver.route.Routed;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns supports into plans for one amount and values them by what the pools' integers give.
 *
 * @param source index of the token that goes in
 * @param target index of the token that comes out
 */
record Drafts(PoolNetwork pools, int source, int target, PoolBook book, BigInteger amountIn) {
  /** What a support's plan gives in wei, less its gas; negative infinity if it gives nothing. */
  double net(Support support, double perGas) {
    return routed(support)
        .map(routed -> routed.amountOut().doubleValue() - routed.gas() * perGas)
        .orElse(Double.NEGATIVE_INFINITY);
  }

  /** Indices of the pools that its plan uses, ascending. */
  int[] used(Support support) {
    return ArcGraph.ordered(support, source, target).stream()
        .mapToInt(Arc::edge)
        .distinct()
        .sorted()
        .toArray();
  }

  /** The plan of a support. */
  Optional<SplitPlan> plan(Support support) {
    List<Leg> legs = legs(ArcGraph.ordered(support, source, target));
    return routed(legs).map(routed -> plan(legs, routed.amountOut()));
  }

  private Optional<Routed> routed(Support support) {
    return routed(legs(ArcGraph.ordered(support, source, target)));
  }

  private Optional<Routed> routed(List<Leg> legs) {
    return legs.isEmpty() ? Optional.empty() : plan(legs, BigInteger.ONE).exactIn(book, amountIn);
  }

  private SplitPlan plan(List<Leg> legs, BigInteger out) {
    return new SplitPlan(pools.token(source), pools.token(target), legs, amountIn, out);
  }

  private List<Leg> legs(List<Arc> arcs) {
    List<Leg> legs = new ArrayList<>();
    for (int i = 0; i < arcs.size(); i++) {
      Arc arc = arcs.get(i);
      double ahead = 0;
      for (int j = i; j < arcs.size(); j++) {
        ahead += arcs.get(j).from() == arc.from() ? arcs.get(j).value() : 0;
      }
      boolean last = i + 1 == arcs.size() || arcs.get(i + 1).from() != arc.from();
      legs.add(
          new Leg(
              pools.pool(arc.edge()).id(),
              pools.token(arc.from()),
              pools.token(arc.to()),
              last ? Leg.ALL : Leg.share(arc.value() / ahead)));
    }
    return legs;
  }
}
