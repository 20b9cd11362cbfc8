package io.fairlead.relay.intake;

import io.fairlead.contracts.intent.Intent;
import io.fairlead.relay.rpc.RpcError;
import java.math.BigInteger;
import java.util.Optional;

/**
 * Whether the owner can pay now: all of {@code sellAmount}, or anything at all if the intent may be
 * filled in parts. Other open intents of the owner are not deducted: they may never be filled, and
 * each batch is simulated before it is sent.
 */
final class FundingCheck implements IntakeCheck {
  private static final String FIELD = "intent.sellAmount";
  private final Accounts accounts;

  FundingCheck(Accounts accounts) {
    this.accounts = accounts;
  }

  @Override
  public Optional<Refusal> check(Candidate candidate) {
    Intent intent = candidate.intent();
    BigInteger needed = intent.partiallyFillable() ? BigInteger.ONE : intent.sellAmount();
    BigInteger balance = accounts.balance(intent.sellToken(), intent.owner(), candidate.head());
    if (balance.compareTo(needed) < 0) {
      return Optional.of(
          Refusal.of(
              RpcError.INSUFFICIENT_BALANCE,
              FIELD,
              "the owner has " + balance + " wei of the sell token, needed are " + needed));
    }
    BigInteger allowance = accounts.allowance(intent.sellToken(), intent.owner(), candidate.head());
    if (allowance.compareTo(needed) < 0) {
      return Optional.of(
          Refusal.of(
              RpcError.INSUFFICIENT_ALLOWANCE,
              FIELD,
              "spender "
                  + accounts.hub()
                  + " may take "
                  + allowance
                  + " wei of the sell token, needed are "
                  + needed));
    }
    return Optional.empty();
  }
}
