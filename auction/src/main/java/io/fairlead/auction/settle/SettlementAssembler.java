package io.fairlead.auction.settle;

import io.fairlead.auction.engine.EngineInteraction;
import io.fairlead.auction.engine.EngineTrade;
import io.fairlead.auction.engine.JitTrade;
import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.Solution;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.BasketTrade;
import io.fairlead.contracts.settlement.ClearingMath;
import io.fairlead.contracts.settlement.FillContext;
import io.fairlead.contracts.settlement.FillRules;
import io.fairlead.contracts.settlement.Interaction;
import io.fairlead.contracts.settlement.Settlement;
import io.fairlead.contracts.settlement.SettlementCodec;
import io.fairlead.contracts.settlement.SettlementTerms;
import io.fairlead.contracts.settlement.Trade;
import io.fairlead.contracts.settlement.Violation;
import io.fairlead.contracts.typeddata.Domain;
import io.fairlead.contracts.typeddata.Eip712;
import io.fairlead.sequencer.batch.BatchEntry;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Rebuilds solutions of one auction into settlements. What a solution says decides everything: the
 * same solution gives the same bytes.
 *
 * <ul>
 *   <li>Trades are put in order of intent hash; interactions stay in the solver's order.
 *   <li>Baskets follow, likewise; they have prices of their own.
 *   <li>The tokens are those of trades and baskets and every token an interaction names, so that
 *       what is left of any of them is swept out at the end. Each has the solver's price. A token
 *       that is not traded needs none; its price is then 1, which nobody is paid at.
 *   <li>A price of a token that is neither traded nor touched is left out.
 * </ul>
 *
 * Thread safe.
 */
public final class SettlementAssembler {
  /** Most tokens in one settlement; each costs a balance check on chain. */
  public static final int MAX_TOKENS = SettlementCodec.MAX_TOKENS;

  private static final BigInteger UNTRADED_PRICE = BigInteger.ONE;

  private final SettlementTerms terms;
  private final Eip712 eip712;
  private final FillRules rules;
  private final SwapEncoder swaps;
  private final BasketAssembler baskets;
  private final Map<Bytes32, BatchEntry> entries = new TreeMap<>();
  private final Map<String, Liquidity> pools = new TreeMap<>();
  private final long timestamp;

  /**
   * For solutions of one auction.
   *
   * @param terms who signs the award, and the wrapped native token
   * @param domain of the Settlement contract
   * @param hub its AllowanceHub
   * @param entries the batch; signatures were checked at intake
   * @param pools the request's liquidity
   * @param timestamp of the pinned block, Unix seconds
   */
  public SettlementAssembler(
      SettlementTerms terms,
      Domain domain,
      Address hub,
      Collection<BatchEntry> entries,
      Collection<Liquidity> pools,
      long timestamp) {
    this.terms = terms;
    this.eip712 = new Eip712(domain);
    this.rules = FillRules.trustingSignatures(domain.settlement(), terms);
    this.swaps = new SwapEncoder(domain.settlement(), hub);
    this.baskets = new BasketAssembler(domain.settlement(), entries, timestamp);
    this.timestamp = timestamp;
    entries.forEach(entry -> this.entries.put(entry.intentHash(), entry));
    pools.forEach(pool -> this.pools.put(pool.id(), pool));
  }

  /**
   * The settlement, or the first reason why there is none. Signatures of just-in-time intents are
   * left to the simulation.
   *
   * @param solver the account of the solver, the only one whose liquidity it may bring
   */
  public Assembly assemble(Solution solution, Address solver) {
    try {
      return build(solution, solver);
    } catch (RejectedException rejected) {
      return new Assembly.Rejected(rejected.rejection());
    } catch (IllegalArgumentException malformed) {
      // Only from a solver in this process: what travels as JSON has its widths checked.
      return new Assembly.Rejected(
          new Rejection(RejectionReason.UNSUPPORTED, "a number is negative or too large"));
    }
  }

  private Assembly build(Solution solution, Address solver) {
    if (solution.trades().isEmpty() && solution.baskets().isEmpty()) {
      throw new RejectedException(RejectionReason.NO_TRADES, "trades: empty");
    }
    SortedMap<Bytes32, Trade> trades = new TreeMap<>();
    List<OrderFill> fills = new ArrayList<>();
    TreeSet<Address> tokens = new TreeSet<>();
    for (int i = 0; i < solution.trades().size(); i++) {
      addTrade("trades[" + i + "]", solution, solution.trades().get(i), trades, fills);
    }
    List<OrderFill> own = new ArrayList<>();
    for (int i = 0; i < solution.jit().size(); i++) {
      addJit("jit[" + i + "]", solution, solver, solution.jit().get(i), trades, own);
    }
    SortedMap<Bytes32, BasketTrade> basketTrades = baskets.trades(solution, tokens);
    for (Trade trade : trades.values()) {
      tokens.add(trade.intent().sellToken());
      tokens.add(terms.listed(trade.intent().buyToken()));
    }
    List<Interaction> interactions = new ArrayList<>();
    for (int i = 0; i < solution.interactions().size(); i++) {
      EngineInteraction step = solution.interactions().get(i);
      swaps.encode("interactions[" + i + "]", step, pools, tokens, interactions);
    }
    if (tokens.size() > MAX_TOKENS) {
      throw new RejectedException(
          RejectionReason.TOO_LARGE, tokens.size() + " tokens are more than " + MAX_TOKENS);
    }
    List<BigInteger> prices = new ArrayList<>();
    for (Address token : tokens) {
      BigInteger price = solution.prices().getOrDefault(token, UNTRADED_PRICE);
      requireWidth("prices", price);
      prices.add(price);
    }
    Settlement settlement =
        new Settlement(
            List.copyOf(tokens),
            prices,
            Collections.nCopies(tokens.size(), BigInteger.ZERO),
            List.copyOf(trades.values()),
            List.copyOf(basketTrades.values()),
            interactions,
            false,
            // Whether a token treats one receiver otherwise than another cannot be told from here.
            true);
    Optional<Violation> violation = FillRules.checkPrices(settlement);
    if (violation.isPresent()) {
      throw new RejectedException(
          RejectionReason.INVALID_PRICE, "prices: " + violation.get().solidityName());
    }
    fills.sort(Comparator.comparing(OrderFill::intentHash));
    own.sort(Comparator.comparing(OrderFill::intentHash));
    List<BasketFill> basketFills = new ArrayList<>();
    basketTrades.forEach((hash, trade) ->
        basketFills.add(
            new BasketFill(hash, trade.signed().basket(), trade.units(), trade.quote())));
    return new Assembly.Assembled(
        settlement, SettlementCodec.solutionHash(settlement, terms), fills, basketFills, own);
  }

