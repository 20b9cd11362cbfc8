package io.fairlead.solver.clearing;

import io.fairlead.auction.engine.EngineInteraction;
import io.fairlead.auction.engine.EngineTrade;
import io.fairlead.auction.engine.Order;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.exact.Rational;
import io.fairlead.auction.score.Scoring;
import io.fairlead.auction.settle.OrderFill;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.route.PoolBook;
import io.fairlead.solver.route.Routed;
import io.fairlead.solver.route.Router;
import io.fairlead.solver.route.RoutingSearch;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Puts pairs together into one settlement at one price per token. Pairs that form a forest are free
 * to have prices of their own; the pair with the most surplus chooses first, and every later one
 * meets the pools as the earlier ones left them. A pair that would close a cycle gets the prices
 * the others imply, or waits.
 */
public final class BatchClearing {
  private final List<Order> orders;
  private final PoolBook book;
  private final Router router;
  private final RoutingSearch search;
  private final GasTerms gas;
  private final PairPolicy policy;
  private final Budget budget;

  /**
   * Clears {@code orders} at the pools of {@code book}.
   *
   * @param search for routings beyond the single paths of {@code router}
   */
  public BatchClearing(
      List<Order> orders,
      PoolBook book,
      Router router,
      RoutingSearch search,
      GasTerms gas,
      PairPolicy policy,
      Budget budget) {
    this.orders = List.copyOf(orders);
    this.book = book;
    this.router = router;
    this.search = search;
    this.gas = gas;
    this.policy = policy;
    this.budget = budget;
  }

  private record Cleared(PairMarket market, Clearing clearing) {}

  /**
   * Verified proposals, the highest score first: everything together, and the best pair alone.
   * Their ids are their places.
   */
  public List<Solution> solve() {
    List<Cleared> alone = eachAlone();
    List<Proposal> proposals = new ArrayList<>();
    if (!alone.isEmpty()) {
      assembled(List.of(alone.getFirst().clearing())).ifPresent(proposals::add);
    }
    if (alone.size() > 1) {
      together(alone).ifPresent(proposals::add);
    }
    List<Solution> solutions = new ArrayList<>();
    proposals.stream()
        .sorted(Comparator.comparing(Proposal::score, Rational::compareTo).reversed())
        .forEach(proposal -> solutions.add(proposal.numbered(solutions.size())));
    return List.copyOf(solutions);
  }

  private List<Cleared> eachAlone() {
    List<Cleared> alone = new ArrayList<>();
    PairClearer clearer = new PairClearer(router, search, book, gas);
    for (PairMarket market : PairMarket.of(orders, gas)) {
      if (budget.spent()) {
        break;
      }
      policy
          .clear(market, clearer, gas, budget)
          .ifPresent(clearing -> alone.add(new Cleared(market, clearing)));
    }
    alone.sort(
        Comparator.comparing((Cleared cleared) -> cleared.clearing().surplus())
            .reversed()
            .thenComparing(cleared -> cleared.market().pair()));
    return alone;
  }

  /** First with the fixed gas charged to every pair anew, then spread over the trades there are. */
  private Optional<Proposal> together(List<Cleared> alone) {
    List<Clearing> first = combined(alone, gas);
    int trades = trades(first);
    if (trades > 0 && !budget.spent()) {
      List<Clearing> second = combined(alone, gas.spreadOver(trades));
      if (trades(second) >= trades) {
        Optional<Proposal> cheaper = longestThatHolds(second);
        if (cheaper.isPresent() && cheaper.get().trades().size() >= trades) {
          return cheaper;
        }
      }
    }
    return longestThatHolds(first);
  }

  private static int trades(List<Clearing> clearings) {
    return clearings.stream().mapToInt(clearing -> clearing.fills().size()).sum();
  }

