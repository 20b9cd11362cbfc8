package io.fairlead.solver.batch.recover;

import io.fairlead.auction.engine.EngineInteraction.LiquiditySwap;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.clearing.FilledOrder;
import java.math.BigInteger;
import java.util.List;
import java.util.SortedMap;

/**
 * Orders that trade with each other and with pools and with nobody else, settled to the wei.
 *
 * @param prices clearing prices of their tokens
 * @param fills what each owner gives and gets
 * @param swaps in order
 * @param swapGas gas units of the swaps
 */
public record Settled(
    SortedMap<Address, BigInteger> prices,
    List<FilledOrder> fills,
    List<LiquiditySwap> swaps,
    long swapGas) {
  /** Copies the lists. */
  public Settled {
    fills = List.copyOf(fills);
    swaps = List.copyOf(swaps);
  }
}