  private void addTrade(
      String path,
      Solution solution,
      EngineTrade proposed,
      SortedMap<Bytes32, Trade> trades,
      List<OrderFill> fills) {
    BatchEntry entry = entries.get(proposed.order().intentHash());
    if (entry == null
        || !(entry.signed() instanceof SignedIntent signed)
        || !signed.uid(entry.intentHash()).equals(proposed.order())) {
      throw new RejectedException(
          RejectionReason.UNKNOWN_ORDER, path + ".order: not in this auction");
    }
    add(
        path,
        solution,
        new Proposed(
            entry.intentHash(),
            signed,
            proposed.executedAmount(),
            proposed.fee(),
            entry.filledBefore()),
        trades,
        fills);
  }

  private void addJit(
      String path,
      Solution solution,
      Address solver,
      JitTrade proposed,
      SortedMap<Bytes32, Trade> trades,
      List<OrderFill> own) {
    Bytes32 hash = eip712.intentHash(proposed.intent());
    if (!proposed.intent().owner().equals(solver)) {
      throw new RejectedException(
          RejectionReason.FOREIGN_JIT_ORDER,
          path + ".order.owner: must be the solver's account, " + solver);
    }
    if (entries.containsKey(hash)) {
      throw new RejectedException(
          RejectionReason.FOREIGN_JIT_ORDER, path + ".order: is an order of this auction");
    }
    add(
        path,
        solution,
        new Proposed(
            hash, proposed.signed(), proposed.executedAmount(), proposed.fee(), BigInteger.ZERO),
        trades,
        own);
  }

  /** A fill before it is looked at. */
  private record Proposed(
      Bytes32 intentHash,
      SignedIntent signed,
      BigInteger executedAmount,
      BigInteger fee,
      BigInteger filledBefore) {}

  private void add(
      String path,
      Solution solution,
      Proposed proposed,
      SortedMap<Bytes32, Trade> trades,
      List<OrderFill> fills) {
    Intent intent = proposed.signed().intent();
    BigInteger sellPrice = price(path, solution, intent.sellToken());
    BigInteger buyPrice = price(path, solution, terms.listed(intent.buyToken()));
    if (proposed.executedAmount().bitLength() > 128 || proposed.fee().bitLength() > 128) {
      throw new RejectedException(
          RejectionReason.INVALID_EXECUTED_AMOUNT, path + ": an amount does not fit 128 bits");
    }
    Trade trade = Trade.of(proposed.signed(), proposed.executedAmount(), proposed.fee());
    FillContext context = new FillContext(proposed.filledBefore(), false, timestamp);
    Optional<Violation> violation = rules.check(trade, sellPrice, buyPrice, context);
    if (violation.isPresent()) {
      throw TradeRejections.of(path, violation.get(), trade, sellPrice, buyPrice, context);
    }
    OrderFill fill =
        new OrderFill(proposed.intentHash(), intent, ClearingMath.fill(trade, sellPrice, buyPrice));
    if (fill.fill().sold().signum() == 0 || fill.fill().bought().signum() == 0) {
      throw new RejectedException(
          RejectionReason.INVALID_EXECUTED_AMOUNT, path + ": nothing is sold or nothing is bought");
    }
    if (trades.put(proposed.intentHash(), trade) != null) {
      throw new RejectedException(
          RejectionReason.DUPLICATE_TRADE, path + ".order: filled by another trade already");
    }
    fills.add(fill);
  }

  private static BigInteger price(String path, Solution solution, Address token) {
    BigInteger price = solution.prices().get(token);
    if (price == null) {
      throw new RejectedException(
          RejectionReason.MISSING_PRICE, path + ": no clearing price for " + token, token);
    }
    requireWidth(path, price);
    return price;
  }

  private static void requireWidth(String path, BigInteger price) {
    if (price.bitLength() > 128) {
      throw new RejectedException(
          RejectionReason.INVALID_PRICE, path + ": a clearing price is 2^128 or more");
    }
  }
}
