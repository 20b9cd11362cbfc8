package io.fairlead.contracts.settlement;

import java.math.BigInteger;

/**
 * What one trade moves.
 *
 * @param sold wei of the sell token taken from the owner, fee included
 * @param bought wei of the buy token paid to the receiver
 * @param fee wei of the sell token, part of {@code sold}
 */
public record Fill(BigInteger sold, BigInteger bought, BigInteger fee) {}
