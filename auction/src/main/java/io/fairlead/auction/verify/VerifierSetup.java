package io.fairlead.auction.verify;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.typeddata.Domain;
import java.util.Optional;

/**
 * What a verifier knows for itself, not from the transcript.
 *
 * @param domain chain and Settlement contract
 * @param hub Settlement's AllowanceHub
 * @param nativeToken the wrapped native token
 * @param receiptSigner who signs the operator's receipts
 * @param config hash of the config that the operator has published; empty to take that of the
 *     transcript as it is
 */
public record VerifierSetup(
    Domain domain,
    Address hub,
    Address nativeToken,
    Address receiptSigner,
    Optional<Bytes32> config) {
  /** Takes the transcript's config as it is. */
  public VerifierSetup(Domain domain, Address hub, Address nativeToken, Address receiptSigner) {
    this(domain, hub, nativeToken, receiptSigner, Optional.empty());
  }
}
