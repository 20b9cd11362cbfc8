package io.fairlead.auction.settle;

import static io.fairlead.auction.Scene.ONE;
import static io.fairlead.auction.Scene.USD;
import static io.fairlead.auction.Scene.WETH;
import static io.fairlead.auction.Scene.X;
import static io.fairlead.auction.Scene.matches;
import static io.fairlead.auction.Scene.sellsWeth;
import static io.fairlead.auction.Scene.uid;
import static io.fairlead.auction.Scene.usd;
import static io.fairlead.auction.Scene.weth;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.RandomAuctions;
import io.fairlead.auction.Scene;
import io.fairlead.auction.engine.EngineInteraction;
import io.fairlead.auction.engine.EngineInteraction.Custom;
import io.fairlead.auction.engine.EngineInteraction.LiquiditySwap;
import io.fairlead.auction.engine.EngineTrade;
import io.fairlead.auction.engine.JitTrade;
import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.Solution;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.settlement.Interaction;
import io.fairlead.contracts.settlement.Settlement;
import io.fairlead.contracts.settlement.Trade;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SettlementAssemblerTest {
  private static final BigInteger ZERO = BigInteger.ZERO;
  private static final Address SOLVER = Scene.signer("solver").address();
  private final Solution good = sellsWeth(1, 1_950);

  @Test
  void buildsTradesTokensAndPrices() {
    Settlement settlement = settlement(matches(1, 1_950, 2));
    assertThat(settlement.tokens()).containsExactly(WETH, USD, X);
    assertThat(settlement.price(WETH)).isEqualTo(usd(195_000));
    assertThat(settlement.trades()).hasSize(3);
    assertThat(settlement.interactions()).hasSize(2);
  }

  @Test
  void theOrderOfTradesDoesNotMatter() {
    Solution solution = matches(1, 1_950, 2);
    Set<Assembly> results = new HashSet<>();
    RandomAuctions.forAll(
        20,
        random ->
            results.add(
                assemble(
                    new Solution(
                        random.below(99),
                        solution.prices(),
                        random.shuffled(solution.trades()),
                        solution.interactions(),
                        random.below(99)))));
    assertThat(results).hasSize(1);
  }

  @Test
  void aPairIsPaidAndCalled() {
    List<Interaction> calls = settlement(good).interactions();
    assertThat(calls.get(0).target()).isEqualTo(WETH);
    assertThat(calls.get(0).callData())
        .hasToString("0xa9059cbb" + word(Scene.address("pair")) + word(ONE));
    assertThat(calls.get(1).target()).isEqualTo(Scene.address("pair"));
    assertThat(calls.get(1).callData())
        .hasToString(
            "0x022c0d9f"
                + word(ZERO)
                + word(usd(1_950))
                + word(Scene.SETTLEMENT)
                + word(BigInteger.valueOf(128))
                + word(ZERO));
  }

  @Test
  void aConcentratedPoolIsReachedThroughTheRouter() {
    List<Interaction> calls = settlement(matches(1, 1_950, 2)).interactions();
    Address router = Scene.address("v3 router");
    assertThat(calls.get(0).target()).isEqualTo(X);
    assertThat(calls.get(0).callData()).hasToString("0x095ea7b3" + word(router) + word(weth(2)));
    assertThat(calls.get(1).target()).isEqualTo(router);
    assertThat(calls.get(1).callData())
        .hasToString(
            "0x414bf389"
                + word(X)
                + word(WETH)
                + word(BigInteger.valueOf(3_000))
                + word(Scene.SETTLEMENT)
                + "ff".repeat(32)
                + word(weth(2))
                + word(weth(192).divide(BigInteger.valueOf(100)))
                + word(ZERO));
  }

  @Test
  void tokensThatAreOnlyTouchedAreSweptAtPriceOne() {
    Address other = Scene.address("other token");
    Custom call =
        new Custom(
            Scene.address("venue"),
            ZERO,
            Bytes.parse("0x1234"),
            List.of(new EngineInteraction.Allowance(WETH, Scene.address("venue"), ONE)),
            List.of(new EngineInteraction.TokenAmount(WETH, ONE)),
            List.of(new EngineInteraction.TokenAmount(other, ONE)));
    Settlement settlement = settlement(with(good, good.prices(), good.trades(), List.of(call)));
    assertThat(settlement.tokens()).contains(other).isSorted();
    assertThat(settlement.price(other)).isEqualTo(1);
    assertThat(settlement.interactions())
        .extracting(Interaction::target)
        .containsExactly(WETH, Scene.address("venue"));
  }

  @Test
  void refusesWithAReason() {
    EngineTrade trade = good.trades().getFirst();
    List<EngineInteraction> swaps = good.interactions();
    expect(RejectionReason.NO_TRADES, "trades", List.of());
    expect(
        RejectionReason.UNKNOWN_ORDER,
        "trades[0].order",
        List.of(
            new EngineTrade(
                uid(Scene.intent("eve", WETH, USD, ONE, ONE, Scene.SELL_WETH.side(), false)),
                ONE,
                ZERO)));
    expect(RejectionReason.DUPLICATE_TRADE, "trades[1].order", List.of(trade, trade));
    expect(
        RejectionReason.NOT_FULL_FILL,
        "trades[0].executedAmount",
        sells(ONE.subtract(BigInteger.ONE), ZERO));
    expect(
        RejectionReason.NOT_FULL_FILL,
        "trades[0].executedAmount",
        sells(ONE.add(BigInteger.ONE), ZERO));
    expect(
        RejectionReason.FEE_TOO_HIGH,
        "trades[0].fee",
        sells(
            ONE.multiply(BigInteger.valueOf(89)).divide(BigInteger.valueOf(100)),
            ONE.multiply(BigInteger.valueOf(11)).divide(BigInteger.valueOf(100))),
        2_400);
    expect(RejectionReason.LIMIT_NOT_MET, "trades[0]", List.of(trade), 1_899);
    expect(
        RejectionReason.INVALID_EXECUTED_AMOUNT, "trades[0]", sells(BigInteger.TWO.pow(128), ZERO));
    expect(RejectionReason.UNSUPPORTED, "a number", sells(BigInteger.ONE.negate(), ZERO));
    Solution mixed = matches(1, 1_950, 7);
    assertThat(reject(mixed).reason()).isEqualTo(RejectionReason.OVERFILLED);
    assertThat(reject(mixed).detail()).contains("filled before: " + weth(4));

    assertThat(reject(with(good, new TreeMap<>(Map.of(WETH, ONE)), good.trades(), swaps)))
        .satisfies(rejection -> {
          assertThat(rejection.reason()).isEqualTo(RejectionReason.MISSING_PRICE);
          assertThat(rejection.token()).isEqualTo(USD);
        });
    for (BigInteger price : List.of(ZERO, BigInteger.TWO.pow(128))) {
      assertThat(
              reject(with(good, new TreeMap<>(Map.of(WETH, ONE, USD, price)), good.trades(), swaps))
                  .reason())
          .isEqualTo(RejectionReason.INVALID_PRICE);
    }
  }

  @Test
  void refusesStepsWithAReason() {
    expectStep(RejectionReason.UNKNOWN_LIQUIDITY, new LiquiditySwap("9", WETH, USD, ONE, ONE));
    expectStep(RejectionReason.INVALID_SWAP, new LiquiditySwap("1", WETH, X, ONE, ONE));
    expectStep(RejectionReason.INVALID_SWAP, new LiquiditySwap("1", WETH, WETH, ONE, ONE));
    expectStep(RejectionReason.INVALID_SWAP, new LiquiditySwap("1", WETH, USD, ZERO, ONE));
    expectStep(RejectionReason.INVALID_SWAP, new LiquiditySwap("1", WETH, USD, ONE, ZERO));
    expectStep(RejectionReason.VALUE_NOT_SUPPORTED, call(Scene.address("venue"), ONE));
    for (Address target :
        List.of(
            Scene.SETTLEMENT,
            Scene.HUB,
            Address.parse("0x000000000022D473030F116dDEE9F6B43aC78BA3"))) {
      expectStep(RejectionReason.FORBIDDEN_TARGET, call(target, ZERO));
      expectStep(
          RejectionReason.FORBIDDEN_TARGET,
          new Custom(
              Scene.address("venue"),
              ZERO,
              Bytes.EMPTY,
              List.of(new EngineInteraction.Allowance(target, WETH, ONE)),
              List.of(),
              List.of()));
    }
  }

  /** Pools that only other auctioneers have: no call is guessed. */
  @Test
  void refusesSwapsOnLiquidityItHasNoCallFor() {
    RandomAuctions random = new RandomAuctions(5);
    SortedMap<String, Liquidity> kinds = new TreeMap<>();
    for (int i = 0; i < 200; i++) {
      Liquidity pool = random.liquidity("foreign");
      kinds.putIfAbsent(pool.getClass().getSimpleName(), pool);
    }
    for (String kind : List.of("WeightedProduct", "Stable", "CurveStable", "LimitOrder")) {
      List<Liquidity> pools = new ArrayList<>(Scene.pools());
      pools.add(Objects.requireNonNull(kinds.get(kind)));
      SettlementAssembler assembler =
          new SettlementAssembler(
              Scene.TERMS,
              Scene.DOMAIN,
              Scene.HUB,
              Scene.entries(),
              pools,
              Scene.SELL_WETH.validFrom());
      Solution foreign =
          with(
              good,
              good.prices(),
              good.trades(),
              List.of(new LiquiditySwap("foreign", WETH, USD, ONE, ONE)));
      assertThat(assembler.assemble(foreign, SOLVER))
          .as(kind)
          .isInstanceOfSatisfying(
              Assembly.Rejected.class,
              rejected -> {
                assertThat(rejected.rejection().reason())
                    .isEqualTo(RejectionReason.LIQUIDITY_NOT_ENCODED);
                assertThat(rejected.rejection().detail()).startsWith("interactions[0]");
              });
    }
  }

  @Test
  void refusesOrdersWhoseWindowIsClosed() {
    SettlementAssembler late =
        new SettlementAssembler(
            Scene.TERMS,
            Scene.DOMAIN,
            Scene.HUB,
            Scene.entries(),
            Scene.pools(),
            Scene.SELL_WETH.validTo() + 1);
    assertThat(late.assemble(good, SOLVER))
        .isInstanceOfSatisfying(
            Assembly.Rejected.class,
            rejected ->
                assertThat(rejected.rejection().reason())
                    .isEqualTo(RejectionReason.ORDER_NOT_EXECUTABLE));
  }

  @Test
  void aSolverBringsItsOwnIntent() {
    Intent own = Scene.intent("solver", USD, WETH, usd(1_950), ONE, Side.SELL, false);
    Assembly.Assembled assembled = (Assembly.Assembled) assemble(against(own));
    assertThat(assembled.fills()).extracting(OrderFill::intent).containsExactly(Scene.SELL_WETH);
    assertThat(assembled.own()).extracting(OrderFill::intent).containsExactly(own);
    assertThat(assembled.executed())
        .containsExactlyInAnyOrder(assembled.fills().getFirst(), assembled.own().getFirst())
        .isSortedAccordingTo(Comparator.comparing(OrderFill::intentHash));
    assertThat(assembled.settlement().trades())
        .extracting(Trade::intent)
        .containsExactlyInAnyOrder(Scene.SELL_WETH, own);
  }

  @Test
  void justInTimeOrdersAreTheSolversOwnAndKeepTheirTerms() {
    Intent bobs = Scene.intent("bob", USD, WETH, usd(1_950), ONE, Side.SELL, false);
    expectJit(RejectionReason.FOREIGN_JIT_ORDER, "jit[0].order.owner", bobs);
    // Also if the solver's account is an owner of the batch: that order is filled as what it is.
    Solution again =
        new Solution(
            1, good.prices(), good.trades(), List.of(jit(Scene.SELL_WETH)), List.of(), 0, null);
    assertThat(assembler().assemble(again, Scene.SELL_WETH.owner()))
        .isInstanceOfSatisfying(
            Assembly.Rejected.class,
            rejected ->
                assertThat(rejected.rejection().reason())
                    .isEqualTo(RejectionReason.FOREIGN_JIT_ORDER));
    Intent dear = Scene.intent("solver", USD, WETH, usd(1_949), ONE, Side.SELL, false);
    expectJit(RejectionReason.LIMIT_NOT_MET, "jit[0]", dear);
  }

  private void expectJit(RejectionReason reason, String path, Intent own) {
    Rejection rejection = reject(against(own));
    assertThat(rejection.reason()).isEqualTo(reason);
    assertThat(rejection.detail()).startsWith(path);
  }

  /** Alice's ether against the solver's dollars, without a pool. */
  private Solution against(Intent own) {
    return new Solution(1, good.prices(), good.trades(), List.of(jit(own)), List.of(), 0, null);
  }

  private static JitTrade jit(Intent intent) {
    return new JitTrade(intent, Bytes.parse("0x" + "01".repeat(64)), usd(1_950), ZERO);
  }

  private void expect(RejectionReason reason, String path, List<EngineTrade> trades) {
    expect(reason, path, trades, 1_950);
  }

  private void expect(RejectionReason reason, String path, List<EngineTrade> trades, long dollars) {
    Solution solution = sellsWeth(1, dollars);
    Rejection rejection =
        reject(with(solution, solution.prices(), trades, solution.interactions()));
    assertThat(rejection.reason()).isEqualTo(reason);
    assertThat(rejection.detail()).startsWith(path);
  }

  private void expectStep(RejectionReason reason, EngineInteraction step) {
    Rejection rejection = reject(with(good, good.prices(), good.trades(), List.of(step)));
    assertThat(rejection.reason()).isEqualTo(reason);
    assertThat(rejection.detail()).startsWith("interactions[0]");
  }

  private static List<EngineTrade> sells(BigInteger executed, BigInteger fee) {
    return List.of(new EngineTrade(uid(Scene.SELL_WETH), executed, fee));
  }

  private static Custom call(Address target, BigInteger value) {
    return new Custom(target, value, Bytes.EMPTY, List.of(), List.of(), List.of());
  }

  private static Solution with(
      Solution solution,
      Map<Address, BigInteger> prices,
      List<EngineTrade> trades,
      List<EngineInteraction> interactions) {
    return new Solution(solution.id(), new TreeMap<>(prices), trades, interactions, 0);
  }

  private static SettlementAssembler assembler() {
    return new SettlementAssembler(
        Scene.TERMS,
        Scene.DOMAIN,
        Scene.HUB,
        Scene.entries(),
        Scene.pools(),
        Scene.BLOCK.timestamp());
  }

  private static Assembly assemble(Solution solution) {
    return assembler().assemble(solution, SOLVER);
  }

  private static Settlement settlement(Solution solution) {
    return ((Assembly.Assembled) assemble(solution)).settlement();
  }

  private static Rejection reject(Solution solution) {
    return ((Assembly.Rejected) assemble(solution)).rejection();
  }

  private static String word(BigInteger value) {
    return "%064x".formatted(value);
  }

  private static String word(Address value) {
    return "00".repeat(12) + value.toString().substring(2);
  }
}
