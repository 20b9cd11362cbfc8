package io.fairlead.solver.strategy;

import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.clearing.BatchClearing;
import io.fairlead.solver.clearing.Budget;
import io.fairlead.solver.clearing.GasTerms;
import io.fairlead.solver.clearing.PairPolicy;
import io.fairlead.solver.pool.Pool;
import io.fairlead.solver.pool.Pools;
import io.fairlead.solver.route.PoolBook;
import io.fairlead.solver.route.Router;
import io.fairlead.solver.route.RoutingSearch;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request, made ready to be cleared. What cannot be computed is left out and counted in the log.
 */
record Auction(SolveRequest request, PoolBook book, GasTerms gas) {
  private static final Logger log = LoggerFactory.getLogger(Auction.class);

  static Auction of(SolveRequest request) {
    List<Pool> pools = new ArrayList<>();
    for (Liquidity liquidity : request.liquidity()) {
      pool(liquidity).ifPresent(pools::add);
    }
    if (pools.size() < request.liquidity().size()) {
      log.info(
          "pools.excluded of={} excluded={}",
          request.liquidity().size(),
          request.liquidity().size() - pools.size());
    }
    SortedMap<Address, BigInteger> prices = new TreeMap<>();
    request
        .tokens()
        .forEach((token, info) -> {
          BigInteger price = info.referencePrice();
          if (price != null && price.signum() > 0) {
            prices.put(token, price);
          }
        });
    return new Auction(
        request, PoolBook.of(pools), new GasTerms(request.effectiveGasPrice(), prices, null));
  }

  /** The pool, unless its numbers make no sense or overflow: then the others go on without it. */
  private static Optional<Pool> pool(Liquidity liquidity) {
    try {
      return Pools.of(liquidity);
    } catch (ArithmeticException | IllegalStateException e) {
      log.info("pool.excluded error={}", e.getClass().getSimpleName());
      return Optional.empty();
    }
  }

  List<Solution> clear(int maxHops, RoutingSearch search, PairPolicy policy, Budget budget) {
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
