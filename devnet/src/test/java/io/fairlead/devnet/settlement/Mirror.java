package io.fairlead.devnet.settlement;

import io.fairlead.contracts.intent.BasketIntent;
import io.fairlead.contracts.intent.Funding;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.nonce.Nonce;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.BasketRules;
import io.fairlead.contracts.settlement.BasketTrade;
import io.fairlead.contracts.settlement.ClearingMath;
import io.fairlead.contracts.settlement.Fill;
import io.fairlead.contracts.settlement.FillContext;
import io.fairlead.contracts.settlement.FillRules;
import io.fairlead.contracts.settlement.Settlement;
import io.fairlead.contracts.settlement.SettlementTerms;
import io.fairlead.contracts.settlement.Trade;
import io.fairlead.contracts.settlement.Violation;
import io.fairlead.contracts.signature.OwnerAccounts;
import io.fairlead.contracts.signature.SignatureJudge;
import io.fairlead.contracts.signature.SignatureRecovery;
import io.fairlead.contracts.typeddata.Eip712;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the contract holds of nonces and fills, kept by the Java rules alone. */
final class Mirror {
  private final Eip712 eip712;
  private final SettlementTerms terms;
  private final FillRules rules;
  private final BasketRules basketRules;
  private final Set<Place> used;
  private final Map<Bytes32, BigInteger> filled;

  /** A bit: of an owner's bitmap, of a shared word (no owner), or of Permit2's. */
  private record Place(Funding funding, Address owner, BigInteger nonce) {}

  /**
   * Whose trade or basket is refused for what.
   *
   * @param byPermit2 the contract leaves it to Permit2, which has its own word for it
   */
  record Refusal(Violation violation, Bytes32 intentHash, boolean byPermit2) {}

  Mirror(Eip712 eip712, SettlementTerms terms) {
    this(eip712, terms, new HashSet<>(), new HashMap<>());
  }

  private Mirror(
      Eip712 eip712, SettlementTerms terms, Set<Place> used, Map<Bytes32, BigInteger> filled) {
    this.eip712 = eip712;
    this.terms = terms;
    SignatureJudge judge = new SignatureJudge(SignatureRecovery.best());
    this.rules = FillRules.verifying(eip712, terms, judge, OwnerAccounts.NONE);
    this.basketRules = BasketRules.verifying(eip712, judge, OwnerAccounts.NONE);
    this.used = used;
    this.filled = filled;
  }

  /**
   * The first trade or basket that is refused, on a copy of what is kept; empty if none is. What
   * Permit2 refuses comes after everything else: it is asked when all of them have passed.
   */
  Optional<Refusal> refusal(Settlement settlement, long timestamp) {
    return new Mirror(eip712, terms, new HashSet<>(used), new HashMap<>(filled))
        .execute(settlement, timestamp);
  }

  /** {@link #refusal}, and keeps what trades and baskets use. */
  Optional<Refusal> execute(Settlement settlement, long timestamp) {
    Optional<Refusal> byPermit2 = Optional.empty();
    for (Trade trade : settlement.trades()) {
      Bytes32 hash = eip712.tradeHash(trade);
      Place place = place(trade);
      BigInteger before = filled.getOrDefault(hash, BigInteger.ZERO);
      FillContext context = new FillContext(before, used.contains(place), timestamp);
      Optional<Violation> violation = rules.check(trade, settlement, context);
      if (violation.isPresent()) {
        Refusal refusal = new Refusal(violation.get(), hash, isPermit2s(trade, violation.get()));
        if (!refusal.byPermit2()) {
          return Optional.of(refusal);
        }
        byPermit2 = byPermit2.or(() -> Optional.of(refusal));
      }
      Fill fill = fill(trade, settlement);
      if (trade.intent().partiallyFillable()) {
        BigInteger amount = trade.intent().side() == Side.SELL ? fill.sold() : fill.bought();
        filled.put(hash, before.add(amount));
      } else {
        used.add(place);
      }
    }
    Optional<Refusal> late = byPermit2;
    return executeBaskets(settlement, timestamp).or(() -> late);
  }

  private Optional<Refusal> executeBaskets(Settlement settlement, long timestamp) {
    for (BasketTrade trade : settlement.baskets()) {
      BasketIntent basket = trade.signed().basket();
      Bytes32 hash = eip712.basketHash(basket);
      Place place = new Place(Funding.ALLOWANCE, basket.owner(), basket.nonce());
      BigInteger before = filled.getOrDefault(hash, BigInteger.ZERO);
      FillContext context = new FillContext(before, used.contains(place), timestamp);
      Optional<Violation> violation = basketRules.check(trade, settlement.tokens(), context);
      if (violation.isPresent()) {
        return Optional.of(new Refusal(violation.get(), hash, false));
      }
      if (basket.units().equals(BigInteger.ONE)) {
        used.add(place);
      } else {
        filled.put(hash, before.add(trade.units()));
      }
    }
    return Optional.empty();
  }

  private static boolean isPermit2s(Trade trade, Violation violation) {
    return trade.funding() == Funding.PERMIT2
        && (violation == Violation.WRONG_SIGNER || violation == Violation.NONCE_USED);
  }

  Fill fill(Trade trade, Settlement settlement) {
    Intent intent = trade.intent();
    return ClearingMath.fill(
        trade,
        settlement.price(intent.sellToken()),
        settlement.price(terms.listed(intent.buyToken())));
  }

  private static Place place(Trade trade) {
    Intent intent = trade.intent();
    boolean shared = trade.funding() == Funding.ALLOWANCE && new Nonce(intent.nonce()).isShared();
    return new Place(trade.funding(), shared ? Address.ZERO : intent.owner(), intent.nonce());
  }
}
