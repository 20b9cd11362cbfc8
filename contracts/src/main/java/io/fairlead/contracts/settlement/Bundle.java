package io.fairlead.contracts.settlement;

import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.signature.Signature;

/**
 * Everything that {@code Settlement.settle} is given.
 *
 * @param award what may be executed
 * @param awardSignature the auctioneer's, over the award
 * @param consent the solver's signature over {@code Cover(award)}; no bytes if it sends the
 *     transaction itself or nothing is covered
 * @param settlement what is executed
 */
public record Bundle(Award award, Signature awardSignature, Bytes consent, Settlement settlement) {
  /** A bundle without the solver's consent. */
  public Bundle(Award award, Signature awardSignature, Settlement settlement) {
    this(award, awardSignature, Bytes.EMPTY, settlement);
  }
}
