package io.fairlead.solver.route;

import io.fairlead.contracts.primitive.Address;
import java.util.List;

/**
 * A path over pools, none of them twice.
 *
 * @param hops at least one; each takes what the one before gives
 */
public record Route(List<Hop> hops) {
  /** One swap: {@code tokenIn} for {@code tokenOut} at pool {@code poolId}. */
  public record Hop(String poolId, Address tokenIn, Address tokenOut) {}

  /** Copies the list. */
  public Route {
    hops = List.copyOf(hops);
  }

  /** What goes in at the start. */
  public Address tokenIn() {
    return hops.getFirst().tokenIn();
  }

  /** What comes out at the end. */
  public Address tokenOut() {
    return hops.getLast().tokenOut();
  }
}
