package io.fairlead.contracts.intent;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import java.math.BigInteger;

/**
 * A basket and its owner's signature.
 *
 * @param signature as the wallet gave it; no bytes if the owner has signed by a transaction
 */
public record SignedBasket(BasketIntent basket, Bytes signature) implements SignedTerms {
  /**
   * @throws IllegalArgumentException if the signature is too long
   */
  public SignedBasket {
    SignedIntent.requireSignature(signature);
  }

  @Override
  public Address owner() {
    return basket.owner();
  }

  @Override
  public long validFrom() {
    return basket.validFrom();
  }

  @Override
  public long validTo() {
    return basket.validTo();
  }

  @Override
  public BigInteger nonce() {
    return basket.nonce();
  }

  /** The only one that baskets have. */
  @Override
  public Funding funding() {
    return Funding.ALLOWANCE;
  }

  @Override
  public BigInteger size() {
    return basket.units();
  }

  @Override
  public boolean fillsInParts() {
    return !basket.units().equals(BigInteger.ONE);
  }
}
