package io.fairlead.devnet.bench.arena;

import io.fairlead.contracts.signature.Signer;
import java.math.BigInteger;

/**
 * What one owner wants and gets, whatever the protocol: all of {@code sold} for {@code bought}, to
 * the owner's own account.
 *
 * @param sold wei of the sell token
 * @param limit the least wei of the buy token the owner signs for
 * @param bought wei of the buy token at the clearing prices, rounded up
 * @param validFrom Unix seconds; protocols without such a field leave it out
 * @param validTo Unix seconds
 */
public record Order(
    Signer owner,
    BigInteger sold,
    BigInteger limit,
    BigInteger bought,
    long validFrom,
    long validTo) {}
