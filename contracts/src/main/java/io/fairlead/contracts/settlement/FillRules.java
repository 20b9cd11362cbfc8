package io.fairlead.contracts.settlement;

import static io.fairlead.contracts.settlement.Violation.AMOUNT_TOO_LARGE;
import static io.fairlead.contracts.settlement.Violation.BAD_RECEIVER;
import static io.fairlead.contracts.settlement.Violation.FEE_TOO_HIGH;
import static io.fairlead.contracts.settlement.Violation.LIMIT_NOT_MET;
import static io.fairlead.contracts.settlement.Violation.NONCE_USED;
import static io.fairlead.contracts.settlement.Violation.NOT_FULL_FILL;
import static io.fairlead.contracts.settlement.Violation.OVERFILLED;
import static io.fairlead.contracts.settlement.Violation.PRICE_TOO_LARGE;
import static io.fairlead.contracts.settlement.Violation.SAME_TOKEN;
import static io.fairlead.contracts.settlement.Violation.TOKENS_NOT_ASCENDING;
import static io.fairlead.contracts.settlement.Violation.TOKEN_MISMATCH;
import static io.fairlead.contracts.settlement.Violation.WINDOW_CLOSED;
import static io.fairlead.contracts.settlement.Violation.WRONG_SIGNER;
import static io.fairlead.contracts.settlement.Violation.ZERO_PRICE;

import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.signature.SignatureRecovery;
import io.fairlead.contracts.typeddata.Eip712;
import java.math.BigInteger;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The contract's checks of one trade, in the contract's order, so that a refusal here is the revert
 * it would be there: docs/protocol.md section 2. Thread safe.
 */
public final class FillRules {
  private final Address settlement;
  private final Predicate<SignedIntent> signedByOwner;

  private FillRules(Address settlement, Predicate<SignedIntent> signedByOwner) {
    this.settlement = settlement;
    this.signedByOwner = signedByOwner;
  }

  /** Rules that check signatures too. */
  public static FillRules verifying(Eip712 eip712, SignatureRecovery recovery) {
    return new FillRules(
        eip712.domain().settlement(),
        signed ->
            recovery
                .recover(eip712.intentHash(signed.intent()), signed.signature())
                .filter(signed.intent().owner()::equals)
                .isPresent());
  }

  /**
   * Rules for intents whose signature was checked before, as those a relay has accepted.
   *
   * @param settlement the Settlement contract
   */
  public static FillRules trustingSignatures(Address settlement) {
    return new FillRules(settlement, signed -> true);
  }

  /**
   * The first reason to refuse a settlement for its tokens and prices, whatever its trades are;
   * empty if there is none.
   */
  public static Optional<Violation> checkPrices(Settlement settlement) {
    Address previous = Address.ZERO;
    for (int i = 0; i < settlement.tokens().size(); i++) {
      Address token = settlement.tokens().get(i);
      if (token.compareTo(previous) <= 0) {
        return Optional.of(TOKENS_NOT_ASCENDING);
      }
      previous = token;
      Optional<Violation> price = checkPrice(settlement.prices().get(i));
      if (price.isPresent()) {
        return price;
      }
    }
    return Optional.empty();
  }

  /**
   * The first reason to refuse {@code trade} in a settlement that passes {@link #checkPrices};
   * empty if there is none.
   *
   * @param prices only tokens and prices count
   */
  public Optional<Violation> check(Trade trade, Settlement prices, FillContext context) {
    Intent intent = trade.signed().intent();
    int sell = prices.tokens().indexOf(intent.sellToken());
    int buy = prices.tokens().indexOf(intent.buyToken());
    if (sell < 0 || buy < 0) {
      return Optional.of(TOKEN_MISMATCH);
    }
    return check(trade, prices.prices().get(sell), prices.prices().get(buy), context);
  }

  /**
   * The first reason to refuse {@code trade} at these prices, empty if there is none.
   *
   * @param sellPrice clearing price of the intent's sell token
   * @param buyPrice clearing price of the intent's buy token
   */
  public Optional<Violation> check(
      Trade trade, BigInteger sellPrice, BigInteger buyPrice, FillContext context) {
    Optional<Violation> price = checkPrice(sellPrice).or(() -> checkPrice(buyPrice));
    if (price.isPresent()) {
      return price;
    }
    Intent intent = trade.signed().intent();
    if (intent.sellToken().equals(intent.buyToken())) {
      return Optional.of(SAME_TOKEN);
    }
    if (intent.receiver().isZero() || intent.receiver().equals(settlement)) {
      return Optional.of(BAD_RECEIVER);
    }
    if (!signedByOwner.test(trade.signed())) {
      return Optional.of(WRONG_SIGNER);
    }
    Fill fill = ClearingMath.fill(trade, sellPrice, buyPrice);
    return checkFill(intent, fill, context.timestamp())
        .or(() -> checkRecord(intent, fill, context));
  }

  private static Optional<Violation> checkPrice(BigInteger price) {
    if (price.signum() <= 0) {
      return Optional.of(ZERO_PRICE);
    }
    return tooLarge(price) ? Optional.of(PRICE_TOO_LARGE) : Optional.empty();
  }

  private static Optional<Violation> checkFill(Intent intent, Fill fill, long timestamp) {
    if (tooLarge(fill.sold()) || tooLarge(fill.bought())) {
      return Optional.of(AMOUNT_TOO_LARGE);
    }
    if (!ClearingMath.meetsLimit(intent, fill)) {
      return Optional.of(LIMIT_NOT_MET);
    }
    if (!ClearingMath.feeWithinBound(fill)) {
      return Optional.of(FEE_TOO_HIGH);
    }
    if (timestamp < intent.validFrom() || timestamp > intent.validTo()) {
      return Optional.of(WINDOW_CLOSED);
    }
    return Optional.empty();
  }

  private static Optional<Violation> checkRecord(Intent intent, Fill fill, FillContext context) {
    boolean sell = intent.side() == Side.SELL;
    BigInteger amount = sell ? fill.sold() : fill.bought();
    BigInteger signed = sell ? intent.sellAmount() : intent.buyAmount();
    if (!intent.partiallyFillable() && !amount.equals(signed)) {
      return Optional.of(NOT_FULL_FILL);
    }
    if (context.nonceUsed()) {
      return Optional.of(NONCE_USED);
    }
    if (intent.partiallyFillable() && context.filledBefore().add(amount).compareTo(signed) > 0) {
      return Optional.of(OVERFILLED);
    }
    return Optional.empty();
  }

  private static boolean tooLarge(BigInteger value) {
    return value.bitLength() > 128;
  }
}
