package io.fairlead.solver.strategy;

import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.solver.clearing.Budget;
import io.fairlead.solver.clearing.Clearing;
import io.fairlead.solver.clearing.GasTerms;
import io.fairlead.solver.clearing.OrderSelection;
import io.fairlead.solver.clearing.PairClearer;
import io.fairlead.solver.clearing.PairMarket;
import io.fairlead.solver.clearing.Take;
import io.fairlead.solver.plan.SplitRouter;
import io.fairlead.solver.route.Router;
import io.fairlead.solver.route.RoutingSearch;
import io.fairlead.solver.route.WithoutLoops;
import java.util.List;
import java.util.Optional;

/**
 * Opposite intents against each other, or one direction of a pair alone, whichever leaves its
 * owners more; what the pools have to give is split over all paths by the dual engine, or goes
 * along the one best path where that is better after gas.
 */
public final class Optimal implements Strategy {
  private static final int REFINING = 4;
  private static final int ANEW = 12;

  @Override
  public String name() {
    return "optimal";
  }

  @Override
  public String description() {
    return "opposite intents against each other, the remainder split over all pools by dual prices";
  }

  @Override
  public List<Solution> solve(SolveRequest request, Budget budget) {
    return solve(request, budget, Answers.to(request));
  }

  @Override
  public List<Solution> solve(SolveRequest request, Budget budget, Answers answers) {
    Auction auction = Auction.of(request);
    List<Solution> found = pairwise(auction, budget);
    answers.offer(found);
    if (budget.spent()) {
      return found;
    }
    List<Solution> certified = Certified.of(request, auction.book().pools(), found);
    answers.offer(certified);
    return certified;
  }

  /**
   * Pair by pair, without certificates. A quote leaves out what pools could be made to give each
   * other on the way: the next settlement takes that, and the price quoted would be gone with it.
   */
  static List<Solution> pairwise(Auction auction, Budget budget) {
    RoutingSearch search =
        auction.isQuote() ? new WithoutLoops(SplitRouter.straight()) : new SplitRouter();
    return auction.clear(Router.MAX_HOPS, search, Optimal::clear, budget);
  }

  private static Optional<Clearing> clear(
      PairMarket market, PairClearer clearer, GasTerms gas, Budget budget) {
    Optional<Clearing> single =
        Surplus.larger(
            Matching.clear(market, clearer, gas, budget),
            BestPath.clear(market, clearer, gas, budget));
    Optional<Clearing> refined =
        single
            .filter(clearing -> clearing.swap() != null)
            .flatMap(clearing -> split(clearing.takes(), REFINING, market, clearer, gas, budget));
    // Orders that no single path satisfies may be within reach of several.
    Optional<Clearing> anew = split(market.takes(), ANEW, market, clearer, gas, budget);
    return Surplus.larger(single, Surplus.larger(refined, anew));
  }

  private static Optional<Clearing> split(
      List<Take> takes,
      int tries,
      PairMarket market,
      PairClearer clearer,
      GasTerms gas,
      Budget budget) {
    return OrderSelection.choose(
        takes,
        PairMarket.byGenerosity(gas),
        some -> clearer.withSplitSwap(some, market.low(), market.high()),
        budget,
        tries);
  }
}
