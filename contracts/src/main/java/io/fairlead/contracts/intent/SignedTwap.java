package io.fairlead.contracts.intent;

import io.fairlead.contracts.primitive.Bytes;
import java.util.Optional;

/**
 * A time-sliced parent and what its owner gave with it. It is funded by allowance only, since
 * Permit2 takes a signature once.
 *
 * @param twap the signed terms
 * @param signature as the wallet gave it; no bytes if the owner has signed by a transaction
 * @param tokenPermit an EIP-2612 permit that comes with it
 * @param hooks what {@code appData} commits to; made around every part
 */
public record SignedTwap(
    TwapIntent twap, Bytes signature, Optional<TokenPermit> tokenPermit, Hooks hooks) {
  /**
   * @throws IllegalArgumentException if the signature is too long or {@code appData} does not
   *     commit to the hooks
   */
  public SignedTwap {
    SignedIntent.requireSignature(signature);
    hooks.requireCommitted(twap.appData());
  }
}
