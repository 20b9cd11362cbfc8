package io.fairlead.contracts.settlement;

import static io.fairlead.contracts.settlement.Violation.AMOUNT_TOO_LARGE;
import static io.fairlead.contracts.settlement.Violation.BAD_RECEIVER;
import static io.fairlead.contracts.settlement.Violation.FEE_TOO_HIGH;
import static io.fairlead.contracts.settlement.Violation.HOOKS_MISSING;
import static io.fairlead.contracts.settlement.Violation.LIMIT_NOT_MET;
import static io.fairlead.contracts.settlement.Violation.NONCE_USED;
import static io.fairlead.contracts.settlement.Violation.NOT_FULL_FILL;
import static io.fairlead.contracts.settlement.Violation.OVERFILLED;
import static io.fairlead.contracts.settlement.Violation.SAME_TOKEN;
import static io.fairlead.contracts.settlement.Violation.TOKENS_NOT_ASCENDING;
import static io.fairlead.contracts.settlement.Violation.TOKEN_MISMATCH;
import static io.fairlead.contracts.settlement.Violation.WINDOW_CLOSED;
import static io.fairlead.contracts.settlement.Violation.WRONG_LANE;
import static io.fairlead.contracts.settlement.Violation.WRONG_SIGNER;
import static io.fairlead.contracts.settlement.Violation.ZERO_PRICE;

import io.fairlead.contracts.intent.Hooks;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.signature.OwnerAccounts;
import io.fairlead.contracts.signature.SignatureJudge;
import io.fairlead.contracts.typeddata.Eip712;
import java.math.BigInteger;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The contract's checks of one trade, in the contract's order, so that a refusal here is the revert
 * it would be there: docs/protocol.md sections 2 and 3. Only what Permit2 refuses, a used nonce or
 * a wrong signature of an intent funded through it, has another name there. Thread safe.
 */
public final class FillRules {
  private final Address settlement;
  private final SettlementTerms terms;
  private final Predicate<Trade> signedByOwner;

  private FillRules(Address settlement, SettlementTerms terms, Predicate<Trade> signedByOwner) {
    this.settlement = settlement;
    this.terms = terms;
    this.signedByOwner = signedByOwner;
  }

  /**
   * Rules that check signatures too.
   *
   * @param accounts what the chain knows of owners; {@link OwnerAccounts#NONE} where only keys sign
   */
  public static FillRules verifying(
      Eip712 eip712, SettlementTerms terms, SignatureJudge judge, OwnerAccounts accounts) {
    return new FillRules(
        eip712.domain().settlement(), terms, trade -> isSigned(trade, eip712, judge, accounts));
  }

  /**
   * Rules for intents whose signature was checked before, as those a relay has accepted.
   *
   * @param settlement the Settlement contract
   */
  public static FillRules trustingSignatures(Address settlement, SettlementTerms terms) {
    return new FillRules(settlement, terms, trade -> true);
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
      if (settlement.prices().get(i).signum() <= 0) {
        return Optional.of(ZERO_PRICE);
      }
    }
    return Optional.empty();
  }

  /**
   * The first reason to refuse {@code trade} in a settlement that passes {@link #checkPrices};
   * empty if there is none.
   *
   * @param prices only tokens, prices and {@code direct} count
   */
  public Optional<Violation> check(Trade trade, Settlement prices, FillContext context) {
    Intent intent = trade.intent();
    int sell = prices.tokens().indexOf(intent.sellToken());
    int buy = prices.tokens().indexOf(terms.listed(intent.buyToken()));
    boolean nativeDirect = prices.direct() && intent.buyToken().equals(Intent.NATIVE);
    if (sell < 0 || buy < 0 || nativeDirect) {
      return Optional.of(TOKEN_MISMATCH);
    }
    return check(trade, prices.prices().get(sell), prices.prices().get(buy), context);
  }

  /**
   * The first reason to refuse {@code trade} at these prices, empty if there is none.
   *
   * @param sellPrice clearing price of the intent's sell token, above zero
   * @param buyPrice clearing price of the intent's buy token, above zero; WETH's for native ETH
   */
  public Optional<Violation> check(
      Trade trade, BigInteger sellPrice, BigInteger buyPrice, FillContext context) {
    if (sellPrice.signum() <= 0 || buyPrice.signum() <= 0) {
      return Optional.of(ZERO_PRICE);
    }
    Intent intent = trade.intent();
    if (intent.sellToken().equals(terms.listed(intent.buyToken()))) {
      return Optional.of(SAME_TOKEN);
    }
    if (intent.receiver().isZero() || intent.receiver().equals(settlement)) {
      return Optional.of(BAD_RECEIVER);
    }
    if (trade.hooks().isEmpty() && Hooks.areClaimedBy(intent.appData())) {
      return Optional.of(HOOKS_MISSING);
    }
    Fill fill = ClearingMath.fill(trade, sellPrice, buyPrice);
    return checkFill(trade, intent, fill, context.timestamp())
        .or(() -> checkRecord(trade, intent, fill, context))
        .or(() -> signedByOwner.test(trade) ? Optional.empty() : Optional.of(WRONG_SIGNER));
  }

  private static Optional<Violation> checkFill(
      Trade trade, Intent intent, Fill fill, long timestamp) {
    if (tooLarge(fill.sold()) || tooLarge(fill.bought())) {
      return Optional.of(AMOUNT_TOO_LARGE);
    }
    if (!ClearingMath.meetsLimit(intent, fill)) {
      return Optional.of(LIMIT_NOT_MET);
    }
    if (!ClearingMath.feeWithinBound(fill)) {
      return Optional.of(FEE_TOO_HIGH);
    }
    if (timestamp < trade.opens() || timestamp > trade.closes()) {
      return Optional.of(WINDOW_CLOSED);
    }
    return Optional.empty();
  }

  private Optional<Violation> checkRecord(
      Trade trade, Intent intent, Fill fill, FillContext context) {
    boolean sell = intent.side() == Side.SELL;
    BigInteger amount = sell ? fill.sold() : fill.bought();
    BigInteger signed = sell ? intent.sellAmount() : intent.buyAmount();
    if (!LaneRules.allow(trade, terms.auctioneer(), context.timestamp())) {
      return Optional.of(WRONG_LANE);
    }
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

  private static boolean isSigned(
      Trade trade, Eip712 eip712, SignatureJudge judge, OwnerAccounts accounts) {
    Address owner = trade.intent().owner();
    SignatureJudge.Verdict verdict =
        switch (trade.funding()) {
          case ALLOWANCE ->
              judge.judge(owner, eip712.tradeHash(trade), trade.signature(), accounts);
          case PERMIT2 ->
              judge.judgePermit2(
                  owner, eip712.permit2Digest(trade.intent()), trade.signature(), accounts);
        };
    return verdict.isValid();
  }

  private static boolean tooLarge(BigInteger value) {
    return value.bitLength() > 128;
  }
}
