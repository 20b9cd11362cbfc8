package io.fairlead.solver.plan;

import io.fairlead.solver.dual.recover.Support;
import io.fairlead.solver.route.PoolBook;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Turns supports into plans for one amount and values them by what the pools' integers give.
 *
 * @param source index of the token that goes in
 * @param target index of the token that comes out
 */
record Drafts(PoolNetwork pools, int source, int target, PoolBook book, BigInteger amountIn) {
  /** What a support's plan gives in wei, less its gas; negative infinity if it gives nothing. */
  double net(Support support, double perGas) {
    return draft(support)
        .map(draft -> draft.amountOut().doubleValue() - draft.gas() * perGas)
        .orElse(Double.NEGATIVE_INFINITY);
  }

  /** Indices of the pools that its plan uses, ascending. */
  int[] used(Support support) {
    ArcGraph.Parts parts = ArcGraph.parts(support, source, target);
    return Stream.concat(
            parts.arcs().stream(), parts.cycles().stream().flatMap(cycle -> cycle.arcs().stream()))
        .mapToInt(Arc::edge)
        .distinct()
        .sorted()
        .toArray();
  }

  /** The plan of a support. */
  Optional<SplitPlan> plan(Support support) {
    return draft(support)
        .map(draft ->
            new SplitPlan(
                pools.token(source),
                pools.token(target),
                draft.legs(),
                amountIn,
                draft.amountOut()));
  }

  /** With all detours; without any where those cannot be carried out. */
  private Optional<Draft> draft(Support support) {
    ArcGraph.Parts parts = ArcGraph.parts(support, source, target);
    Optional<Draft> whole = rehearse(parts, support);
    return whole.isPresent() || parts.cycles().isEmpty()
        ? whole
        : rehearse(new ArcGraph.Parts(parts.arcs(), List.of()), support);
  }

  private Optional<Draft> rehearse(ArcGraph.Parts parts, Support support) {
    Itinerary itinerary = Itinerary.of(parts, support.network().tokens(), source, target);
    return new Rehearsal(pools, source, target, book).of(itinerary, support.logPrices(), amountIn);
  }
}
