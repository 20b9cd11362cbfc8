package io.fairlead.auction.engine;

import io.fairlead.contracts.intent.Funding;
import io.fairlead.contracts.intent.Hooks;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.primitive.Bytes;
import java.math.BigInteger;
import java.util.Optional;

/**
 * A fill of the solver's own liquidity ({@code kind: jit}): an ordinary intent that the solver
 * signs just in time, funded by its allowance to the hub. It never was in a batch, so it scores
 * nothing.
 *
 * @param intent its terms; the owner is the solver's account
 * @param signature the owner's over the intent's digest; at most {@link SignedIntent#MAX_SIGNATURE}
 *     bytes
 * @param executedAmount wei without fee: of the sell token for {@code sell}, of the buy token for
 *     {@code buy}
 * @param fee network fee in wei of the sell token
 */
public record JitTrade(Intent intent, Bytes signature, BigInteger executedAmount, BigInteger fee) {
  /** The intent as the contract takes it. */
  public SignedIntent signed() {
    return new SignedIntent(intent, Funding.ALLOWANCE, signature, Optional.empty(), Hooks.NONE);
  }
}
