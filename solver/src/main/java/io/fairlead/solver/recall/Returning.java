package io.fairlead.solver.recall;

import io.fairlead.auction.engine.Order;
import io.fairlead.auction.engine.reading.OrderIndex;
import io.fairlead.solver.clearing.GasTerms;
import io.fairlead.solver.clearing.PairMarket;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which remembered orders are still there, as they are now. Others are not looked at, and more than
 * at the uid only of those that are asked for.
 */
final class Returning {
  private final Function<Order, Optional<Order>> prepared;
  private final GasTerms gas;
  private final @Nullable Order[] now;
  private final BitSet ready;

  /**
   * Of an auction.
   *
   * @param some those to look for
   * @param index finds those of the request
   * @param prepared an order with the limit that has to be kept; empty if it must not be filled
   */
  Returning(
      Circulation circulation,
      Circulation.Places some,
      OrderIndex index,
      Function<Order, Optional<Order>> prepared,
      GasTerms gas) {
    this.prepared = prepared;
    this.gas = gas;
    this.now = new Order[circulation.fills().size()];
    this.ready = new BitSet(now.length);
    BitSet contradictory = new BitSet(now.length);
    index.forEach(
        some.sought(),
        order -> {
          int place = some.byUid().getOrDefault(order.uid(), -1);
          if (place >= 0) {
            Order before = now[place];
            if (before != null && !before.equals(order)) {
              contradictory.set(place);
            }
            now[place] = circulation.fills().get(place).isOf(order.intent()) ? order : null;
          }
        });
    contradictory.stream().forEach(place -> now[place] = null);
  }

  /** Whether an order seems to be there. */
  boolean has(int place) {
    return now[place] != null;
  }

  /** The order, if it can be filled at all. */
  Optional<Order> order(int place) {
    Order order = now[place];
    if (order != null && !ready.get(place)) {
      ready.set(place);
      order = prepared.apply(order).filter(one -> PairMarket.eligible(one, gas)).orElse(null);
      now[place] = order;
    }
    return Optional.ofNullable(order);
  }
}
