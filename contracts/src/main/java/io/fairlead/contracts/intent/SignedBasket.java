package io.fairlead.contracts.intent;

import io.fairlead.contracts.primitive.Bytes;

/**
 * A basket and its owner's signature.
 *
 * @param signature as the wallet gave it; no bytes if the owner has signed by a transaction
 */
public record SignedBasket(BasketIntent basket, Bytes signature) {
  /**
   * @throws IllegalArgumentException if the signature is too long
   */
  public SignedBasket {
    SignedIntent.requireSignature(signature);
  }
}
