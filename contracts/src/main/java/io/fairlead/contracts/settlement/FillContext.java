package io.fairlead.contracts.settlement;

import java.math.BigInteger;

/**
 * What the chain knows when a trade is executed.
 *
 * @param filledBefore {@code filled[intentHash]}: wei sold so far for a sell intent, bought for a
 *     buy intent; only a partially fillable intent has any
 * @param nonceUsed whether the nonce's bit is set in its owner's bitmap, in its shared word, or in
 *     Permit2's, whichever is the intent's
 * @param timestamp of the block, Unix seconds
 */
public record FillContext(BigInteger filledBefore, boolean nonceUsed, long timestamp) {}
