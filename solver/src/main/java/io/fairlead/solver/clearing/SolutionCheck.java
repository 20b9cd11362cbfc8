package io.fairlead.solver.clearing;

import io.fairlead.auction.engine.EngineInteraction;
import io.fairlead.auction.engine.EngineInteraction.LiquiditySwap;
import io.fairlead.auction.engine.EngineTrade;
import io.fairlead.auction.engine.Order;
import io.fairlead.auction.engine.Solution;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.IntentUid;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.settlement.SettlementCodec;
import io.fairlead.solver.pool.Pool;
import io.fairlead.solver.pool.SwapResult;
import io.fairlead.solver.route.PoolBook;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Executes a solution in integers the way the settlement contract will: collect, swap, pay out,
 * fees to the vault. Knows nothing of how the solution was found; whatever fails here is not sent.
 */
public final class SolutionCheck {
  private final SortedMap<Address, BigInteger> held = new TreeMap<>();
  private final SortedMap<Address, BigInteger> owed = new TreeMap<>();

  private SolutionCheck() {}

  /**
   * What is wrong with {@code solution}; empty if it executes.
   *
   * @param orders those of the request
   * @param book the pools of the request
   */
  public static Optional<String> problem(List<Order> orders, PoolBook book, Solution solution) {
    SolutionCheck check = new SolutionCheck();
    return check
        .prices(solution)
        .or(() -> check.trades(orders, solution))
        .or(() -> check.swaps(book, solution))
        .or(check::tokens)
        .or(check::payouts);
  }

  private Optional<String> tokens() {
    Set<Address> touched = new HashSet<>(held.keySet());
    touched.addAll(owed.keySet());
    return touched.size() <= SettlementCodec.MAX_TOKENS
        ? Optional.empty()
        : Optional.of("more tokens than fit in a settlement");
  }

  private Optional<String> prices(Solution solution) {
    return solution.prices().values().stream()
            .allMatch(price -> price.signum() > 0 && price.bitLength() <= 128)
        ? Optional.empty()
        : Optional.of("a price is not in (0, 2^128)");
  }

  private Optional<String> trades(List<Order> orders, Solution solution) {
    Map<IntentUid, Order> byUid = new HashMap<>();
    orders.forEach(order -> byUid.put(order.uid(), order));
    Set<IntentUid> filled = new HashSet<>();
    if (solution.trades().isEmpty()) {
      return Optional.of("no trades");
    }
    for (EngineTrade trade : solution.trades()) {
      Order order = byUid.get(trade.order());
      if (order == null || !filled.add(trade.order())) {
        return Optional.of("order unknown or filled twice");
      }
      Intent intent = order.intent();
      BigInteger sellPrice = solution.prices().get(intent.sellToken());
      BigInteger buyPrice = solution.prices().get(intent.buyToken());
      if (sellPrice == null || buyPrice == null) {
        return Optional.of("a traded token has no price");
      }
      boolean sell = intent.side() == Side.SELL;
      BigInteger amount = sell ? trade.executedAmount().add(trade.fee()) : trade.executedAmount();
      FilledOrder fill = FilledOrder.at(new Take(order, amount), trade.fee(), sellPrice, buyPrice);
      if (!fill.acceptable()) {
        return Optional.of("a fill is not what was signed");
      }
      held.merge(intent.sellToken(), fill.fill().sold(), BigInteger::add);
      owed.merge(intent.sellToken(), fill.fill().fee(), BigInteger::add);
      owed.merge(intent.buyToken(), fill.fill().bought(), BigInteger::add);
    }
    return Optional.empty();
  }

  private Optional<String> swaps(PoolBook start, Solution solution) {
    PoolBook book = start;
    for (EngineInteraction interaction : solution.interactions()) {
      if (!(interaction instanceof LiquiditySwap swap) || !book.has(swap.id())) {
        return Optional.of("not a swap on a known pool");
      }
      Pool pool = book.get(swap.id());
      BigInteger before = held.getOrDefault(swap.inputToken(), BigInteger.ZERO);
      if (before.compareTo(swap.inputAmount()) < 0) {
        return Optional.of("a swap is given more than there is");
      }
      if (!pool.trades(swap.inputToken(), swap.outputToken())
          || !(pool.exactIn(swap.inputToken(), swap.outputToken(), swap.inputAmount())
              instanceof SwapResult.Swapped result)
          || !result.amountOut().equals(swap.outputAmount())) {
        return Optional.of("a pool gives another amount");
      }
      held.put(swap.inputToken(), before.subtract(swap.inputAmount()));
      held.merge(swap.outputToken(), swap.outputAmount(), BigInteger::add);
      book = book.with(result.after());
    }
    return Optional.empty();
  }

  private Optional<String> payouts() {
    return owed.entrySet().stream()
            .allMatch(due ->
                held.getOrDefault(due.getKey(), BigInteger.ZERO).compareTo(due.getValue()) >= 0)
        ? Optional.empty()
        : Optional.of("a token falls short");
  }
}
