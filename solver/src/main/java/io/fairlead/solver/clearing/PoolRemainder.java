package io.fairlead.solver.clearing;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.route.Crossing;
import io.fairlead.solver.route.PoolBook;
import io.fairlead.solver.route.Route;
import io.fairlead.solver.route.Routed;
import io.fairlead.solver.route.Router;
import io.fairlead.solver.route.Routing;
import io.fairlead.solver.route.RoutingSearch;
import java.math.BigInteger;
import java.util.Optional;

/**
 * Finds how much of the base token a pair's orders have to swap at pools so that the price they all
 * get is the average price of that very swap.
 */
final class PoolRemainder {
  /** The search stops at this relative precision: 2^-32. */
  private static final int PRECISION_BITS = 32;

  private static final int MAX_ROUTE_CHANGES = 3;

  private final Router router;
  private final PoolBook book;
  private final GasTerms gas;

  private final RoutingSearch search;

  PoolRemainder(Router router, RoutingSearch search, PoolBook book, GasTerms gas) {
    this.router = router;
    this.search = search;
    this.book = book;
    this.gas = gas;
  }

  /**
   * The swap from {@code base} to {@code quote} whose price serves {@code supply}; empty if the
   * orders have nothing to swap in this direction, or no pool can take it. Never worse, gas
   * included, than along the best single path.
   */
  Optional<Routed> find(Supply supply, Address base, Address quote) {
    Optional<Routed> single = alongPath(supply, base, quote);
    if (single.isEmpty()) {
      return single;
    }
    return search
        .find(book, base, quote, single.get().amountIn(), gas.priceOf(quote), gas.gasPrice())
        .flatMap(split -> along(split, supply))
        .filter(split -> worth(split, base, quote).compareTo(worth(single.get(), base, quote)) > 0)
        .or(() -> single);
  }

  /** What a swap gains at reference prices after gas, in native wei times 10^18. */
  private BigInteger worth(Routed routed, Address base, Address quote) {
    return routed
        .amountOut()
        .multiply(gas.priceOf(quote))
        .subtract(routed.amountIn().multiply(gas.priceOf(base)))
        .subtract(gas.cost(routed.gas()));
  }

  private Optional<Routed> alongPath(Supply supply, Address base, Address quote) {
    if ((supply.fixed().signum() <= 0 && supply.flexible().signum() <= 0)
        || !gas.priced(base)
        || !gas.priced(quote)) {
      return Optional.empty();
    }
    Optional<Route> route = firstRoute(supply, base, quote);
    for (int change = 0; route.isPresent() && change < MAX_ROUTE_CHANGES; change++) {
      Optional<Routed> routed = along(route.get(), supply);
      if (routed.isEmpty()) {
        return Optional.empty();
      }
      Optional<Route> better =
          router.bestExactIn(
              book, base, quote, routed.get().amountIn(), gas.priceOf(quote), gas.gasPrice());
      if (better.isEmpty() || better.get().equals(route.get())) {
        return routed;
      }
      route = better;
    }
    return route.flatMap(last -> along(last, supply));
  }

  private Optional<Route> firstRoute(Supply supply, Address base, Address quote) {
    if (supply.flexible().signum() <= 0) {
      Optional<Route> whole =
          router.bestExactIn(book, base, quote, supply.fixed(), gas.priceOf(quote), gas.gasPrice());
      // With orders on both sides the remainder is smaller than what the pools might refuse.
      return whole.isPresent() ? whole : router.routes(base, quote).stream().findFirst();
    }
    return router.bestExactOut(
        book, base, quote, supply.flexible(), gas.priceOf(base), gas.gasPrice());
  }

  private Optional<Routed> along(Routing route, Supply supply) {
    if (supply.flexible().signum() == 0) {
      return route.exactIn(book, supply.fixed());
    }
    if (supply.fixed().signum() == 0) {
      return route.exactOut(book, supply.flexible());
    }
    BigInteger low =
        supply.fixed().signum() > 0 && supply.flexible().signum() > 0
            ? supply.fixed()
            : BigInteger.ZERO;
    Optional<BigInteger> upper = upperBound(route, supply);
    if (upper.isEmpty()) {
      return Optional.empty();
    }
    // Of the fixed amount alone nothing is left for the flexible orders, whatever the price.
    double missLow = low.signum() > 0 ? -supply.flexible().doubleValue() : Double.NaN;
    BigInteger high =
        Crossing.between(
            low,
            missLow,
            upper.get(),
            amount -> look(supply, amount, route.outputOf(book, amount)),
            PRECISION_BITS);
    // When the search has run down to nothing the orders supply nothing in this direction.
    if (low.signum() == 0 && high.bitLength() <= 1) {
      return Optional.empty();
    }
    return route.exactIn(book, high);
  }

  /** Whether the pools can serve what the orders supply less than; too much for the pools is. */
  private static Crossing.Look look(Supply supply, BigInteger in, Optional<BigInteger> out) {
    if (out.isEmpty() || out.get().signum() == 0) {
      return new Crossing.Look(out.isEmpty(), Double.NaN);
    }
    double price = out.get().doubleValue() / in.doubleValue();
    double needed = in.subtract(supply.fixed()).doubleValue();
    return new Crossing.Look(
        supply.shortOf(in, out.get()) >= 0, price * needed - supply.flexible().doubleValue());
  }

  /** An amount at which the orders supply less than the pools could take. */
  private Optional<BigInteger> upperBound(Routing route, Supply supply) {
    if (supply.flexible().signum() < 0) {
      // All the base there is: less is supplied at any price, and the pools need not take it all.
      return Optional.of(supply.fixed());
    }
    Optional<Routed> forFlexible = route.exactOut(book, supply.flexible());
    if (forFlexible.isEmpty()) {
      return Optional.empty();
    }
    BigInteger bound = forFlexible.get().amountIn().add(supply.fixed().max(BigInteger.ZERO));
    for (int doubling = 0; doubling < 32; doubling++) {
      Optional<BigInteger> out = route.outputOf(book, bound);
      if (out.isEmpty()) {
        return Optional.empty();
      }
      if (supply.shortOf(bound, out.get()) >= 0) {
        return Optional.of(bound);
      }
      bound = bound.add(bound.shiftRight(3)).add(BigInteger.ONE);
    }
    return Optional.empty();
  }
}
