package io.fairlead.solver.strategy;

import io.fairlead.auction.engine.BasketOrder;
import io.fairlead.auction.engine.Certificate;
import io.fairlead.auction.engine.EngineBasketTrade;
import io.fairlead.auction.engine.EngineInteraction;
import io.fairlead.auction.engine.EngineInteraction.LiquiditySwap;
import io.fairlead.auction.engine.Order;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.exact.Rational;
import io.fairlead.auction.score.BasketTerms;
import io.fairlead.solver.basket.BasketRouter;
import io.fairlead.solver.basket.FilledBasket;
import io.fairlead.solver.clearing.Budget;
import io.fairlead.solver.clearing.GasTerms;
import io.fairlead.solver.clearing.SolutionScore;
import io.fairlead.solver.pool.SwapResult;
import io.fairlead.solver.route.PoolBook;
import io.fairlead.solver.route.Router;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Another strategy, and what the pools can still do for baskets after each of its solutions. Where
 * that has none, the baskets stand alone.
 */
final class WithBaskets implements Strategy {
  /** Each is routed within milliseconds, and after the budget too. */
  private static final int MOST = 16;

  private static final int MAX_HOPS = 2;

  private final Strategy orders;

  /** Orders are filled by {@code orders}. */
  WithBaskets(Strategy orders) {
    this.orders = orders;
  }

  @Override
  public String name() {
    return orders.name();
  }

  @Override
  public String description() {
    return orders.description();
  }

  @Override
  public List<Solution> solve(SolveRequest request, Budget budget) {
    return solve(request, budget, Answers.to(request));
  }

  @Override
  public List<Solution> solve(SolveRequest request, Budget budget, Answers answers) {
    if (request.baskets().isEmpty() || request.id() == null) {
      return orders.solve(request, budget, answers);
    }
    Auction auction = Auction.of(request);
    BasketRouter router = new BasketRouter(new Router(auction.book(), MAX_HOPS), auction.gas());
    Solution empty = new Solution(0, new TreeMap<>(), List.of(), List.of(), GasTerms.BASE_GAS);
    List<Solution> alone =
        Optional.of(completed(auction, router, empty))
            .filter(solution -> !solution.baskets().isEmpty())
            .stream()
            .toList();
    answers.offer(alone);
    List<Solution> solved =
        request.orders().isEmpty()
            ? List.of()
            : orders.solve(
                request, budget, answers.of(part -> completed(auction, router, part, alone)));
    return completed(auction, router, solved, alone);
  }

  private static List<Solution> completed(
      Auction auction, BasketRouter router, List<Solution> solved, List<Solution> alone) {
    if (solved.isEmpty()) {
      return alone;
    }
    List<Solution> all = new ArrayList<>();
    solved.forEach(solution -> all.add(completed(auction, router, solution)));
    if (all.stream().anyMatch(solution -> !solution.baskets().isEmpty())) {
      // Should another have more for a basket, the fairness filter takes what is only better in
      // sum.
      all.add(solved.getFirst());
    }
    List<Solution> numbered = new ArrayList<>();
    all.forEach(solution -> numbered.add(solution.numbered(numbered.size())));
    return List.copyOf(numbered);
  }

  private static Solution completed(Auction auction, BasketRouter router, Solution solution) {
    Optional<PoolBook> after = after(auction.book(), solution);
    if (after.isEmpty()) {
      return solution;
    }
    PoolBook book = after.get();
    List<EngineBasketTrade> trades = new ArrayList<>();
    List<EngineInteraction> interactions = new ArrayList<>(solution.interactions());
    long gas = solution.gas();
    Rational gained = Rational.ZERO;
    for (BasketOrder order : auction.request().baskets().stream().limit(MOST).toList()) {
      Optional<FilledBasket> filled = router.fill(order, book);
      if (filled.isPresent()) {
        FilledBasket fill = filled.get();
        trades.add(new EngineBasketTrade(order.uid(), fill.units(), fill.quote()));
        interactions.addAll(fill.swaps());
        book = fill.after();
        gas += fill.gas();
        gained = gained.plus(score(auction, fill));
      }
    }
    return trades.isEmpty()
        ? solution
        : new Solution(
            solution.id(),
            solution.prices(),
            solution.trades(),
            solution.jit(),
            trades,
            interactions,
            gas,
            certificate(auction, solution, gained));
  }

  private static Rational score(Auction auction, FilledBasket fill) {
    return BasketTerms.of(fill.order().basket())
        .score(
            fill.units(),
            fill.quote(),
            Optional.ofNullable(
                auction.gas().referencePrices().get(fill.order().basket().quoteToken())));
  }

  /** The same bound, with the score that the solution has now. */
  private static @Nullable Certificate certificate(
      Auction auction, Solution solution, Rational gained) {
    Certificate before = solution.certificate();
    if (before == null) {
      return null;
    }
    Map<Object, Order> orders =
        auction.request().orders().stream()
            .collect(Collectors.toMap(Order::uid, Function.identity(), (one, same) -> one));
    BigInteger score =
        SolutionScore.of(solution, orders, auction.gas().referencePrices()).plus(gained).floor();
    return new Certificate(
        before.instance(),
        before.prices(),
        before.bound(),
        score,
        Certificate.gapBps(before.bound(), score));
  }

  /** The pools after the solution's swaps; empty if it does anything else. */
  private static Optional<PoolBook> after(PoolBook start, Solution solution) {
    PoolBook book = start;
    for (EngineInteraction step : solution.interactions()) {
      if (!(step instanceof LiquiditySwap swap)
          || !book.has(swap.id())
          || !(book.get(swap.id())
                  .exactIn(swap.inputToken(), swap.outputToken(), swap.inputAmount())
              instanceof SwapResult.Swapped swapped)) {
        return Optional.empty();
      }
      book = book.with(swapped.after());
    }
    return Optional.of(book);
  }
}
