package io.fairlead.auction.engine;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A token in an auction.
 *
 * @param decimals null if unknown
 * @param symbol null if unknown
 * @param referencePrice wei of native token that 10^18 wei of this token are worth; null if no pool
 *     gives one
 * @param availableBalance what the settlement contract holds: always zero, it keeps nothing
 * @param trusted whether its contract is known to behave
 */
public record TokenInfo(
    @Nullable Integer decimals,
    @Nullable String symbol,
    @Nullable BigInteger referencePrice,
    BigInteger availableBalance,
    boolean trusted) {}
