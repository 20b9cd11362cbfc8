package io.fairlead.sequencer.intent;

import io.fairlead.contracts.intent.SignedTerms;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.receipt.SignedReceipt;
import java.math.BigInteger;
import java.util.List;

/**
 * What the journal says of an intent or a basket.
 *
 * @param intentHash its identity
 * @param signed what its owner signed
 * @param receipt the promise made for it
 * @param status where it stands
 * @param cancelRequested whether it will be cancelled once the batch in flight ends without filling
 *     it
 * @param cancelSignature the owner's, by which it was asked to be cancelled, over {@code Cancel};
 *     no bytes if it was not, was cancelled on chain, or was in a journal that did not keep
 *     signatures
 * @param cancelledOnChain whether the owner has cancelled its nonce by a transaction, so that
 *     {@code cancelRequested} holds without a signature
 * @param sold wei of the sell token given so far, fees included; of a basket, of its quote token
 * @param bought wei of the buy token received so far; of a basket, of its quote token
 * @param fees wei of the sell token paid as network fee so far
 * @param units of a basket filled so far; zero of an intent
 * @param batches numbers of the batches it was in, ascending (the newest 100)
 * @param settledIn numbers of the batches that filled it, ascending
 */
public record IntentRecord(
    Bytes32 intentHash,
    SignedTerms signed,
    SignedReceipt receipt,
    IntentStatus status,
    boolean cancelRequested,
    Bytes cancelSignature,
    boolean cancelledOnChain,
    BigInteger sold,
    BigInteger bought,
    BigInteger fees,
    BigInteger units,
    List<Long> batches,
    List<Long> settledIn) {
  /** Copies the lists. */
  public IntentRecord {
    batches = List.copyOf(batches);
    settledIn = List.copyOf(settledIn);
  }
}
