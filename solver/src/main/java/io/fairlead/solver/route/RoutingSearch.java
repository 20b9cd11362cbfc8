package io.fairlead.solver.route;

import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import java.util.Optional;

/** Looks for a routing that may be better than the best single path. */
@FunctionalInterface
public interface RoutingSearch {
  /** Finds nothing: single paths only. */
  RoutingSearch NONE = (book, from, to, amountIn, outPrice, gasPrice) -> Optional.empty();

  /**
   * A routing for about {@code amountIn}, worth trying; empty if none comes to mind.
   *
   * @param outPrice wei of native token per 10^18 wei of {@code to}
   * @param gasPrice wei of native token per gas
   */
  Optional<Routing> find(
      PoolBook book,
      Address from,
      Address to,
      BigInteger amountIn,
      BigInteger outPrice,
      BigInteger gasPrice);
}
