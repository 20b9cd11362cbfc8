package io.fairlead.auction.engine;

import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a solver engine is asked ({@code POST /solve}). Field names and units are those of the
 * solver-engine API that CoW solvers speak; see docs/protocol.md section 5.
 *
 * @param id auction id in decimal, or null for a quote
 * @param tokens every token that occurs, ascending by address
 * @param orders what may be filled, ascending by uid
 * @param baskets which may be filled too, ascending by uid
 * @param liquidity pools at the pinned block, ascending by id
 * @param effectiveGasPrice wei of native token per gas
 * @param deadline when the answer must be in; only time budget, never part of a decision
 */
public record SolveRequest(
    @Nullable String id,
    SortedMap<Address, TokenInfo> tokens,
    List<Order> orders,
    List<BasketOrder> baskets,
    List<Liquidity> liquidity,
    BigInteger effectiveGasPrice,
    Instant deadline) {
  /** Copies the collections. */
  public SolveRequest {
    tokens = Collections.unmodifiableSortedMap(new TreeMap<>(tokens));
    orders = List.copyOf(orders);
    baskets = List.copyOf(baskets);
    liquidity = List.copyOf(liquidity);
  }

  /** A request without baskets. */
  public SolveRequest(
      @Nullable String id,
      SortedMap<Address, TokenInfo> tokens,
      List<Order> orders,
      List<Liquidity> liquidity,
      BigInteger effectiveGasPrice,
      Instant deadline) {
    this(id, tokens, orders, List.of(), liquidity, effectiveGasPrice, deadline);
  }

  /** The same without owners' signatures, as in a quote. */
  public SolveRequest withoutSignatures() {
    return new SolveRequest(
        id,
        tokens,
        orders.stream()
            .map(order ->
                new Order(
                    order.uid(),
                    order.intent(),
                    order.sellAmount(),
                    order.buyAmount(),
                    null,
                    order.feePolicies()))
            .toList(),
        baskets.stream().map(BasketOrder::unsigned).toList(),
        liquidity,
        effectiveGasPrice,
        deadline);
  }

  /** The same with another deadline. */
  public SolveRequest until(Instant another) {
    return new SolveRequest(id, tokens, orders, baskets, liquidity, effectiveGasPrice, another);
  }

  /** The same with other orders. */
  public SolveRequest with(List<Order> others) {
    return new SolveRequest(id, tokens, others, baskets, liquidity, effectiveGasPrice, deadline);
  }
}
