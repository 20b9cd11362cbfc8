package io.fairlead.solver.clearing;

import java.util.Optional;

/** How a strategy clears one pair by itself. */
@FunctionalInterface
public interface PairPolicy {
  /**
   * The clearing with the largest surplus that the policy finds; every limit in it holds.
   *
   * @param clearer prices fills at the pools as they are after what was planned already
   */
  Optional<Clearing> clear(PairMarket market, PairClearer clearer, GasTerms gas, Budget budget);
}
