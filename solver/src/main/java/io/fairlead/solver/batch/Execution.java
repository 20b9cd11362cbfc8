package io.fairlead.solver.batch;

import io.fairlead.solver.batch.recover.Quotation;
import io.fairlead.solver.batch.recover.Settlement;
import io.fairlead.solver.batch.recover.Venues;
import io.fairlead.solver.batch.recover.Wish;
import io.fairlead.solver.clearing.GasTerms;
import io.fairlead.solver.route.PoolBook;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What prices and fills come to in whole numbers. */
final class Execution {
  private static final double WHOLE = 1 - 1e-6;

  /** A maker's order filled so far is meant to be filled wholly. */
  private static final double NEARLY_ALL = 1 - 1e-8;

  private final Listing listing;
  private final PoolBook book;
  private final GasTerms gas;
  private final BooleanSupplier stop;

  Execution(Listing listing, PoolBook book, GasTerms gas, BooleanSupplier stop) {
    this.listing = listing;
    this.book = book;
    this.gas = gas;
    this.stop = stop;
  }

  /** The settlement that executes, if there is one. */
  Optional<Draft> draft(Settlement.Result result) {
    return Draft.of(result.settled(), listing.orders(), book, gas.referencePrices());
  }

  /** Pools trade until their average prices are these. */
  Settlement.Result settle(List<Wish> wishes, Venues venues, double[] logPrices, double[] parts) {
    List<double[]> flows =
        venues.pools().stream().map(trade -> trade.agent().amounts(logPrices)).toList();
    return settle(wishes, venues, flows, logPrices, parts);
  }

  /**
   * Settles at common prices.
   *
   * @param flows wei of each coin that come out of each pool (above zero) or go in
   * @param logPrices relative to reference prices
   * @param parts which part of each order is filled, and then of each maker's
   */
  Settlement.Result settle(
      List<Wish> wishes, Venues venues, List<double[]> flows, double[] logPrices, double[] parts) {
    double[] reference = listing.reference();
    double[] clearing = new double[reference.length];
    for (int token = 0; token < clearing.length; token++) {
      clearing[token] = reference[token] * Math.exp(logPrices[token]);
    }
    List<Wish> filled = new ArrayList<>();
    for (int i = 0; i < wishes.size(); i++) {
      Wish wish = wishes.get(i);
      double part = parts[i];
      // Among orders alone it is decided in lots which whole orders are filled.
      if (!venues.isEmpty() && !wish.order().intent().partiallyFillable()) {
        part = part >= WHOLE ? 1 : 0;
      }
      filled.add(new Wish(wish.order(), wish.give(), wish.take(), part, wish.fee()));
    }
    double[] makerParts =
        Arrays.stream(parts, wishes.size(), parts.length)
            .map(part -> part >= NEARLY_ALL ? 1 : part)
            .toArray();
    return Settlement.of(
        filled,
        venues,
        flows,
        makerParts,
        new Quotation(listing.tokens(), clearing, reference),
        book,
        stop);
  }
}
