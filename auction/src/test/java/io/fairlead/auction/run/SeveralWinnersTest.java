package io.fairlead.auction.run;

import static io.fairlead.auction.Scene.buysWeth;
import static io.fairlead.auction.Scene.matches;
import static io.fairlead.auction.Scene.sellsWeth;
import static io.fairlead.auction.Scene.sellsX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.auction.Scene;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.run.FakeChain.Fate;
import io.fairlead.auction.transcript.TranscriptLine;
import io.fairlead.auction.transcript.TranscriptLine.Election;
import io.fairlead.auction.transcript.TranscriptLine.SolutionRef;
import io.fairlead.auction.transcript.TranscriptLine.Winner;
import io.fairlead.auction.winner.AwardRules;
import io.fairlead.auction.winner.SelectionRule;
import io.fairlead.auction.winner.StandingRule;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.sequencer.batch.BatchSettlement;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Auctions in which the three intents of the scene can be won by three solvers. */
class SeveralWinnersTest {
  private static final FakeSolver ALICE = FakeSolver.offering("a", sellsWeth(1, 1_990));

  private static AuctionBench bench(AwardRules rules, FakeSolver... solvers) {
    return new AuctionBench(Scene.config(rules), List.of(solvers));
  }

  private static AuctionBench three() {
    return bench(
        Scene.rules(4, 1),
        ALICE,
        FakeSolver.offering("b", buysWeth(1, 2_040)),
        FakeSolver.offering("c", sellsX(1, 1, 92)),
        FakeSolver.offering("d", sellsWeth(1, 1_980), sellsX(2, 1, 91)));
  }

  private static List<String> winners(Election election) {
    return election.winners().stream()
        .map(Winner::solution)
        .map(one -> one.solver() + one.solutionId())
        .toList();
  }

  private static List<Integer> places(AuctionResult result) {
    return result.settlements().stream().map(BatchSettlement::place).toList();
  }

  @Test
  void solutionsOfDisjointPairsWinTogetherAndAllLand() {
    AuctionBench bench = three();
    AuctionResult result = bench.run();
    // 90 dollars are 0.045, 60 dollars 0.0286 at Bob's limit, and 0.02.
    assertThat(bench.awarded()).containsExactly("0 a", "1 b", "2 c");
    assertThat(places(result)).containsExactly(0, 1, 2);
    assertThat(result.reason()).isEqualTo("no settlement that won fills it");
    assertThat(bench.settlements).hasSize(3);
    assertThat(bench.lines(Election.class)).hasSize(1);
    assertThat(bench.lines(TranscriptLine.AwardLine.class))
        .extracting(line -> line.award().auctionId())
        .containsExactly(40L, 41L, 42L);
    Election election = bench.lines(Election.class).getFirst();
    assertThat(election.total().achieved())
        .isEqualTo(
            election.winners().stream()
                .map(Winner::score)
                .reduce(BigInteger.ZERO, BigInteger::add));
    assertThat(election.references().keySet()).containsExactly("a", "b", "c");
    // Nobody fills Bob's intent but b, so all that b adds is its reward, up to the cap.
    assertThat(bench.result().rewards()).containsEntry("b", cap());
    assertThat(bench.result().rewards().get("a"))
        .as("d offers 10 dollars less")
        .isEqualTo(Scene.ONE.divide(BigInteger.valueOf(200)));
  }

  private static BigInteger cap() {
    return BigInteger.valueOf(12).multiply(BigInteger.TEN.pow(15));
  }

  @Test
  void ofThreeWinnersOneRevertsOneMissesAndOneLands() {
    AuctionBench bench = three();
    bench.chain.fates(0).add(Fate.REVERTS);
    bench.chain.fates(1).add(Fate.MISSES);

    AuctionResult result = bench.run();

    // d replaces a in the place that is free; nobody else has Bob's intent.
    assertThat(bench.awarded()).containsExactly("0 a", "1 b", "2 c", "0 d");
    assertThat(places(result)).containsExactly(0, 2);
    assertThat(result.reason()).isEqualTo("no settlement that won fills it");
    assertThat(bench.awards.get(3).lastBlock()).isGreaterThan(bench.awards.get(0).lastBlock());
    assertThat(bench.chain.log.indexOf("wait after 103"))
        .isGreaterThan(bench.chain.log.lastIndexOf("submit 103"))
        .isLessThan(bench.chain.log.indexOf("simulate 107"));
    assertThat(bench.lines(TranscriptLine.Outcome.class))
        .extracting(line -> line.place() + " " + line.getClass().getSimpleName())
        .containsExactly("0 Reverted", "1 Missed", "2 Landed", "0 Landed");
    assertThat(bench.events(AuctionEvent.NotFilled.class).getFirst().reasons())
        .containsOnlyKeys(Scene.EIP712.intentHash(Scene.BUY_WETH))
        .containsValue("its settlement did not land");
    // The reverting and the missing solver pay, whoever replaced them earns nothing.
    assertThat(bench.result().rewards().get("a")).isNegative();
    assertThat(bench.result().rewards().get("b")).isZero();
    assertThat(bench.result().rewards()).doesNotContainKey("d");
    assertThat(bench.standingsAfter().ppm())
        .containsOnlyKeys(Scene.address("solver a"), Scene.address("solver b"))
        .containsValue(StandingRule.FULL - StandingRule.FULL / 16);
  }

