package io.fairlead.relay.intake;

import io.fairlead.contracts.intent.BasketIntent;
import io.fairlead.contracts.intent.Funding;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Leg;
import io.fairlead.contracts.intent.SignedBasket;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.intent.TokenPermit;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.signature.Erc6492;
import io.fairlead.relay.rpc.RpcError;
import java.math.BigInteger;
import java.util.Optional;

/**
 * Whether the owner can pay now: all of {@code sellAmount}, or anything at all if the intent may be
 * filled in parts; of a basket what one unit takes. Other open intents of the owner are not
 * deducted: they may never be filled, and each batch is simulated before it is sent. An allowance
 * to the hub that is missing may come with the intent, as the sell token's permit, or with the
 * account, when it is deployed (ERC-6492).
 */
final class FundingCheck implements IntakeCheck {
  private static final String FIELD = "intent.sellAmount";
  private final Accounts accounts;

  FundingCheck(Accounts accounts) {
    this.accounts = accounts;
  }

  @Override
  public Optional<Refusal> check(Candidate candidate) {
    return switch (candidate.signed()) {
      case SignedIntent signed -> check(candidate, signed);
      case SignedBasket signed -> check(candidate, signed.basket());
    };
  }

  private Optional<Refusal> check(Candidate candidate, SignedIntent signed) {
    Intent intent = signed.intent();
    BigInteger needed = intent.partiallyFillable() ? BigInteger.ONE : intent.sellAmount();
    Optional<Refusal> refusal =
        check(candidate, intent.sellToken(), needed, FIELD, "the sell token");
    return refusal.isPresent()
            && refusal.get().reason() == RpcError.INSUFFICIENT_ALLOWANCE
            && signed.tokenPermit().isPresent()
        ? check(candidate, intent, signed.tokenPermit().get(), needed)
        : refusal;
  }

  /** What one unit takes of the owner, since it may be filled unit by unit. */
  private Optional<Refusal> check(Candidate candidate, BasketIntent basket) {
    for (int i = 0; i < basket.legs().size(); i++) {
      Leg leg = basket.legs().get(i);
      if (leg.amount().signum() < 0) {
        String field = "basket.legs[" + i + "].amount";
        Optional<Refusal> refusal =
            check(candidate, leg.token(), leg.amount().negate(), field, "the token");
        if (refusal.isPresent()) {
          return refusal;
        }
      }
    }
    return basket.quotePerUnit().signum() < 0
        ? check(
            candidate,
            basket.quoteToken(),
            basket.quotePerUnit().negate(),
            "basket.quotePerUnit",
            "the quote token")
        : Optional.empty();
  }

  private Optional<Refusal> check(
      Candidate candidate, Address token, BigInteger needed, String field, String name) {
    Address owner = candidate.signed().owner();
    BigInteger balance = accounts.balance(token, owner, candidate.head());
    if (balance.compareTo(needed) < 0) {
      return Optional.of(
          Refusal.of(
              RpcError.INSUFFICIENT_BALANCE,
              field,
              "the owner has " + balance + " wei of " + name + ", needed are " + needed));
    }
    Address spender = accounts.spender(candidate.signed().funding());
    BigInteger allowance = accounts.allowance(token, owner, spender, candidate.head());
    return allowance.compareTo(needed) >= 0
            || allowanceOnceDeployed(candidate, token).compareTo(needed) >= 0
        ? Optional.empty()
        : Optional.of(
            Refusal.of(
                RpcError.INSUFFICIENT_ALLOWANCE,
                field,
                "spender "
                    + spender
                    + " may take "
                    + allowance
                    + " wei of "
                    + name
                    + ", needed are "
                    + needed));
  }

  /** Asked only if it matters: it runs a stranger's code. */
  private BigInteger allowanceOnceDeployed(Candidate candidate, Address token) {
    Bytes signature = candidate.signed().signature();
    Address owner = candidate.signed().owner();
    if (candidate.signed().funding() != Funding.ALLOWANCE
        || !Erc6492.isMarked(signature)
        || accounts.owners(candidate.head()).hasCode(owner)) {
      return BigInteger.ZERO;
    }
    return Erc6492.unwrap(signature)
        .map(deployment ->
            accounts.allowanceOnceDeployed(token, owner, deployment, candidate.head()))
        .orElse(BigInteger.ZERO);
  }

  /** The token is asked last: it runs a stranger's code. */
  private Optional<Refusal> check(
      Candidate candidate, Intent intent, TokenPermit permit, BigInteger needed) {
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
