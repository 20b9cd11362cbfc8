package io.fairlead.solver.basket;

import io.fairlead.auction.engine.BasketOrder;
import io.fairlead.auction.engine.EngineInteraction;
import io.fairlead.contracts.intent.Leg;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.clearing.GasTerms;
import io.fairlead.solver.route.PoolBook;
import io.fairlead.solver.route.Route;
import io.fairlead.solver.route.Routed;
import io.fairlead.solver.route.Router;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Routes each leg of a basket along the best single path: what the owner gives is sold for the
 * quote token, what the owner gets is bought with it, and the owner gets or pays what that and the
 * gas leave. More units meet worse prices, so fewer can be worth more: halves of halves are tried
 * too.
 */
public final class BasketRouter {
  /** All units, and this many times half of them. */
  private static final int HALVINGS = 6;

  /** Gas units of one basket without its swaps, and of each leg: balances before and after. */
  private static final long BASKET_GAS = 60_000;

  private static final long LEG_GAS = 50_000;

  private final Router router;
  private final GasTerms gas;

  /** Paths of {@code router}; what gas costs decides between them. */
  public BasketRouter(Router router, GasTerms gas) {
    this.router = router;
    this.gas = gas;
  }

  /**
   * The fill that leaves most beyond the limit, of equals the larger one; empty if none keeps the
   * limit and pays its gas, or there are legs that no pool has.
   */
  public Optional<FilledBasket> fill(BasketOrder order, PoolBook book) {
    boolean payable = gas.gasPrice().signum() == 0 || gas.priced(order.basket().quoteToken());
    if (!payable || !order.basket().legs().stream().allMatch(Leg::isErc20)) {
      return Optional.empty();
    }
    Optional<FilledBasket> best = Optional.empty();
    BigInteger units = order.units();
    for (int i = 0; i <= HALVINGS && units.signum() > 0; i++) {
      Optional<FilledBasket> filled =
          fill(order, units, book).filter(one -> one.surplus().signum() >= 0);
      best = larger(best, filled);
      units = units.shiftRight(1);
    }
    return best;
  }

  private static Optional<FilledBasket> larger(
      Optional<FilledBasket> one, Optional<FilledBasket> other) {
    boolean otherIsLarger =
        other.isPresent()
            && (one.isEmpty() || other.get().surplus().compareTo(one.get().surplus()) > 0);
    return otherIsLarger ? other : one;
  }

  private Optional<FilledBasket> fill(BasketOrder order, BigInteger units, PoolBook start) {
    Address quoteToken = order.basket().quoteToken();
    PoolBook book = start;
    BigInteger quote = BigInteger.ZERO;
    List<EngineInteraction> swaps = new ArrayList<>();
    long gasUnits = BASKET_GAS + LEG_GAS * order.basket().legs().size();
    for (Leg leg : givenFirst(order)) {
      BigInteger amount = leg.amount().abs().multiply(units);
      boolean given = leg.amount().signum() < 0;
      Optional<Routed> routed =
          given
              ? sold(book, leg.token(), quoteToken, amount)
              : bought(book, quoteToken, leg.token(), amount);
      if (routed.isEmpty()) {
        return Optional.empty();
      }
      quote = given ? quote.add(routed.get().amountOut()) : quote.subtract(routed.get().amountIn());
      swaps.addAll(routed.get().swaps());
      book = routed.get().after();
      gasUnits += routed.get().gas();
    }
    // There is no fee beside the net amount: what the gas costs stays with the solver.
    BigInteger net = quote.subtract(gas.fee(quoteToken, gasUnits));
    return net.bitLength() > 127
        ? Optional.empty()
        : Optional.of(new FilledBasket(order, units, net, swaps, book, gasUnits));
  }

  /** What is given pays for what is got, and only the rest has to come from the owner. */
  private static List<Leg> givenFirst(BasketOrder order) {
    return order.basket().legs().stream()
        .sorted(Comparator.comparingInt(leg -> leg.amount().signum()))
        .toList();
  }

  private Optional<Routed> sold(PoolBook book, Address from, Address to, BigInteger amount) {
    Optional<Route> route =
        router.bestExactIn(book, from, to, amount, gas.priceOf(to), gas.gasPrice());
    return route.flatMap(found -> found.exactIn(book, amount));
  }

  private Optional<Routed> bought(PoolBook book, Address from, Address to, BigInteger amount) {
    Optional<Route> route =
        router.bestExactOut(book, from, to, amount, gas.priceOf(from), gas.gasPrice());
    return route.flatMap(found -> found.exactOut(book, amount));
  }
}