  private List<Clearing> combined(List<Cleared> alone, GasTerms terms) {
    TokenGroups groups = new TokenGroups();
    List<Clearing> edges = new ArrayList<>();
    List<PairMarket> left = new ArrayList<>();
    PoolBook now = book;
    for (Cleared candidate : alone) {
      if (budget.spent()) {
        break;
      }
      PairMarket market = candidate.market();
      if (groups.joined(market.low(), market.high())) {
        left.add(market);
        continue;
      }
      Optional<Clearing> clearing =
          policy.clear(market, new PairClearer(router, search, now, terms), terms, budget);
      if (clearing.isPresent()) {
        edges.add(clearing.get());
        groups.join(market.low(), market.high());
        now = after(clearing.get(), now);
      }
    }
    SortedMap<Address, BigInteger> prices = PriceVector.of(edges);
    List<Clearing> all = new ArrayList<>(edges);
    for (PairMarket market : left) {
      BigInteger low = prices.get(market.low());
      BigInteger high = prices.get(market.high());
      if (low != null && high != null && !budget.spent()) {
        Optional<Clearing> clearing = new InducedPrice(router, now, terms).clear(market, low, high);
        if (clearing.isPresent()) {
          all.add(clearing.get());
          now = after(clearing.get(), now);
        }
      }
    }
    return all;
  }

  private static PoolBook after(Clearing clearing, PoolBook before) {
    Routed swap = clearing.swap();
    return swap == null ? before : swap.after();
  }

  /** Leaves out the pair that came last until the rest executes. */
  private Optional<Proposal> longestThatHolds(List<Clearing> clearings) {
    for (int count = clearings.size(); count > 0; count--) {
      Optional<Proposal> proposal = assembled(clearings.subList(0, count));
      if (proposal.isPresent()) {
        return proposal;
      }
    }
    return Optional.empty();
  }

  private Optional<Proposal> assembled(List<Clearing> clearings) {
    TokenGroups groups = new TokenGroups();
    List<Clearing> forest = new ArrayList<>();
    for (Clearing clearing : clearings) {
      if (!groups.joined(clearing.base(), clearing.quote())) {
        groups.join(clearing.base(), clearing.quote());
        forest.add(clearing);
      }
    }
    SortedMap<Address, BigInteger> prices = PriceVector.of(forest);
    List<EngineTrade> trades = new ArrayList<>();
    List<EngineInteraction> swaps = new ArrayList<>();
    List<OrderFill> fills = new ArrayList<>();
    long gasUnits = GasTerms.BASE_GAS;
    for (Clearing clearing : clearings) {
      for (FilledOrder planned : clearing.fills()) {
        FilledOrder fill =
            planned.repriced(
                priceOf(prices, planned.order().intent().sellToken()),
                priceOf(prices, planned.order().intent().buyToken()));
        trades.add(fill.trade());
        fills.add(
            new OrderFill(fill.order().uid().intentHash(), fill.order().intent(), fill.fill()));
        gasUnits += GasTerms.TRADE_GAS;
      }
      Routed swap = clearing.swap();
      if (swap != null) {
        swaps.addAll(swap.swaps());
        gasUnits += swap.gas();
      }
    }
    trades.sort(Comparator.comparing(EngineTrade::order));
    Rational score = Scoring.score(fills, gas.referencePrices()).total();
    Proposal proposal = new Proposal(new TreeMap<>(prices), trades, swaps, gasUnits, score);
    return score.signum() > 0 && SolutionCheck.problem(orders, book, proposal.numbered(0)).isEmpty()
        ? Optional.of(proposal)
        : Optional.empty();
  }

  private static BigInteger priceOf(SortedMap<Address, BigInteger> prices, Address token) {
    return prices.getOrDefault(token, BigInteger.ONE);
  }

  private record Proposal(
      SortedMap<Address, BigInteger> prices,
      List<EngineTrade> trades,
      List<EngineInteraction> swaps,
      long gasUnits,
      Rational score) {
    Solution numbered(long id) {
      return new Solution(id, prices, trades, swaps, gasUnits);
    }
  }
}
