package io.fairlead.auction.score;

import java.math.BigInteger;

/**
 * What an order's owner paid and got, after all fees.
 *
 * @param sold wei of the sell token that left the owner
 * @param bought wei of the buy token the owner received
 */
public record Execution(BigInteger sold, BigInteger bought) {}
