package io.fairlead.solver.clearing;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.route.PoolBook;
import io.fairlead.solver.route.Quoter;
import io.fairlead.solver.route.Routed;
import io.fairlead.solver.route.Router;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Fills orders of a pair whose two prices are fixed by other pairs already: as many as the prices
 * satisfy and as the pools, at what the others left, can serve at them.
 */
final class InducedPrice {
  private final Router router;
  private final PoolBook book;
  private final GasTerms gas;

  InducedPrice(Router router, PoolBook book, GasTerms gas) {
    this.router = router;
    this.book = book;
    this.gas = gas;
  }

  Optional<Clearing> clear(PairMarket market, BigInteger lowPrice, BigInteger highPrice) {
    Comparator<Take> ranking = PairMarket.byGenerosity(gas);
    List<Take> takes = new ArrayList<>(market.takes());
    takes.sort(ranking);
    // Each round either ends or leaves out at least one order.
    while (!takes.isEmpty()) {
      List<FilledOrder> fills = new ArrayList<>();
      long swapGas = swapGas(market);
      for (Take take : takes) {
        BigInteger fee = gas.fee(take.intent().sellToken(), takes.size(), swapGas);
        if (take.isSell() && fee.compareTo(take.amount()) >= 0) {
          continue;
        }
        boolean givesLow = take.intent().sellToken().equals(market.low());
        FilledOrder fill =
            FilledOrder.at(
                take, fee, givesLow ? lowPrice : highPrice, givesLow ? highPrice : lowPrice);
        if (fill.acceptable()) {
          fills.add(fill);
        }
      }
      if (fills.size() == takes.size()) {
        Balance balance = Balance.of(fills, market.low());
        Optional<Clearing> clearing = settle(market, fills, balance, lowPrice, highPrice);
        if (clearing.isPresent()) {
          return clearing.filter(found -> found.surplus().signum() > 0);
        }
        Address lacking = balance.base().signum() < 0 ? market.low() : market.high();
        dropLastBuyerOf(lacking, takes);
      } else {
        takes.removeIf(take ->
            fills.stream().noneMatch(fill -> fill.order().uid().equals(take.order().uid())));
      }
    }
    return Optional.empty();
  }

  private static void dropLastBuyerOf(Address token, List<Take> takes) {
    for (int i = takes.size() - 1; i >= 0; i--) {
      if (takes.get(i).intent().buyToken().equals(token)) {
        takes.remove(i);
        return;
      }
    }
    takes.clear();
  }

  private long swapGas(PairMarket market) {
    return router.routes(market.low(), market.high()).stream().findFirst().stream()
        .flatMap(route -> route.hops().stream())
        .mapToLong(hop -> book.get(hop.poolId()).gasEstimate())
        .sum();
  }

  private Optional<Clearing> settle(
      PairMarket market,
      List<FilledOrder> fills,
      Balance balance,
      BigInteger lowPrice,
      BigInteger highPrice) {
    boolean lacksLow = balance.base().signum() < 0;
    boolean lacksHigh = balance.quote().signum() < 0;
    if (lacksLow && lacksHigh) {
      return Optional.empty();
    }
    Address base = lacksLow ? market.high() : market.low();
    Address quote = lacksLow ? market.low() : market.high();
    Routed swap = null;
    if (lacksLow || lacksHigh) {
      BigInteger needed = lacksLow ? balance.base().negate() : balance.quote().negate();
      BigInteger most = lacksLow ? balance.quote() : balance.base();
      Optional<Routed> routed =
          router
              .bestExactOut(book, base, quote, needed, gas.priceOf(base), gas.gasPrice())
              .flatMap(route -> Quoter.exactOut(book, route, needed));
      // A dearer route than the one the fees were reckoned with would not be paid for.
      if (routed.isEmpty()
          || routed.get().amountIn().compareTo(most) > 0
          || routed.get().gas() > swapGas(market)) {
        return Optional.empty();
      }
      swap = routed.get();
    }
    BigInteger surplus =
        fills.stream()
            .map(fill -> fill.surplus(gas.priceOf(fill.order().intent().buyToken())))
            .reduce(BigInteger.ZERO, BigInteger::add);
    return Optional.of(
        new Clearing(
            base,
            quote,
            lacksLow ? highPrice : lowPrice,
            lacksLow ? lowPrice : highPrice,
            fills,
            swap,
            surplus));
  }
}
