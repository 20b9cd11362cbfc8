package io.fairlead.solver.plan;

import java.math.BigInteger;
import java.util.List;

/**
 * Legs and what they give.
 *
 * @param legs in order
 * @param amountOut wei of the target
 * @param gas gas units of the swaps
 */
record Draft(List<Leg> legs, BigInteger amountOut, long gas) {
  Draft {
    legs = List.copyOf(legs);
  }
}
