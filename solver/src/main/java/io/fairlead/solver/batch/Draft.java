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
import io.fairlead.solver.clearing.SolutionScore;
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
    Assembled all = assembled(groups);
    List<OrderFill> fills = new ArrayList<>();
    for (FilledOrder fill : all.fills()) {
      fills.add(new OrderFill(fill.order().uid().intentHash(), fill.order().intent(), fill.fill()));
    }
    Rational score = Scoring.score(fills, reference).total();
    return score.signum() > 0 && executes(all.solution(), orders, book)
        ? Optional.of(new Draft(all.solution(), score, all.swapGas()))
        : Optional.empty();
  }

  /** The same of one group, its score left for later; empty unless an owner gains something. */
  public static Optional<Solution> unscored(
      Settled group, List<Order> orders, PoolBook book, SortedMap<Address, BigInteger> reference) {
    Assembled all = assembled(List.of(group));
    boolean gains = all.fills().stream().anyMatch(fill -> SolutionScore.gains(fill, reference));
    return gains && executes(all.solution(), orders, book)
        ? Optional.of(all.solution())
        : Optional.empty();
  }

  private static boolean executes(Solution solution, List<Order> orders, PoolBook book) {
    return SolutionCheck.problem(orders, book, solution).isEmpty();
  }

  private record Assembled(Solution solution, List<FilledOrder> fills, long swapGas) {}

  private static Assembled assembled(List<Settled> groups) {
    SortedMap<Address, BigInteger> prices = new TreeMap<>();
    List<FilledOrder> fills = new ArrayList<>();
    List<EngineInteraction> swaps = new ArrayList<>();
    long swapGas = 0;
    for (Settled group : groups) {
      if (prices.size() + group.prices().size() > MOST_TOKENS) {
        continue;
      }
      prices.putAll(group.prices());
      fills.addAll(group.fills());
      swaps.addAll(group.swaps());
      swapGas += group.swapGas();
    }
    List<EngineTrade> trades =
        fills.stream()
            .map(FilledOrder::trade)
            .sorted(Comparator.comparing(EngineTrade::order))
            .toList();
    long gas = GasTerms.BASE_GAS + GasTerms.TRADE_GAS * trades.size() + swapGas;
    return new Assembled(new Solution(0, prices, trades, swaps, gas), fills, swapGas);
  }
}
