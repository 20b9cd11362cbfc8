package io.fairlead.contracts.intent;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.signature.Signature;
import java.math.BigInteger;
import java.util.Optional;

/**
 * An intent and what its owner gave with it: docs/protocol.md sections 1.5 and 1.6.
 *
 * @param intent the signed terms
 * @param funding how what is sold is taken, and so which digest is signed
 * @param signature as the wallet gave it; no bytes if the owner has signed by a transaction
 * @param tokenPermit an EIP-2612 permit that comes with it
 * @param hooks what the intent's {@code appData} commits to
 */
public record SignedIntent(
    Intent intent, Funding funding, Bytes signature, Optional<TokenPermit> tokenPermit, Hooks hooks)
    implements SignedTerms {
  /** Most bytes of a signature; the longest in use are those of contracts not yet deployed. */
  public static final int MAX_SIGNATURE = 8_192;

  /**
   * @throws IllegalArgumentException if the signature is too long, {@code appData} does not commit
   *     to the hooks, or an intent funded through Permit2 comes with a token's permit
   */
  public SignedIntent {
    requireSignature(signature);
    hooks.requireCommitted(intent.appData());
    if (funding == Funding.PERMIT2 && tokenPermit.isPresent()) {
      throw new IllegalArgumentException("a token's permit is for the hub, not for Permit2");
    }
  }

  /**
   * The ordinary kind: funded by allowance, signed by a key, nothing else. The signature is kept in
   * its 64-byte form, which is the cheapest to judge on chain. Only for a signature that was
   * recovered to the owner: an ERC-1271 account may insist on the 65 bytes it gave.
   *
   * @throws IllegalArgumentException if the signature has no 64-byte form
   */
  public static SignedIntent ecdsa(Intent intent, Signature signature) {
    return new SignedIntent(
        intent, Funding.ALLOWANCE, Bytes.of(signature.compact()), Optional.empty(), Hooks.NONE);
  }

  @Override
  public Address owner() {
    return intent.owner();
  }

  @Override
  public long validFrom() {
    return intent.validFrom();
  }

  @Override
  public long validTo() {
    return intent.validTo();
  }

  @Override
  public BigInteger nonce() {
    return intent.nonce();
  }

  @Override
  public BigInteger size() {
    return intent.side() == Side.SELL ? intent.sellAmount() : intent.buyAmount();
  }

  @Override
  public boolean fillsInParts() {
    return intent.partiallyFillable();
  }

  static void requireSignature(Bytes signature) {
    if (signature.size() > MAX_SIGNATURE) {
      throw new IllegalArgumentException("a signature has at most " + MAX_SIGNATURE + " bytes");
    }
  }
}
