package io.fairlead.auction.winner;

import io.fairlead.auction.exact.Rational;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;

/**
 * A valid solution in the competition.
 *
 * @param solver name
 * @param account the solver's account
 * @param solutionId the solver's own number for it
 * @param solutionHash what an award would commit to
 * @param score native wei
 */
public record Bid(
    String solver, Address account, long solutionId, Bytes32 solutionHash, Rational score) {}
