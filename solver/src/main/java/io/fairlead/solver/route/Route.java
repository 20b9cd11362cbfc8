package io.fairlead.solver.route;

import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * A path over pools, none of them twice.
 *
 * @param hops at least one; each takes what the one before gives
 */
public record Route(List<Hop> hops) implements Routing {
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

  @Override
  public Optional<Routed> exactIn(PoolBook book, BigInteger amountIn) {
    return Quoter.exactIn(book, this, amountIn);
  }

  @Override
  public Optional<BigInteger> outputOf(PoolBook book, BigInteger amountIn) {
    return Quoter.outputOf(book, this, amountIn);
  }

  @Override
  public Optional<Routed> exactOut(PoolBook book, BigInteger amountOut) {
    return Quoter.exactOut(book, this, amountOut);
  }
}
