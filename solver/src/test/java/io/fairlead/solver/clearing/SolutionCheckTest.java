package io.fairlead.solver.clearing;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.engine.EngineInteraction;
import io.fairlead.auction.engine.EngineInteraction.LiquiditySwap;
import io.fairlead.auction.engine.EngineTrade;
import io.fairlead.auction.engine.Order;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.settlement.SettlementCodec;
import io.fairlead.solver.RandomAuction;
import io.fairlead.solver.pool.ConstantProductPool;
import io.fairlead.solver.pool.Pool;
import io.fairlead.solver.pool.Pools;
import io.fairlead.solver.pool.SwapResult;
import io.fairlead.solver.route.PoolBook;
import io.fairlead.solver.strategy.Strategies;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Solutions that execute, with one thing changed at a time. */
class SolutionCheckTest {
  private static final BigInteger DEEP = BigInteger.TEN.pow(30);

  private int changed;

  @Test
  void everyChangeThatMattersIsFound() {
    RandomAuction.forAll(
        30,
        seed -> {
          SolveRequest request = RandomAuction.of(seed, 5, 8, 12);
          for (Solution solution :
              Strategies.named("matching").orElseThrow().solve(request, Budget.UNLIMITED)) {
            assertThat(problem(request, solution)).isEmpty();
            changes(request, solution);
          }
        });
    assertThat(changed).isGreaterThan(100);
  }

  private void changes(SolveRequest request, Solution solution) {
    List<EngineTrade> twice = new ArrayList<>(solution.trades());
    twice.add(solution.trades().getFirst());
    refused(request, with(solution, solution.prices(), twice, solution.interactions()), "twice");
    refused(
        request,
        with(solution, solution.prices(), List.of(), solution.interactions()),
        "no trades");
    for (Address token : solution.prices().keySet()) {
      SortedMap<Address, BigInteger> prices = new TreeMap<>(solution.prices());
      prices.put(token, BigInteger.ZERO);
      refused(request, with(solution, prices, solution.trades(), solution.interactions()), "price");
      prices.put(token, BigInteger.ONE.shiftLeft(128));
      refused(request, with(solution, prices, solution.trades(), solution.interactions()), "price");
    }
    for (int i = 0; i < solution.interactions().size(); i++) {
      LiquiditySwap swap = (LiquiditySwap) solution.interactions().get(i);
      swapped(
          request, solution, i, swap, swap.inputAmount(), swap.outputAmount().add(BigInteger.ONE));
      swapped(request, solution, i, swap, swap.inputAmount().add(DEEP), swap.outputAmount());
      List<EngineInteraction> fewer = new ArrayList<>(solution.interactions());
      fewer.remove(i);
      assertThat(problem(request, with(solution, solution.prices(), solution.trades(), fewer)))
          .as("without swap %d", i)
          .isPresent();
      changed++;
    }
  }

  private void swapped(
      SolveRequest request,
      Solution solution,
      int place,
      LiquiditySwap swap,
      BigInteger in,
      BigInteger out) {
    List<EngineInteraction> changes = new ArrayList<>(solution.interactions());
    changes.set(
        place, new LiquiditySwap(swap.id(), swap.inputToken(), swap.outputToken(), in, out));
    refused(
        request,
        with(solution, solution.prices(), solution.trades(), changes),
        in.equals(swap.inputAmount()) ? "another amount" : "more than there is");
  }

  private void refused(SolveRequest request, Solution solution, String because) {
    assertThat(problem(request, solution)).get().asString().contains(because);
    changed++;
  }

  /** The contract's bundle has one byte for the number of tokens. */
  @Test
  void moreTokensThanASettlementHoldsAreRefused() {
    assertThat(throughPools(SettlementCodec.MAX_TOKENS - 1)).isEmpty();
    assertThat(throughPools(SettlementCodec.MAX_TOKENS)).get().asString().contains("tokens");
  }

  /** Sells along a chain of so many pools that each have a token of their own. */
  private static Optional<String> throughPools(int length) {
    Order order =
        RandomAuction.sized(3, 2, 1, 12).orders().stream()
            .filter(one -> one.intent().side() == Side.SELL)
            .findFirst()
            .orElseThrow();
    BigInteger sold = order.sellAmount();
    BigInteger deep = BigInteger.TEN.pow(6);
    List<Pool> pools = new ArrayList<>();
    List<EngineInteraction> steps = new ArrayList<>();
    Address token = order.intent().sellToken();
    BigInteger amount = sold;
    for (int i = 1; i <= length; i++) {
      boolean last = i == length;
      Address next = last ? order.intent().buyToken() : RandomAuction.address(10_000 + i);
      BigInteger out = last ? order.buyAmount().shiftLeft(1) : sold;
      Pool pool = pool(i, token, sold.multiply(deep), next, out.multiply(deep));
      pools.add(pool);
      SwapResult.Swapped swap = (SwapResult.Swapped) pool.exactIn(token, next, amount);
      steps.add(new LiquiditySwap(pool.id(), token, next, amount, swap.amountOut()));
      token = next;
      amount = swap.amountOut();
    }
    SortedMap<Address, BigInteger> prices = new TreeMap<>();
    prices.put(order.intent().sellToken(), amount);
    prices.put(order.intent().buyToken(), sold);
    EngineTrade trade = new EngineTrade(order.uid(), sold, BigInteger.ZERO);
    return SolutionCheck.problem(
        List.of(order), PoolBook.of(pools), new Solution(0, prices, List.of(trade), steps, 0));
  }

  private static Pool pool(
      int id, Address one, BigInteger ofOne, Address other, BigInteger ofOther) {
    boolean ordered = one.compareTo(other) < 0;
    return new ConstantProductPool(
        "p" + id,
        RandomAuction.address(20_000 + id),
        ordered ? one : other,
        ordered ? other : one,
        ordered ? ofOne : ofOther,
        ordered ? ofOther : ofOne,
        0,
        1);
  }

  private static Optional<String> problem(SolveRequest request, Solution solution) {
    List<Pool> pools = new ArrayList<>();
    request.liquidity().forEach(one -> Pools.of(one).ifPresent(pools::add));
    return SolutionCheck.problem(request.orders(), PoolBook.of(pools), solution);
  }

  private static Solution with(
      Solution solution,
      SortedMap<Address, BigInteger> prices,
      List<EngineTrade> trades,
      List<EngineInteraction> interactions) {
    return new Solution(solution.id(), prices, trades, interactions, solution.gas());
  }
}
