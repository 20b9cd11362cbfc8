package io.fairlead.contracts.intent;

import io.fairlead.contracts.signature.Signature;
import java.math.BigInteger;

/**
 * An EIP-2612 permit of the sell token for the AllowanceHub. It is presented before the pull; that
 * it fails is ignored, since anybody may have presented it before.
 *
 * @param value wei allowed, uint256
 * @param deadline last second at which the token takes it, uint256
 * @param signature the owner's, over the token's own digest
 */
public record TokenPermit(BigInteger value, BigInteger deadline, Signature signature) {
  /**
   * @throws IllegalArgumentException naming what does not fit, or if the signature has no 64-byte
   *     form
   */
  public TokenPermit {
    Widths.requireUnsigned("value", value, 256);
    Widths.requireUnsigned("deadline", deadline, 256);
    if (!signature.isCompactable()) {
      throw new IllegalArgumentException("a permit's signature has v 27 or 28 and s below 2^255");
    }
  }
}
