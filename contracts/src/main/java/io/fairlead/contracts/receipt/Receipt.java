package io.fairlead.contracts.receipt;

import io.fairlead.contracts.primitive.Bytes32;

/**
 * The promise a sequencer signs when it has durably accepted an intent: {@code leaf} will be in the
 * committed set of a batch numbered {@code firstBatch} to {@code lastBatch}. Receipts of one
 * sequencer form a chain, so that leaving one out breaks the next holder's.
 *
 * @param leaf what is promised: the intent's hash
 * @param seq position in the sequencer's journal of acceptances, from 1, without gaps
 * @param firstBatch first batch it may enter
 * @param lastBatch last batch it may enter for the first time; {@link #NO_BOUND} if it only becomes
 *     valid later
 * @param previousReceiptHash EIP-712 digest of the receipt with {@code seq - 1}; zero for the first
 */
public record Receipt(
    Bytes32 leaf, long seq, long firstBatch, long lastBatch, Bytes32 previousReceiptHash) {
  /** {@code lastBatch} of an intent whose window has not opened yet. */
  public static final long NO_BOUND = Long.MAX_VALUE;
}
