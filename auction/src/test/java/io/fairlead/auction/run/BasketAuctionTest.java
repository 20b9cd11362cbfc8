package io.fairlead.auction.run;

import static io.fairlead.auction.Scene.ONE;
import static io.fairlead.auction.Scene.fillsBasket;
import static io.fairlead.auction.Scene.sellsWeth;
import static io.fairlead.auction.Scene.usd;
import static io.fairlead.auction.Scene.withBasket;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.CertifiedScene;
import io.fairlead.auction.Scene;
import io.fairlead.auction.engine.BasketOrder;
import io.fairlead.auction.engine.EngineBasketTrade;
import io.fairlead.auction.engine.EngineJson;
import io.fairlead.auction.engine.EngineTrade;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.engine.delta.RequestState;
import io.fairlead.auction.engine.delta.StateDelta;
import io.fairlead.auction.judge.Judgement;
import io.fairlead.auction.score.Score;
import io.fairlead.auction.seal.Sealing;
import io.fairlead.auction.settle.RejectionReason;
import io.fairlead.contracts.intent.IntentUid;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.SettlementCodec;
import io.fairlead.sequencer.batch.BatchSettlement;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Baskets beside orders in one auction. */
class BasketAuctionTest {
  private static final Bytes32 BASKET = Scene.basketEntry().intentHash();
  private static final IntentUid UID = Scene.basket().uid(BASKET);

  private static AuctionTask task() {
    return Scene.task(Scene.entriesWithBasket(), Scene.pools());
  }

  private static AuctionPlan plan() {
    return AuctionPlan.of(Scene.WETH, Scene.entriesWithBasket(), Scene.pools());
  }

  private static SolveRequest request() {
    AuctionTask task = task();
    return plan().request("5", task.tokens(), task.gasPrice(), Instant.EPOCH);
  }

  private static Judgement judged(Solution solution) {
    return plan()
        .judge(
            Scene.TERMS,
            Scene.DOMAIN,
            Scene.HUB,
            Scene.entriesWithBasket(),
            Scene.BLOCK.timestamp())
        .judge(Scene.address("solver a"), List.of(solution), List.of())
        .getFirst();
  }

  private static Solution with(EngineBasketTrade... trades) {
    Solution good = fillsBasket(1, 2, 2_000);
    return new Solution(
        1, good.prices(), List.of(), List.of(), List.of(trades), good.interactions(), 0, null);
  }

  private static void refused(Solution solution, RejectionReason reason, String detail) {
    assertThat(judged(solution))
        .isInstanceOfSatisfying(
            Judgement.Refused.class,
            refused -> {
              assertThat(refused.rejection().reason()).isEqualTo(reason);
              assertThat(refused.rejection().detail()).isEqualTo(detail);
            });
  }

  private static EngineBasketTrade trade(long units, long quote) {
    return new EngineBasketTrade(UID, BigInteger.valueOf(units), BigInteger.valueOf(quote));
  }

  @Test
  void anOrderAndABasketSettleInOneBundle() {
    AuctionBench bench =
        AuctionBench.offering(Map.of("a", List.of(withBasket(sellsWeth(1, 1_950), 2, 2_000))));
    BatchSettlement settlement = bench.run(task()).settlements().getFirst();

    assertThat(settlement.fills()).hasSize(1);
    assertThat(settlement.basketFills())
        .containsExactly(new BatchSettlement.BasketFill(BASKET, BigInteger.TWO, usd(2_000)));
    assertThat(bench.awards.getFirst().intents())
        .isSorted()
        .contains(BASKET, Scene.EIP712.intentHash(Scene.SELL_WETH));
    // 50 dollars over Alice's limit and 2 * 100 over Dave's, at 2,000 dollars per WETH.
    Score score = bench.events(AuctionEvent.Landed.class).getFirst().score();
    assertThat(score.total().floor()).isEqualTo(ONE.divide(BigInteger.valueOf(8)));
    assertThat(
            SettlementCodec.decodeCall(
                    bench.chain.callData(settlement.transactionHash()), Scene.TERMS)
                .settlement()
                .baskets())
        .singleElement()
        .satisfies(basket -> assertThat(basket.signed()).isEqualTo(Scene.basket()));
  }

  @Test
  void solversAreAskedForWhatIsLeftAndMayNotKnowBaskets() {
    SolveRequest request = request();
    assertThat(request.baskets())
        .singleElement()
        .extracting(BasketOrder::units)
        .isEqualTo(BigInteger.valueOf(4));
    assertThat(request.tokens()).containsKeys(Scene.X, Scene.WETH, Scene.USD);
    SolveRequest read = EngineJson.readRequest(EngineJson.writeRequest(request));
    assertThat(read).isEqualTo(request);
    // Whoever ignores the member sees an auction of orders alone.
    String json = new String(EngineJson.writeRequest(request), StandardCharsets.UTF_8);
    assertThat(json).contains("\"baskets\":[{\"");
    Solution solution = withBasket(sellsWeth(1, 1_950), 2, 2_000);
    assertThat(EngineJson.readResponse(EngineJson.writeResponse(List.of(solution))).toString())
        .contains(UID.toString());
  }

