package io.fairlead.auction.run;

import io.fairlead.contracts.settlement.Fill;

/**
 * The best fill solvers offered for a single intent.
 *
 * @param solver who offered it
 * @param fill amounts, network fee included in {@code sold}
 * @param gas gas units the solver expects its settlement to take; 0 if it did not say
 */
public record Quote(String solver, Fill fill, long gas) {}
