package io.fairlead.solver.strategy;

import io.fairlead.auction.engine.Order;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.exact.Rational;
import io.fairlead.solver.batch.BatchEngine;
import io.fairlead.solver.batch.Draft;
import io.fairlead.solver.clearing.Budget;
import io.fairlead.solver.clearing.Clearing;
import io.fairlead.solver.clearing.GasTerms;
import io.fairlead.solver.clearing.PairClearer;
import io.fairlead.solver.clearing.PairMarket;
import io.fairlead.solver.clearing.SolutionScore;
import io.fairlead.solver.route.Router;
import io.fairlead.solver.route.RoutingSearch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All orders and pools together at one price per token: coincidences of wants, rings of any length
 * and pools at once. Small auctions are also cleared pair by pair along single paths, and the
 * better of both comes first. The first answer is there after one clearing; the search for better
 * ones ends with the budget.
 */
public final class Batch implements Strategy {
  /** With more orders, pair by pair takes longer than it is worth. */
  private static final int MOST_PAIRWISE = 200;

  /** The same for splitting what each pair leaves over several paths. */
  private static final int MOST_SPLIT = 6;

  private static final int MOST_SOLUTIONS = 3;

  @Override
  public String name() {
    return "batch";
  }

  @Override
  public String description() {
    return "all intents and pools together at one price per token, with a certified bound";
  }

  @Override
  public List<Solution> solve(SolveRequest request, Budget budget) {
    return solve(request, budget, Answers.to(request));
  }

  @Override
  public List<Solution> solve(SolveRequest request, Budget budget, Answers answers) {
    Auction auction = Auction.of(request);
    if (auction.isQuote()) {
      // Clearing everything together evens out pools too, and one order would be promised the gain.
      List<Solution> quoted = ranked(auction, Optimal.pairwise(auction, budget));
      answers.offer(quoted);
      return quoted;
    }
    Optional<Draft> together =
        new BatchEngine(
                request.orders(),
                auction.book(),
                auction.gas(),
                budget,
                draft -> answers.offer(List.of(draft.solution()), draft.score()))
            .solve();
    List<Solution> found = new ArrayList<>();
    together.ifPresent(draft -> found.add(draft.solution()));
    if (request.orders().size() <= MOST_PAIRWISE && !budget.spent()) {
      found.addAll(
          request.orders().size() <= MOST_SPLIT
              ? Optimal.pairwise(auction, budget)
              : auction.clear(Router.MAX_HOPS, RoutingSearch.NONE, Batch::single, budget));
    }
    List<Solution> ranked = ranked(auction, found);
    answers.offer(ranked);
    if (budget.spent()) {
      return ranked;
    }
    List<Solution> certified = Certified.of(request, auction.book().pools(), ranked);
    answers.offer(certified);
    return certified;
  }

  private static Optional<Clearing> single(
      PairMarket market, PairClearer clearer, GasTerms gas, Budget budget) {
    return Surplus.larger(
        Matching.clear(market, clearer, gas, budget), BestPath.clear(market, clearer, gas, budget));
  }

  private static List<Solution> ranked(Auction auction, List<Solution> found) {
    Map<Object, Order> orders =
        auction.request().orders().stream()
            .collect(Collectors.toMap(Order::uid, Function.identity(), (one, same) -> one));
    record Ranked(Solution solution, Rational score) {}
    List<Solution> ranked = new ArrayList<>();
    found.stream()
        .map(solution ->
            new Ranked(
                solution, SolutionScore.of(solution, orders, auction.gas().referencePrices())))
        .sorted(Comparator.comparing(Ranked::score).reversed())
        .limit(MOST_SOLUTIONS)
        .forEach(one -> ranked.add(numbered(one.solution(), ranked.size())));
    return List.copyOf(ranked);
  }

  private static Solution numbered(Solution solution, int id) {
    return new Solution(
        id, solution.prices(), solution.trades(), solution.interactions(), solution.gas());
  }
}
