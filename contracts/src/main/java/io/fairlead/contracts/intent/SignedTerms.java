package io.fairlead.contracts.intent;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;

/**
 * What an owner signed and a batch can hold: an intent of one pair, or a basket. Here is what both
 * have, which is all that their way into and through a batch depends on.
 */
public sealed interface SignedTerms permits SignedIntent, SignedBasket {
  /** Who signed and pays. */
  Address owner();

  /** First second (Unix, block timestamp) at which it may be filled. */
  long validFrom();

  /** Last second at which it may be filled. */
  long validTo();

  /** In the owner's lane, the shared one or Permit2's. */
  BigInteger nonce();

  /** How what is given is taken, and so which digest is signed and whose nonces count. */
  Funding funding();

  /** As the wallet gave it; no bytes if the owner has signed by a transaction. */
  Bytes signature();

  /**
   * How much there is to fill. Of an intent wei on the side that its owner fixed: sold for {@code
   * sell}, bought for {@code buy}; of a basket units.
   */
  BigInteger size();

  /** Whether it may be filled in more than one go. */
  boolean fillsInParts();

  /** How the solver-engine API names it. */
  default IntentUid uid(Bytes32 intentHash) {
    return new IntentUid(intentHash, owner(), validTo());
  }

  /** Whether its window includes a block's time. */
  default boolean isOpenAt(long time) {
    return validFrom() <= time && time <= validTo();
  }
}