  @Test
  void aWinnerThatFailsSimulationIsOutBeforeAnythingIsAwarded() {
    AuctionBench bench = three();
    bench.chain.reverting.add(bench.hashOf(sellsWeth(1, 1_990)));
    bench.run();
    assertThat(bench.awarded()).containsExactly("0 d", "1 b", "2 c");
    List<Election> elections = bench.lines(Election.class);
    assertThat(elections).hasSize(2);
    assertThat(winners(elections.getFirst())).containsExactly("a1", "b1", "c1");
    assertThat(winners(elections.getLast())).containsExactly("d1", "b1", "c1");
    assertThat(elections.getLast().fair()).doesNotContain(new SolutionRef("a", 1));
    assertThat(bench.lines(TranscriptLine.Simulation.class))
        .as("b and c have executed alone, and not yet after d")
        .extracting(line -> line.solution().solver())
        .containsExactly("a", "b", "c", "d", "b", "c");
    assertThat(bench.result().rewards()).as("as if it had not bid").doesNotContainKey("a");
    assertThat(bench.standingsAfter().ppm()).as("nobody can check it").isEmpty();
  }

  @Test
  void aWinnerThatOnlyFailsAfterAnotherIsReplacedAndTheOtherStays() {
    Solution second = buysWeth(1, 2_040);
    AuctionBench bench =
        bench(
            Scene.rules(4, 1),
            ALICE,
            FakeSolver.offering("b", second),
            FakeSolver.offering("c", sellsX(1, 1, 92)),
            FakeSolver.offering("e", buysWeth(1, 2_050)));
    Bytes32 a = bench.hashOf(sellsWeth(1, 1_990));
    Bytes32 b = bench.hashOf(second);
    Bytes32 c = bench.hashOf(sellsX(1, 1, 92));
    Bytes32 e = bench.hashOf(buysWeth(1, 2_050));
    bench.chain.revertingAfter.put(b, a);

    bench.run();

    assertThat(bench.lines(Election.class))
        .extracting(SeveralWinnersTest::winners)
        .containsExactly(List.of("a1", "b1", "c1"), List.of("a1", "e1", "c1"));
    assertThat(bench.chain.simulated)
        .as("c runs without b; a has nobody new before it, c has")
        .containsExactly(List.of(a), List.of(a, b), List.of(a, c), List.of(a, e), List.of(a, e, c));
    assertThat(bench.lines(TranscriptLine.Simulation.class))
        .extracting(line -> line.solution().solver() + " " + line.failure())
        .containsExactly("a null", "b InteractionFailed", "c null", "e null", "c null");
    assertThat(bench.awarded()).containsExactly("0 a", "1 e", "2 c");
  }

  @Test
  void aBidThatDoesNotExecuteKeepsNoOtherOutForBeingUnfair() {
    AuctionBench bench =
        bench(
            Scene.rules(4, 1),
            FakeSolver.offering("liar", sellsWeth(1, 1_999)),
            FakeSolver.offering("b", matches(1, 1_960, 2)));
    bench.chain.reverting.add(bench.hashOf(sellsWeth(1, 1_999)));
    bench.run();
    assertThat(winners(bench.lines(Election.class).getFirst())).containsExactly("liar1");
    assertThat(bench.awarded()).containsExactly("0 b");
  }

  @Test
  void aReplacementNeverTakesAnIntentOrAPairThatSettled() {
    // b's second solution is better than d's, and fills Carol's intent too, which c has settled.
    AuctionBench bench =
        bench(
            Scene.rules(4, 1),
            ALICE,
            FakeSolver.offering("b", matches(1, 1_985, 1)),
            FakeSolver.offering("c", sellsX(1, 6, 96)),
            FakeSolver.offering("d", sellsWeth(1, 1_910)));
    bench.chain.fates(1).add(Fate.MISSES);
    AuctionResult result = bench.run();
    assertThat(bench.awarded()).containsExactly("0 c", "1 a", "1 d");
    assertThat(places(result)).containsExactly(0, 1);
  }

