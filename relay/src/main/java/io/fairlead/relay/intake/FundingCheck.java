package io.fairlead.relay.intake;

import io.fairlead.contracts.intent.Funding;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.TokenPermit;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.signature.Erc6492;
import io.fairlead.relay.rpc.RpcError;
import java.math.BigInteger;
import java.util.Optional;

/**
 * Whether the owner can pay now: all of {@code sellAmount}, or anything at all if the intent may be
 * filled in parts. Other open intents of the owner are not deducted: they may never be filled, and
 * each batch is simulated before it is sent. An allowance to the hub that is missing may come with
 * the intent, as the sell token's permit, or with the account, when it is deployed (ERC-6492).
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
    Address spender = accounts.spender(candidate.funding());
    BigInteger allowance =
        accounts.allowance(intent.sellToken(), intent.owner(), spender, candidate.head());
    if (allowance.compareTo(needed) >= 0
        || allowanceOnceDeployed(candidate).compareTo(needed) >= 0) {
      return Optional.empty();
    }
    Optional<TokenPermit> permit = candidate.signed().tokenPermit();
    return permit.isPresent()
        ? check(candidate, permit.get(), needed)
        : Optional.of(
            Refusal.of(
                RpcError.INSUFFICIENT_ALLOWANCE,
                FIELD,
                "spender "
                    + spender
                    + " may take "
                    + allowance
                    + " wei of the sell token, needed are "
                    + needed));
  }

  /** Asked only if it matters: it runs a stranger's code. */
  private BigInteger allowanceOnceDeployed(Candidate candidate) {
    Bytes signature = candidate.signed().signature();
    Address owner = candidate.intent().owner();
    if (candidate.funding() != Funding.ALLOWANCE
        || !Erc6492.isMarked(signature)
        || accounts.owners(candidate.head()).hasCode(owner)) {
      return BigInteger.ZERO;
    }
    return Erc6492.unwrap(signature)
        .map(deployment ->
            accounts.allowanceOnceDeployed(
                candidate.intent().sellToken(), owner, deployment, candidate.head()))
        .orElse(BigInteger.ZERO);
  }

  /** The token is asked last: it runs a stranger's code. */
  private Optional<Refusal> check(Candidate candidate, TokenPermit permit, BigInteger needed) {
    Intent intent = candidate.intent();
    if (permit.value().compareTo(needed) < 0) {
      return refused(
          "permit.value", "the permit allows " + permit.value() + " wei, needed are " + needed);
    }
    if (permit.deadline().compareTo(BigInteger.valueOf(intent.validTo())) < 0) {
      return refused("permit.deadline", "the permit ends before the intent's window does");
    }
    return accounts.takesPermit(intent.sellToken(), intent.owner(), permit, candidate.head())
        ? Optional.empty()
        : refused("permit", "the sell token does not take this permit for " + accounts.hub());
  }

  private static Optional<Refusal> refused(String field, String message) {
    return Optional.of(Refusal.of(RpcError.INSUFFICIENT_ALLOWANCE, field, message));
  }
}
