package io.fairlead.contracts.settlement;

import io.fairlead.contracts.intent.BasketIntent;
import io.fairlead.contracts.intent.Hooks;
import io.fairlead.contracts.intent.Leg;
import io.fairlead.contracts.nonce.Nonce;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.signature.OwnerAccounts;
import io.fairlead.contracts.signature.SignatureJudge;
import io.fairlead.contracts.typeddata.Eip712;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The contract's checks of one basket, in the contract's order, so that a refusal here is the
 * revert it would be there: docs/protocol.md section 1.3. Thread safe.
 */
public final class BasketRules {
  private final Address settlement;
  private final Predicate<BasketTrade> signedByOwner;

  private BasketRules(Address settlement, Predicate<BasketTrade> signedByOwner) {
    this.settlement = settlement;
    this.signedByOwner = signedByOwner;
  }

  /**
   * Rules that check signatures too.
   *
   * @param accounts what the chain knows of owners; {@link OwnerAccounts#NONE} where only keys sign
   */
  public static BasketRules verifying(Eip712 eip712, SignatureJudge judge, OwnerAccounts accounts) {
    return new BasketRules(
        eip712.domain().settlement(),
        trade ->
            judge
                .judge(
                    trade.signed().basket().owner(),
                    eip712.basketHash(trade.signed().basket()),
                    trade.signed().signature(),
                    accounts)
                .isValid());
  }

  /**
   * Rules for baskets whose signature was checked before.
   *
   * @param settlement the Settlement contract
   */
  public static BasketRules trustingSignatures(Address settlement) {
    return new BasketRules(settlement, trade -> true);
  }

  /**
   * The first reason to refuse {@code trade}, empty if there is none.
   *
   * @param tokens of the settlement, ascending
   * @param context units filled so far, whether the owner's nonce is used, the block's time
   */
  public Optional<Violation> check(BasketTrade trade, List<Address> tokens, FillContext context) {
    BasketIntent basket = trade.signed().basket();
    return checkLegs(trade, tokens)
        .or(() -> checkTerms(trade, basket, context.timestamp()))
        .or(() -> checkRecord(trade, basket, context))
        .or(() ->
            signedByOwner.test(trade) ? Optional.empty() : Optional.of(Violation.WRONG_SIGNER));
  }

  private record Asset(Address token, BigInteger id) {}

  private static Optional<Violation> checkLegs(BasketTrade trade, List<Address> tokens) {
    if (trade.units().signum() == 0) {
      return Optional.of(Violation.BAD_BASKET);
    }
    Address quoteToken = trade.signed().basket().quoteToken();
    Set<Asset> assets = new HashSet<>();
    for (Leg leg : trade.signed().basket().legs()) {
      if (leg.amount().signum() == 0
          || (leg.isErc20() && leg.token().equals(quoteToken))
          || !assets.add(new Asset(leg.token(), leg.id()))) {
        return Optional.of(Violation.BAD_BASKET);
      }
      if (leg.isErc20() && !tokens.contains(leg.token())) {
        return Optional.of(Violation.TOKEN_MISMATCH);
      }
    }
    return Optional.empty();
  }

  private Optional<Violation> checkTerms(BasketTrade trade, BasketIntent basket, long timestamp) {
    if (basket.receiver().isZero() || basket.receiver().equals(settlement)) {
      return Optional.of(Violation.BAD_RECEIVER);
    }
    if (Hooks.areClaimedBy(basket.appData())) {
      return Optional.of(Violation.HOOKS_MISSING);
    }
    if (trade.quote().compareTo(trade.units().multiply(basket.quotePerUnit())) < 0) {
      return Optional.of(Violation.LIMIT_NOT_MET);
    }
    if (timestamp < basket.validFrom() || timestamp > basket.validTo()) {
      return Optional.of(Violation.WINDOW_CLOSED);
    }
    return new Nonce(basket.nonce()).isShared()
        ? Optional.of(Violation.WRONG_LANE)
        : Optional.empty();
  }

  private static Optional<Violation> checkRecord(
      BasketTrade trade, BasketIntent basket, FillContext context) {
    if (context.nonceUsed()) {
      return Optional.of(Violation.NONCE_USED);
    }
    BigInteger total = context.filledBefore().add(trade.units());
    return total.compareTo(basket.units()) > 0
        ? Optional.of(Violation.OVERFILLED)
        : Optional.empty();
  }
}
