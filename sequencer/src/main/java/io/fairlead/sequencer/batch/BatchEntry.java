package io.fairlead.sequencer.batch;

import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;

/**
 * One intent in a batch.
 *
 * @param intentHash its identity
 * @param signed the intent
 * @param filledBefore wei filled in earlier batches, on the side the owner fixed (sold for sell,
 *     bought for buy)
 */
public record BatchEntry(Bytes32 intentHash, SignedIntent signed, BigInteger filledBefore) {}
