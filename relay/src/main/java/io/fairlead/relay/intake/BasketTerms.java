package io.fairlead.relay.intake;

import io.fairlead.contracts.intent.BasketIntent;
import io.fairlead.contracts.intent.Hooks;
import io.fairlead.contracts.intent.Leg;
import io.fairlead.contracts.nonce.Nonce;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.relay.rpc.RpcError;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the terms of a basket make sense at all. The contract takes ERC-1155 legs too; the node
 * does not, because no liquidity it shows to solvers has any.
 */
final class BasketTerms {
  private BasketTerms() {}

  static Optional<Refusal> check(BasketIntent basket, IntakePolicy policy) {
    if (basket.owner().isZero()) {
      return invalid("owner", "must not be the zero address");
    }
    if (basket.receiver().isZero() || basket.receiver().equals(policy.settlement())) {
      return invalid("receiver", "must be neither the zero address nor the settlement contract");
    }
    if (!policy.tokens().contains(basket.quoteToken())) {
      return unknown("quoteToken");
    }
    Optional<Refusal> leg = checkLegs(basket, policy);
    if (leg.isPresent()) {
      return leg;
    }
    if (basket.units().signum() == 0) {
      return invalid("units", "must be above zero");
    }
    if (basket.validFrom() > basket.validTo()) {
      return invalid("validTo", "must not be before validFrom");
    }
    if (Hooks.areClaimedBy(basket.appData())) {
      return invalid("appData", "must not say that there are hooks: a basket has none");
    }
    return new Nonce(basket.nonce()).isShared()
        ? invalid("nonce", "must be of the owner's lane")
        : Optional.empty();
  }

  private static Optional<Refusal> checkLegs(BasketIntent basket, IntakePolicy policy) {
    Set<Address> tokens = new HashSet<>();
    for (int i = 0; i < basket.legs().size(); i++) {
      Leg leg = basket.legs().get(i);
      String path = "legs[" + i + "].";
      if (!leg.isErc20()) {
        return invalid(path + "id", "must be 0: legs of ERC-1155 tokens are not filled here");
      }
      if (leg.token().equals(basket.quoteToken())) {
        return invalid(path + "token", "must differ from quoteToken");
      }
      if (!policy.tokens().contains(leg.token())) {
        return unknown(path + "token");
      }
      if (!tokens.add(leg.token())) {
        return invalid(path + "token", "has a leg already");
      }
      if (leg.amount().signum() == 0) {
        return invalid(path + "amount", "must not be zero");
      }
    }
    return Optional.empty();
  }

  private static Optional<Refusal> invalid(String field, String what) {
    String path = "basket." + field;
    return Optional.of(Refusal.of(RpcError.INVALID_FIELD, path, path + " " + what));
  }

  private static Optional<Refusal> unknown(String field) {
    String path = "basket." + field;
    return Optional.of(
        Refusal.of(RpcError.UNKNOWN_TOKEN, path, path + " is not traded here, see fairlead_info"));
  }
}
