package io.fairlead.solver.strategy;

import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.clearing.BatchClearing;
import io.fairlead.solver.clearing.Budget;
import io.fairlead.solver.clearing.GasTerms;
import io.fairlead.solver.clearing.PairPolicy;
import io.fairlead.solver.pool.Pools;
import io.fairlead.solver.route.PoolBook;
import io.fairlead.solver.route.Router;
import io.fairlead.solver.route.RoutingSearch;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A request, made ready to be cleared. */
final class Auction {
  private Auction() {}

  static List<Solution> clear(
      SolveRequest request, int maxHops, RoutingSearch search, PairPolicy policy, Budget budget) {
    PoolBook book =
        PoolBook.of(request.liquidity().stream().map(Pools::of).flatMap(Optional::stream).toList());
    SortedMap<Address, BigInteger> prices = new TreeMap<>();
    request
        .tokens()
        .forEach((token, info) -> {
          BigInteger price = info.referencePrice();
          if (price != null && price.signum() > 0) {
            prices.put(token, price);
          }
        });
    GasTerms gas = new GasTerms(request.effectiveGasPrice(), prices, null);
    return new BatchClearing(
            request.orders(),
            book,
            new Router(book, maxHops, budget::spent),
            search,
            gas,
            policy,
            budget)
        .solve();
  }
}
