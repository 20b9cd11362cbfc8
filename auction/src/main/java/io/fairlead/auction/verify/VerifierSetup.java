package io.fairlead.auction.verify;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.typeddata.Domain;

/**
 * What a verifier knows for itself, not from the transcript.
 *
 * @param domain chain and Settlement contract
 * @param hub Settlement's AllowanceHub
 * @param nativeToken the wrapped native token
 * @param receiptSigner who signs the operator's receipts
 */
public record VerifierSetup(
    Domain domain, Address hub, Address nativeToken, Address receiptSigner) {}
