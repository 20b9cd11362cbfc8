package io.fairlead.solver.strategy;

import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.clearing.Budget;
import io.fairlead.solver.clearing.Clearing;
import io.fairlead.solver.clearing.GasTerms;
import io.fairlead.solver.clearing.OrderSelection;
import io.fairlead.solver.clearing.PairClearer;
import io.fairlead.solver.clearing.PairMarket;
import io.fairlead.solver.route.Router;
import io.fairlead.solver.route.RoutingSearch;
import java.util.List;
import java.util.Optional;

/**
 * Best path over V2 and V3 pools: of each pair the direction with more surplus, its orders together
 * along the one path that gives most.
 */
public final class BestPath implements Strategy {
  @Override
  public String name() {
    return "bestpath";
  }

  @Override
  public String description() {
    return "best path over V2 and V3 pools, one direction of each pair";
  }

  @Override
  public List<Solution> solve(SolveRequest request, Budget budget) {
    return Auction.of(request).clear(Router.MAX_HOPS, RoutingSearch.NONE, BestPath::clear, budget);
  }

  static Optional<Clearing> clear(
      PairMarket market, PairClearer clearer, GasTerms gas, Budget budget) {
    Optional<Clearing> up = selling(market.low(), market, clearer, gas, budget);
    Optional<Clearing> down = selling(market.high(), market, clearer, gas, budget);
    return Surplus.larger(up, down);
  }

  private static Optional<Clearing> selling(
      Address token, PairMarket market, PairClearer clearer, GasTerms gas, Budget budget) {
    return OrderSelection.choose(
        market.selling(token),
        PairMarket.byGenerosity(gas),
        takes -> clearer.withSwap(takes, market.low(), market.high()),
        budget);
  }
}
