package io.fairlead.auction.sandbox;

import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;

/**
 * A recorded batch in one line.
 *
 * @param batch number
 * @param hash running hash of its transcript's lines
 * @param orders intents and baskets
 * @param solvers that bid
 * @param score of the winners among the recorded bids, native wei, rounded down
 */
public record BatchSummary(long batch, Bytes32 hash, int orders, int solvers, BigInteger score) {}