  @Test
  void onePlaceIsNeverAwardedWhileItsFormerAwardCanExecute() {
    AuctionBench bench =
        bench(
            Scene.rules(1, 3),
            FakeSolver.offering("a", sellsWeth(1, 1_990)),
            FakeSolver.offering("b", sellsWeth(1, 1_980)),
            FakeSolver.offering("c", sellsWeth(1, 1_970)));
    bench.chain.fates.addAll(List.of(Fate.REVERTS, Fate.MISSES, Fate.REVERTS_AND_IS_SENT_AGAIN));
    AuctionResult result = bench.run();
    assertThat(bench.awarded()).containsExactly("0 a", "0 b", "0 c");
    for (int i = 1; i < 3; i++) {
      long before = bench.awards.get(i - 1).lastBlock();
      assertThat(bench.lines(TranscriptLine.Simulation.class).get(i).block().number())
          .isGreaterThan(before);
    }
    assertThat(places(result)).containsExactly(0);
    assertThat(bench.lines(TranscriptLine.Outcome.class)).hasSize(3);
  }

  @Test
  void atMostSoManyWinAndTheyAreTheBest() {
    AuctionBench bench =
        bench(
            Scene.rules(2, 1),
            ALICE,
            FakeSolver.offering("b", buysWeth(1, 2_040)),
            FakeSolver.offering("c", sellsX(1, 1, 92)));
    bench.run();
    assertThat(bench.awarded()).containsExactly("0 a", "1 b");
  }

  @Test
  void tiesFallByTheSeedWhateverTheOrderOfSolvers() {
    Set<List<String>> awarded =
        List.of(List.of("x", "y"), List.of("y", "x")).stream()
            .map(order -> {
              AuctionBench bench =
                  new AuctionBench(
                      Scene.config(Scene.rules(4, 1)),
                      order.stream()
                          .map(name -> FakeSolver.offering(name, sellsWeth(1, 1_990)))
                          .toList());
              bench.run();
              return bench.awarded();
            })
            .collect(Collectors.toSet());
    assertThat(awarded).hasSize(1);
  }

  @Test
  void whatLandedStaysThoughTheOutcomeOfAnotherIsUnknown() {
    AuctionBench bench = three();
    bench.chain.unknownPlace = 1;
    assertThatThrownBy(bench::run).hasMessage("outcome unknown");
    assertThat(bench.settlements)
        .extracting(BatchSettlement::place)
        .containsExactlyInAnyOrder(0, 2);
    assertThat(bench.transcripts.read(5).orElseThrow().complete()).isFalse();

    new AuctionRecovery(bench.transcripts).ended(5, bench.settlements, "not on chain by block 103");
    assertThat(bench.lines(TranscriptLine.Outcome.class))
        .extracting(line -> line.place() + " " + line.getClass().getSimpleName())
        .containsExactly("0 Landed", "1 Missed", "2 Landed");
  }

  @Test
  void oneSolversSolutionsThatFailSimulationAreLimited() {
    AwardRules usual = Scene.rules(1, 0);
    AwardRules strict =
        new AwardRules(SelectionRule.of(1), 0, 2, usual.rewards(), usual.standing());
    Solution[] failing = {
      sellsWeth(1, 1_999), sellsWeth(2, 1_998), sellsWeth(3, 1_997), sellsWeth(4, 1_996)
    };
    AuctionBench bench =
        bench(
            strict,
            FakeSolver.offering("f", failing),
            FakeSolver.offering("g", sellsWeth(1, 1_950)));
    for (Solution solution : failing) {
      bench.chain.reverting.add(bench.hashOf(solution));
    }
    bench.run();
    assertThat(bench.lines(TranscriptLine.Simulation.class))
        .extracting(line -> line.solution().solver())
        .containsExactly("f", "f", "g");
    assertThat(bench.awarded()).containsExactly("0 g");
  }

  @Test
  void aSolverOfLowStandingWinsOnePlaceAndRegainsIt() {
    AwardRules usual = Scene.rules(4, 0);
    AwardRules quick =
        new AwardRules(usual.selection(), 0, 8, usual.rewards(), new StandingRule(4, 700_000));
    FakeSolver house = FakeSolver.offering("h", sellsWeth(1, 1_990), buysWeth(2, 2_040));
    AuctionBench bench = bench(quick, house);
    bench.chain.fates(0).add(Fate.MISSES);
    bench.chain.fates(1).add(Fate.MISSES);
    bench.run();
    // Two misses: 1,000,000, 750,000, 562,500.
    assertThat(bench.standingsAfter().of(Scene.address("solver h"))).isEqualTo(562_500);

    bench.run(6);
    assertThat(bench.awards).hasSize(3);
    assertThat(bench.awards.get(2).place()).as("its best").isZero();
    assertThat(bench.awards.get(2).intents())
        .containsExactly(Scene.EIP712.intentHash(Scene.SELL_WETH));
    bench.run(7);
    assertThat(bench.awards).as("671,875 is below 700,000").hasSize(4);
    bench.run(8);
    assertThat(bench.awards).as("753,907 is not").hasSize(6);
  }
}
