package io.fairlead.auction.settle;

import io.fairlead.auction.engine.EngineBasketTrade;
import io.fairlead.auction.engine.Solution;
import io.fairlead.contracts.intent.IntentUid;
import io.fairlead.contracts.intent.Leg;
import io.fairlead.contracts.intent.SignedBasket;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.BasketRules;
import io.fairlead.contracts.settlement.BasketTrade;
import io.fairlead.contracts.settlement.FillContext;
import io.fairlead.contracts.settlement.Violation;
import io.fairlead.sequencer.batch.BatchEntry;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The baskets of a solution, held against what was signed. Thread safe. */
final class BasketAssembler {
  private final BasketRules rules;
  private final Map<Bytes32, BatchEntry> entries = new TreeMap<>();
  private final long timestamp;

  BasketAssembler(Address settlement, Collection<BatchEntry> entries, long timestamp) {
    this.rules = BasketRules.trustingSignatures(settlement);
    this.timestamp = timestamp;
    entries.forEach(entry -> this.entries.put(entry.intentHash(), entry));
  }

  /**
   * The baskets' fills, ascending by hash.
   *
   * @param tokens to which the tokens of the baskets are added
   */
  SortedMap<Bytes32, BasketTrade> trades(Solution solution, Set<Address> tokens) {
    SortedMap<Bytes32, BasketTrade> trades = new TreeMap<>();
    for (int i = 0; i < solution.baskets().size(); i++) {
      add("baskets[" + i + "]", solution.baskets().get(i), trades);
    }
    trades.values().forEach(trade -> tokens.addAll(tokens(trade.signed())));
    return trades;
  }

  private void add(
      String path, EngineBasketTrade proposed, SortedMap<Bytes32, BasketTrade> trades) {
    IntentUid uid = proposed.order();
    BatchEntry entry = entries.get(uid.intentHash());
    if (entry == null
        || !(entry.signed() instanceof SignedBasket signed)
        || !signed.uid(uid.intentHash()).equals(uid)) {
      throw new RejectedException(
          RejectionReason.UNKNOWN_ORDER, path + ".order: not a basket of this auction");
    }
    if (proposed.units().signum() == 0) {
      throw new RejectedException(
          RejectionReason.INVALID_EXECUTED_AMOUNT, path + ".units: nothing is filled");
    }
    BasketTrade trade = new BasketTrade(signed, proposed.units(), proposed.quote());
    FillContext context = new FillContext(entry.filledBefore(), false, timestamp);
    Optional<Violation> violation = rules.check(trade, tokens(signed), context);
    if (violation.isPresent()) {
      throw rejected(path, violation.get(), trade, context);
    }
    if (trades.put(uid.intentHash(), trade) != null) {
      throw new RejectedException(
          RejectionReason.DUPLICATE_TRADE, path + ".order: filled by another trade already");
    }
  }

  private static RejectedException rejected(
      String path, Violation violation, BasketTrade trade, FillContext context) {
    BigInteger units = trade.units();
    return switch (violation) {
      case LIMIT_NOT_MET ->
          new RejectedException(
              RejectionReason.LIMIT_NOT_MET,
              path
                  + ".quote: "
                  + trade.quote()
                  + " for "
                  + units
                  + " units, limit is "
                  + trade.signed().basket().quotePerUnit()
                  + " for each");
      case OVERFILLED ->
          new RejectedException(
              RejectionReason.OVERFILLED,
              path
                  + ".units: "
                  + units
                  + ", filled before: "
                  + context.filledBefore()
                  + " of "
                  + trade.signed().basket().units());
      case TOKENS_NOT_ASCENDING,
          ZERO_PRICE,
          BAD_BASKET,
          TOKEN_MISMATCH,
          SAME_TOKEN,
          BAD_RECEIVER,
          HOOKS_MISSING,
          AMOUNT_TOO_LARGE,
          FEE_TOO_HIGH,
          WINDOW_CLOSED,
          WRONG_LANE,
          NOT_FULL_FILL,
          NONCE_USED,
          WRONG_SIGNER ->
          new RejectedException(
              RejectionReason.ORDER_NOT_EXECUTABLE, path + ": " + violation.solidityName());
    };
  }

  private static List<Address> tokens(SignedBasket signed) {
    List<Address> tokens = new ArrayList<>();
    tokens.add(signed.basket().quoteToken());
    signed.basket().legs().stream().filter(Leg::isErc20).map(Leg::token).forEach(tokens::add);
    return tokens;
  }
}
