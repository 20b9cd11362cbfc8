package io.fairlead.relay.intake;

import io.fairlead.contracts.intent.Hooks;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.SignedBasket;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.relay.rpc.RpcError;
import java.util.Optional;

/** Whether the terms make sense at all. */
final class TermsCheck implements IntakeCheck {
  private final IntakePolicy policy;

  TermsCheck(IntakePolicy policy) {
    this.policy = policy;
  }

  @Override
  public Optional<Refusal> check(Candidate candidate) {
    return switch (candidate.signed()) {
      case SignedIntent signed -> check(signed);
      case SignedBasket signed -> BasketTerms.check(signed.basket(), policy);
    };
  }

  private Optional<Refusal> check(SignedIntent signed) {
    Intent intent = signed.intent();
    if (intent.owner().isZero()) {
      return invalid("owner", "must not be the zero address");
    }
    if (intent.receiver().isZero() || intent.receiver().equals(policy.settlement())) {
      return invalid("receiver", "must be neither the zero address nor the settlement contract");
    }
    if (policy.areSame(intent.sellToken(), intent.buyToken())) {
      return invalid("buyToken", "must differ from sellToken");
    }
    if (!policy.tokens().contains(intent.sellToken())) {
      return unknown("sellToken");
    }
    if (!policy.buys(intent.buyToken())) {
      return unknown("buyToken");
    }
    if (intent.sellAmount().signum() == 0) {
      return invalid("sellAmount", "must be above zero");
    }
    if (intent.buyAmount().signum() == 0) {
      return invalid("buyAmount", "must be above zero");
    }
    if (intent.validFrom() > intent.validTo()) {
      return invalid("validTo", "must not be before validFrom");
    }
    if (Hooks.areClaimedBy(intent.appData()) && signed.hooks().isEmpty()) {
      return Optional.of(
          Refusal.of(
              RpcError.INVALID_FIELD,
              "hooks",
              "hooks are missing: intent.appData commits to some"));
    }
    return Optional.empty();
  }

  private static Optional<Refusal> invalid(String field, String what) {
    String path = "intent." + field;
    return Optional.of(Refusal.of(RpcError.INVALID_FIELD, path, path + " " + what));
  }

  private static Optional<Refusal> unknown(String field) {
    String path = "intent." + field;
    return Optional.of(
        Refusal.of(RpcError.UNKNOWN_TOKEN, path, path + " is not traded here, see fairlead_info"));
  }
}
