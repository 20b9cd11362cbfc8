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
 * @param rules hash of the rules that the operator has published; empty to take those of the
 *     transcript as they are
 */
public record VerifierSetup(
    Domain domain,
    Address hub,
    Address nativeToken,
    Address receiptSigner,
    Optional<Bytes32> rules) {
  /** Takes the transcript's rules as they are. */
  public VerifierSetup(Domain domain, Address hub, Address nativeToken, Address receiptSigner) {
    this(domain, hub, nativeToken, receiptSigner, Optional.empty());
  }
}
