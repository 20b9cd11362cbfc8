package io.fairlead.sequencer.batch;

import io.fairlead.contracts.intent.SignedTerms;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;

/**
 * One intent or basket in a batch.
 *
 * @param intentHash its identity
 * @param signed what its owner signed
 * @param filledBefore filled in earlier batches: of an intent wei on the side the owner fixed (sold
 *     for sell, bought for buy), of a basket units
 */
public record BatchEntry(Bytes32 intentHash, SignedTerms signed, BigInteger filledBefore) {}
