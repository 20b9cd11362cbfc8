package io.fairlead.solver.engine;

import io.fairlead.auction.engine.Order;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.engine.reading.OrderIndex;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request, and what is solved of it: without what contradicts itself, and with limits hardened
 * for protocol fees. That is made of the whole request when first asked for; a first answer needs
 * it of single orders only. Thread safe.
 */
final class Prepared {
  private static final Logger log = LoggerFactory.getLogger(Prepared.class);

  private final SolveRequest request;
  private final OrderIndex index;
  private @Nullable SolveRequest ready;

  /**
   * Of a request.
   *
   * @param index finds its orders
   */
  Prepared(SolveRequest request, OrderIndex index) {
    this.request = request;
    this.index = index;
  }

  /** As it came. */
  SolveRequest request() {
    return request;
  }

  /** Finds orders of the request as it came. */
  OrderIndex index() {
    return index;
  }

  /** As it is solved. */
  synchronized SolveRequest ready() {
    if (ready == null) {
      Contradictions contradictions = Contradictions.in(request);
      if (contradictions.any()) {
        log.info(
            "request.contradicts itself pools={} orders={} ids={}",
            contradictions.pools().size(),
            contradictions.orders(),
            EngineApi.named(contradictions.pools()));
      }
      ready = FeeRoom.made(contradictions.request());
    }
    return ready;
  }

  /** The same of one order that contradicts no other. */
  static Optional<Order> ready(Order order) {
    return FeeRoom.made(order);
  }

  /** Whether what is solved are the very orders and pools that came. */
  boolean asSent() {
    SolveRequest solved = ready();
    return solved.orders().equals(request.orders())
        && solved.liquidity().equals(request.liquidity());
  }
}
