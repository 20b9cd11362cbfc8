package io.fairlead.solver.batch;

import io.fairlead.auction.engine.EngineInteraction;
import io.fairlead.auction.engine.EngineTrade;
import io.fairlead.auction.engine.Order;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.exact.Rational;
import io.fairlead.auction.score.Scoring;
import io.fairlead.auction.settle.OrderFill;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.batch.recover.Settled;
import io.fairlead.solver.clearing.FilledOrder;
import io.fairlead.solver.clearing.GasTerms;
import io.fairlead.solver.clearing.SolutionCheck;
import io.fairlead.solver.route.PoolBook;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A settlement of several groups.
 *
 * @param solution as it would be sent
 * @param score what the auctioneer will find, native wei
 * @param swapGas gas units of its swaps
 */
public record Draft(Solution solution, Rational score, long swapGas) {
  private static final int MOST_TOKENS = 255;

  /** Orders that it fills. */
  public int trades() {
    return solution.trades().size();
  }

  /** Gas units that every trade has to pay for. */
  public long gasPerTrade() {
    return gasPerTrade(trades(), swapGas);
  }

  /** The same of a settlement with so many trades. */
  public static long gasPerTrade(int trades, long swapGas) {
    return GasTerms.TRADE_GAS
        + Math.ceilDiv(GasTerms.BASE_GAS, Math.max(1, trades))
        + Math.ceilDiv(swapGas, Math.max(1, trades));
  }

  /** Of the groups, the most that one settlement can hold; empty if nothing is gained. */
  public static Optional<Draft> of(
      List<Settled> groups,
      List<Order> orders,
      PoolBook book,
      SortedMap<Address, BigInteger> reference) {
    SortedMap<Address, BigInteger> prices = new TreeMap<>();
    List<EngineTrade> trades = new ArrayList<>();
    List<EngineInteraction> swaps = new ArrayList<>();
    List<OrderFill> fills = new ArrayList<>();
    long swapGas = 0;
    for (Settled group : groups) {
      if (prices.size() + group.prices().size() > MOST_TOKENS) {
        continue;
      }
      prices.putAll(group.prices());
      for (FilledOrder fill : group.fills()) {
        trades.add(fill.trade());
        fills.add(
            new OrderFill(fill.order().uid().intentHash(), fill.order().intent(), fill.fill()));
      }
      swaps.addAll(group.swaps());
      swapGas += group.swapGas();
    }
    trades.sort(Comparator.comparing(EngineTrade::order));
    Rational score = Scoring.score(fills, reference).total();
    long gas = GasTerms.BASE_GAS + GasTerms.TRADE_GAS * trades.size() + swapGas;
    Solution solution = new Solution(0, prices, trades, swaps, gas);
    return score.signum() > 0 && SolutionCheck.problem(orders, book, solution).isEmpty()
        ? Optional.of(new Draft(solution, score, swapGas))
        : Optional.empty();
  }
}
