package io.fairlead.solver.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.engine.EngineInteraction;
import io.fairlead.auction.engine.EngineInteraction.LiquiditySwap;
import io.fairlead.auction.engine.EngineTrade;
import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.Order;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.contracts.intent.IntentUid;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.settlement.ClearingMath;
import io.fairlead.contracts.settlement.Fill;
import io.fairlead.contracts.settlement.Trade;
import io.fairlead.contracts.signature.Signature;
import io.fairlead.solver.clearing.GasTerms;
import io.fairlead.solver.pool.Pool;
import io.fairlead.solver.pool.Pools;
import io.fairlead.solver.pool.SwapResult;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Holds answers to what every answer promises, with the contract's own arithmetic; counts them. */
final class Promises {
  private static final Signature UNSIGNED = Signature.ofCompact(new byte[Signature.COMPACT_SIZE]);
  private static final BigInteger UNIT = BigInteger.TEN.pow(18);

  private int solutions;
  private int trades;
  private int partial;
  private int swaps;
  private int severalPairs;

  /** The cases are worth something only if they are of all kinds. */
  void assertManyKinds() {
    assertThat(solutions).isGreaterThan(80);
    assertThat(trades).isGreaterThan(150);
    assertThat(partial).isGreaterThan(5);
    assertThat(swaps).isGreaterThan(60);
    assertThat(severalPairs).isGreaterThan(10);
  }

  void check(SolveRequest request, Solution solution) {
    Map<IntentUid, Order> orders =
        request.orders().stream().collect(Collectors.toMap(Order::uid, Function.identity()));
    Map<Address, BigInteger> held = new TreeMap<>();
    Map<Address, BigInteger> due = new TreeMap<>();
    Set<IntentUid> seen = new HashSet<>();
    BigInteger surplus = BigInteger.ZERO;
    BigInteger feeValue = BigInteger.ZERO;
    solution
        .prices()
        .values()
        .forEach(price -> assertThat(price).isPositive().isLessThan(BigInteger.ONE.shiftLeft(128)));
    assertThat(solution.trades()).isNotEmpty();
    for (EngineTrade trade : solution.trades()) {
      Order order = orders.get(trade.order());
      assertThat(order).isNotNull();
      assertThat(seen.add(trade.order())).as("filled once").isTrue();
      Address sell = order.intent().sellToken();
      Address buy = order.intent().buyToken();
      assertThat(solution.prices()).containsKeys(sell, buy);
      Fill fill =
          ClearingMath.fill(
              Trade.of(
                  SignedIntent.ecdsa(order.intent(), UNSIGNED),
                  trade.executedAmount(),
                  trade.fee()),
              Objects.requireNonNull(solution.prices().get(sell)),
              Objects.requireNonNull(solution.prices().get(buy)));
      assertThat(ClearingMath.meetsLimit(order.intent(), fill)).as("limit").isTrue();
      assertThat(ClearingMath.feeWithinBound(fill)).as("fee bound").isTrue();
      boolean isSell = order.intent().side() == Side.SELL;
      BigInteger fixed = isSell ? fill.sold() : fill.bought();
      BigInteger whole = isSell ? order.intent().sellAmount() : order.intent().buyAmount();
      assertThat(fixed).isPositive().isLessThanOrEqualTo(whole);
      if (!order.intent().partiallyFillable()) {
        assertThat(fixed).as("filled whole").isEqualTo(whole);
      } else if (!fixed.equals(whole)) {
        partial++;
      }
      held.merge(sell, fill.sold(), BigInteger::add);
      due.merge(sell, fill.fee(), BigInteger::add);
      due.merge(buy, fill.bought(), BigInteger::add);
      BigInteger buyPrice = price(request, buy);
      surplus =
          surplus.add(
              fill.bought()
                  .multiply(order.intent().sellAmount())
                  .subtract(order.intent().buyAmount().multiply(fill.sold()))
                  .multiply(buyPrice)
                  .divide(order.intent().sellAmount()));
      feeValue = feeValue.add(fill.fee().multiply(price(request, sell)));
      trades++;
    }
    assertThat(surplus).as("surplus").isPositive();
    long gas = checkSwaps(request, solution, held);
    due.forEach((token, amount) ->
        assertThat(held.getOrDefault(token, BigInteger.ZERO))
            .as("no shortfall")
            .isGreaterThanOrEqualTo(amount));
    long allGas = GasTerms.BASE_GAS + GasTerms.TRADE_GAS * solution.trades().size() + gas;
    assertThat(solution.gas()).isEqualTo(allGas);
    assertThat(feeValue)
        .as("fees cover the gas")
        .isGreaterThanOrEqualTo(
            request.effectiveGasPrice().multiply(BigInteger.valueOf(allGas)).multiply(UNIT));
    solutions++;
    if (solution.prices().size() > 2) {
      severalPairs++;
    }
  }

  /** Executes the swaps in order on the request's pools; returns their gas. */
  private long checkSwaps(SolveRequest request, Solution solution, Map<Address, BigInteger> held) {
    Map<String, Pool> pools = new TreeMap<>();
    for (Liquidity liquidity : request.liquidity()) {
      Pools.of(liquidity).ifPresent(pool -> pools.put(pool.id(), pool));
    }
    long gas = 0;
    for (EngineInteraction interaction : solution.interactions()) {
      assertThat(interaction).isInstanceOf(LiquiditySwap.class);
      LiquiditySwap swap = (LiquiditySwap) interaction;
      Pool pool = Objects.requireNonNull(pools.get(swap.id()));
      assertThat(pool.outputs(swap.inputToken())).contains(swap.outputToken());
      SwapResult result = pool.exactIn(swap.inputToken(), swap.outputToken(), swap.inputAmount());
      assertThat(result).isInstanceOf(SwapResult.Swapped.class);
      SwapResult.Swapped swapped = (SwapResult.Swapped) result;
      assertThat(swap.outputAmount()).isEqualTo(swapped.amountOut());
      pools.put(swap.id(), swapped.after());
      assertThat(held.getOrDefault(swap.inputToken(), BigInteger.ZERO))
          .as("a swap is given what is there")
          .isGreaterThanOrEqualTo(swap.inputAmount());
      held.merge(swap.inputToken(), swap.inputAmount().negate(), BigInteger::add);
      held.merge(swap.outputToken(), swap.outputAmount(), BigInteger::add);
      gas += pool.gasEstimate();
      swaps++;
    }
    return gas;
  }

  private static BigInteger price(SolveRequest request, Address token) {
    return Objects.requireNonNull(
        Objects.requireNonNull(request.tokens().get(token)).referencePrice());
  }
}
