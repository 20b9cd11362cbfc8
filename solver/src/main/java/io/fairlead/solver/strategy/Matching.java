package io.fairlead.solver.strategy;

import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.solver.clearing.Budget;
import io.fairlead.solver.clearing.Clearing;
import io.fairlead.solver.clearing.GasTerms;
import io.fairlead.solver.clearing.OrderSelection;
import io.fairlead.solver.clearing.PairClearer;
import io.fairlead.solver.clearing.PairMarket;
import io.fairlead.solver.route.RoutingSearch;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Matching opposite intents: the two directions of a pair give to each other first, only the
 * remainder goes to the single best pool (two hops if none is direct), and everybody gets the price
 * of that remainder. Where the two sides need nothing but each other there is no swap at all.
 */
public final class Matching implements Strategy {
  private static final int MAX_HOPS = 2;

  @Override
  public String name() {
    return "matching";
  }

  @Override
  public String description() {
    return "opposite intents against each other, the remainder to the best pool";
  }

  @Override
  public List<Solution> solve(SolveRequest request, Budget budget) {
    return Auction.of(request).clear(MAX_HOPS, RoutingSearch.NONE, Matching::clear, budget);
  }

  static Optional<Clearing> clear(
      PairMarket market, PairClearer clearer, GasTerms gas, Budget budget) {
    Comparator<io.fairlead.solver.clearing.Take> ranking = PairMarket.byGenerosity(gas);
    boolean twoSided =
        !market.selling(market.low()).isEmpty() && !market.selling(market.high()).isEmpty();
    Optional<Clearing> direct =
        twoSided
            ? OrderSelection.choose(
                market.takes(),
                ranking,
                takes -> clearer.withoutSwap(takes, market.low(), market.high()),
                budget)
            : Optional.empty();
    Optional<Clearing> netted =
        OrderSelection.choose(
            market.takes(),
            ranking,
            takes -> clearer.withSwap(takes, market.low(), market.high()),
            budget);
    return Surplus.larger(direct, netted);
  }
}
