package io.fairlead.solver.strategy;

import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.solver.clearing.BatchClearing;
import io.fairlead.solver.clearing.Budget;
import io.fairlead.solver.clearing.GasTerms;
import io.fairlead.solver.clearing.PairPolicy;
import io.fairlead.solver.pool.Pool;
import io.fairlead.solver.pool.Pools;
import io.fairlead.solver.route.PoolBook;
import io.fairlead.solver.route.Router;
import io.fairlead.solver.route.RoutingSearch;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request, made ready to be cleared. What cannot be computed is left out and counted in the log.
 */
record Auction(SolveRequest request, PoolBook book, GasTerms gas) {
  private static final Logger log = LoggerFactory.getLogger(Auction.class);

  private static final int MOST_NAMED = 8;
  private static final int LONGEST_ID = 80;

  static Auction of(SolveRequest request) {
    List<Pool> pools = new ArrayList<>();
    List<String> excluded = new ArrayList<>();
    for (Liquidity liquidity : request.liquidity()) {
      Pools.of(liquidity).ifPresentOrElse(pools::add, () -> excluded.add(liquidity.id()));
    }
    if (!excluded.isEmpty()) {
      log.info(
          "pools.excluded of={} excluded={} ids={}",
          request.liquidity().size(),
          excluded.size(),
          named(excluded));
    }
    return new Auction(request, PoolBook.of(pools), GasTerms.of(request));
  }

  /** The first few ids, fit for one line of a log. */
  private static String named(List<String> ids) {
    return ids.stream()
        .limit(MOST_NAMED)
        .map(id -> id.length() <= LONGEST_ID ? id : id.substring(0, LONGEST_ID))
        .collect(Collectors.joining(","))
        .replaceAll("[\\p{Cntrl}\\p{Cf}\\s]", "?");
  }

  /** Whether nobody has signed anything yet and only a price is asked for. */
  boolean isQuote() {
    return request.id() == null;
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
