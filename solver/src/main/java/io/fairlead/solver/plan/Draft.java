package io.fairlead.solver.plan;

import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import java.util.List;
import java.util.SortedMap;

/**
 * Legs and what they give.
 *
 * @param legs in order
 * @param amountOut wei of the target
 * @param left wei of other tokens that stay behind
 * @param leftovers what may stay behind
 * @param gas gas units of the swaps
 */
record Draft(
    List<Leg> legs,
    BigInteger amountOut,
    SortedMap<Address, BigInteger> left,
    Leftovers leftovers,
    long gas) {
  Draft {
    legs = List.copyOf(legs);
  }
}
