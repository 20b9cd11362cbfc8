package io.fairlead.chain.settlement;

import io.fairlead.contracts.intent.Funding;
import io.fairlead.contracts.intent.SignedTerms;
import io.fairlead.contracts.nonce.Nonce;
import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;

/**
 * Nonces an owner has cancelled by a transaction.
 *
 * @param funding whose nonces: Settlement's owner lane, or Permit2's own
 * @param owner who cancelled them
 * @param word the upper 248 bits of the nonces
 * @param mask which bits of the word
 */
public record CancelledNonces(Funding funding, Address owner, BigInteger word, BigInteger mask) {
  /** Whether the intent's nonce is one of them, so that it can never be filled (again). */
  public boolean include(SignedTerms signed) {
    Nonce nonce = new Nonce(signed.nonce());
    return signed.funding() == funding
        && signed.owner().equals(owner)
        && isOwn(signed)
        && nonce.word().equals(word)
        && nonce.isSetIn(mask);
  }

  /** Whether the nonce is its owner's to cancel: everybody has a part in a shared word. */
  static boolean isOwn(SignedTerms signed) {
    return signed.funding() == Funding.PERMIT2 || !new Nonce(signed.nonce()).isShared();
  }
}