  @Test
  void aBasketThatGoesIsSmallChange() {
    RequestState with = RequestState.of(request());
    AuctionTask task = Scene.task();
    RequestState without =
        RequestState.of(
            AuctionPlan.of(Scene.WETH, Scene.entries(), Scene.pools())
                .request("5", task.tokens(), task.gasPrice(), Instant.EPOCH));
    for (RequestState[] step : new RequestState[][] {{with, without}, {without, with}}) {
      StateDelta delta = StateDelta.between(step[0], step[1]).orElseThrow();
      assertThat(delta.apply(step[0])).contains(step[1]);
      assertThat(delta.patch().toString().length()).isLessThan(step[1].text().length() / 2);
    }
  }

  @Test
  void refusalsNameTheMemberAtFault() {
    refused(
        with(trade(2, 1_799_999_999)),
        RejectionReason.LIMIT_NOT_MET,
        "baskets[0].quote: 1799999999 for 2 units, limit is 900000000 for each");
    refused(
        with(trade(5, 4_500_000_000L)),
        RejectionReason.OVERFILLED,
        "baskets[0].units: 5, filled before: 1 of 5");
    refused(
        with(trade(0, 0)),
        RejectionReason.INVALID_EXECUTED_AMOUNT,
        "baskets[0].units: nothing is filled");
    refused(
        with(trade(1, 900_000_000), trade(1, 900_000_000)),
        RejectionReason.DUPLICATE_TRADE,
        "baskets[1].order: filled by another trade already");
    IntentUid order = Scene.uid(Scene.SELL_WETH);
    refused(
        with(new EngineBasketTrade(order, BigInteger.ONE, usd(900))),
        RejectionReason.UNKNOWN_ORDER,
        "baskets[0].order: not a basket of this auction");
    refused(
        new Solution(
            1, new TreeMap<>(), List.of(new EngineTrade(UID, ONE, BigInteger.ZERO)), List.of(), 0),
        RejectionReason.UNKNOWN_ORDER,
        "trades[0].order: not in this auction");
    refused(with(), RejectionReason.NO_TRADES, "trades: empty");
  }

  @Test
  void aBasketIsAPairOfItsOwnForTheFairnessFilter() {
    // In sum the first is better, but it gives Dave less than the second would alone.
    AuctionBench bench =
        AuctionBench.offering(
            Map.of(
                "a", List.of(withBasket(sellsWeth(1, 1_990), 1, 950)),
                "b", List.of(fillsBasket(1, 1, 960)),
                "c", List.of(sellsWeth(1, 1_910))));
    bench.run(task());
    assertThat(bench.awarded()).containsExactly("0 b", "1 c");
    assertThat(bench.events(AuctionEvent.Lost.class))
        .extracting(AuctionEvent.Lost::why)
        .contains(AuctionEvent.LossReason.UNFAIR);
  }

  @Test
  void twoWinnersNeverFillOneBasket() {
    AuctionBench bench =
        AuctionBench.offering(
            Map.of(
                "a", List.of(fillsBasket(1, 2, 2_000)),
                "b", List.of(fillsBasket(1, 1, 1_000))));
    bench.run(task());
    assertThat(bench.awarded()).containsExactly("0 a");
  }

  @Test
  void whatASolverSealsIsWhatIsScored() {
    Solution solution = withBasket(sellsWeth(1, 1_950), 2, 2_000);
    assertThat(Sealing.seal(request(), List.of(solution), () -> Bytes32.ZERO))
        .singleElement()
        .satisfies(opening ->
            assertThat(opening.seal().score()).isEqualTo(ONE.divide(BigInteger.valueOf(8))));
  }

  @Test
  void certificatesCountBaskets() {
    assertThat(judged(CertifiedScene.fillsBasket(1, 2, 2_000))).isInstanceOf(Judgement.Valid.class);
    // The same prices without the basket prove less than the basket alone can score.
    Solution foreign =
        fillsBasket(1, 2, 2_000).certified(CertifiedScene.sellsWeth(1, 1_950).certificate());
    assertThat(judged(foreign))
        .isInstanceOfSatisfying(
            Judgement.Refused.class,
            refused -> assertThat(refused.rejection().detail()).endsWith("(otherInstance)"));
  }
}
