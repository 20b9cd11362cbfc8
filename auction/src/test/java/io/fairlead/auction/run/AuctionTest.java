package io.fairlead.auction.run;

import static io.fairlead.auction.Scene.DOLLAR;
import static io.fairlead.auction.Scene.SELL_WETH;
import static io.fairlead.auction.Scene.matches;
import static io.fairlead.auction.Scene.sellsWeth;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.RandomAuctions;
import io.fairlead.auction.Scene;
import io.fairlead.auction.engine.RefusedSolution;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.TokenInfo;
import io.fairlead.auction.run.SolverPort.Answer;
import io.fairlead.auction.settle.Assembly;
import io.fairlead.auction.settle.SettlementAssembler;
import io.fairlead.auction.transcript.RunningHash;
import io.fairlead.auction.transcript.TranscriptJson;
import io.fairlead.auction.transcript.TranscriptLine;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.Bundle;
import io.fairlead.contracts.settlement.SettlementCodec;
import io.fairlead.contracts.signature.SignatureRecovery;
import io.fairlead.sequencer.batch.BatchSettlement;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class AuctionTest {
  @Test
  void theBestSolutionSettles() {
    FakeSolver better = FakeSolver.offering("b", sellsWeth(1, 1_990));
    FakeSolver worse = FakeSolver.offering("a", sellsWeth(9, 1_980));
    AuctionBench bench = new AuctionBench(Scene.config(), List.of(worse, better));

    AuctionResult result = bench.run();

    assertThat(result.settlements()).hasSize(1);
    assertThat(bench.awards.getLast().solver()).isEqualTo("b");
    assertThat(result.settlements().getFirst().fills())
        .singleElement()
        .satisfies(fill ->
            assertThat(fill.fill().bought()).isEqualTo(DOLLAR.multiply(BigInteger.valueOf(1_990))));
    // 90 dollars over the limit, at 2,000 dollars per WETH.
    assertThat(bench.events(AuctionEvent.Landed.class).getFirst().score().total().floor())
        .isEqualTo(Scene.ONE.multiply(BigInteger.valueOf(90)).divide(BigInteger.valueOf(2_000)));
    assertThat(better.heardKinds()).containsExactly("settlementStarted", "success");
    assertThat(worse.heardKinds()).containsExactly("outbid");
    assertThat(bench.transcripts.read(5).orElseThrow().complete()).isTrue();
  }

  @Test
  void theAwardIsStoredAndRecordedBeforeItIsSent() {
    AuctionBench bench =
        new AuctionBench(Scene.config(), List.of(FakeSolver.offering("a", sellsWeth(1, 1_990))));
    bench.run();
    assertThat(bench.chain.log)
        .containsExactly("simulate 103", "prepare 130000", "record 103", "submit 103");
    Bundle call =
        SettlementCodec.decodeCall(
            bench.chain.callData(bench.awards.getFirst().transactionHash()), Scene.TERMS);
    assertThat(
            SignatureRecovery.best()
                .recover(Scene.EIP712.awardHash(call.award()), call.awardSignature()))
        .contains(Scene.AUCTIONEER.address());
    assertThat(call.award().solver()).isEqualTo(Scene.address("solver a"));
    assertThat(call.award().auctionId()).as("place 0 of batch 5").isEqualTo(40);
    RunningHash committed = RunningHash.EMPTY;
    for (String line : bench.storedBeforeSending.subList(0, bench.storedBeforeSending.size() - 1)) {
      committed = committed.plus(line);
    }
    assertThat(call.award().transcriptHash()).isEqualTo(committed.value());
    assertThat(TranscriptJson.read(bench.storedBeforeSending.getLast()))
        .isInstanceOfSatisfying(
            TranscriptLine.AwardLine.class,
            line -> assertThat(line.award()).isEqualTo(call.award()));
  }

  @Test
  void solversSeeWhatIsLeftOfAPartlyFilledOrder() {
    FakeSolver solver = FakeSolver.offering("a");
    new AuctionBench(Scene.config(), List.of(solver)).run();
    assertThat(solver.asked.getFirst().orders())
        .filteredOn(order -> order.intent().equals(Scene.SELL_X))
        .singleElement()
        .satisfies(order -> {
          assertThat(order.sellAmount()).isEqualTo(Scene.weth(6));
          assertThat(order.buyAmount()).isEqualTo(Scene.weth(54).divide(BigInteger.TEN));
        });
    assertThat(solver.asked.getFirst().tokens())
        .containsEntry(
            Scene.USD,
            new TokenInfo(
                6, "USD", BigInteger.TEN.pow(36).divide(Scene.usd(2_000)), BigInteger.ZERO, true));
  }

  @Test
  void aSolutionThatRevertsInSimulationIsPassedOver() {
    FakeSolver reverts = FakeSolver.offering("a", sellsWeth(1, 1_995));
    FakeSolver works = FakeSolver.offering("b", sellsWeth(1, 1_990));
    AuctionBench bench = new AuctionBench(Scene.config(), List.of(reverts, works));
    bench.chain.reverting.add(hashOf(sellsWeth(1, 1_995)));

    AuctionResult result = bench.run();

    assertThat(result.settlements()).hasSize(1);
    assertThat(bench.awards.getLast().solver()).isEqualTo("b");
    assertThat(reverts.heardKinds()).containsExactly("simulationFailed");
    assertThat(bench.awards).hasSize(1);
  }

  @Test
  void aSettlementThatTakesTooMuchGasIsNotSent() {
    AuctionBench bench =
        new AuctionBench(Scene.config(), List.of(FakeSolver.offering("a", sellsWeth(1, 1_995))));
    bench.chain.gasUsed = 10_000_001;
    assertThat(bench.run().settlements()).isEmpty();
    assertThat(bench.chain.log).containsExactly("simulate 103");
  }

  @Test
  void everySolverHearsWhy() {
    FakeSolver silent = new FakeSolver("silent", request -> new Answer.TimedOut());
    FakeSolver broken =
        new FakeSolver(
            "broken",
            request -> {
              throw new IllegalStateException("boom");
            });
    FakeSolver odd =
        new FakeSolver(
            "odd",
            request ->
                new Answer.Solutions(
                    List.of(sellsWeth(1, 1_899), sellsWeth(2, 1_900), sellsWeth(2, 1_950)),
                    List.of(new RefusedSolution(3, "$.solutions[0]: jit"))));
    AuctionBench bench = new AuctionBench(Scene.config(), List.of(silent, broken, odd));
    bench.run();
    assertThat(silent.heardKinds()).containsExactly("timeout");
    assertThat(broken.heardKinds()).containsExactly("deserializationError");
    assertThat(odd.heard.stream().map(one -> one.solutionId() + " " + one.kind().text()))
        .containsExactly(
            "1 invalidClearingPrices",
            "2 duplicatedSolutionId",
            "3 driverError",
            "2 settlementStarted",
            "2 success");
    assertThat(odd.heard.getFirst().message()).startsWith("limitNotMet: trades[0]: sells");
  }

  @Test
  void aSolverThatHangsDoesNotStopTheOthers() {
    FakeSolver hangs =
        new FakeSolver(
            "hangs",
            request -> new Answer.Solutions(List.of()),
            new CountDownLatch(1),
            new CountDownLatch(1));
    AuctionConfig base = Scene.config();
    AuctionConfig quick =
        new AuctionConfig(
            base.domain(),
            base.hub(),
            base.nativeToken(),
            base.receiptSigner(),
            Duration.ofMillis(100),
            Duration.ofMillis(20),
            base.rules(),
            3,
            base.maxGas(),
            0);
    AuctionBench bench =
        new AuctionBench(quick, List.of(hangs, FakeSolver.offering("a", sellsWeth(1, 1_950))));
    assertThat(bench.run().settlements()).hasSize(1);
    assertThat(hangs.heardKinds()).containsExactly("timeout");
  }

  @Test
  void ownersLearnWhyTheyWereNotFilled() {
    AuctionBench bench =
        new AuctionBench(
            Scene.config(),
            List.of(
                FakeSolver.offering("a", sellsWeth(1, 1_950)),
                FakeSolver.offering("b", matches(1, 1_950, 2), matches(2, 1_800, 1))));
    bench.chain.fates.add(FakeChain.Fate.LANDS);
    bench.chain.reverting.add(hashOf(matches(1, 1_950, 2)));
    AuctionResult result = bench.run();
    assertThat(result.settlements()).hasSize(1);
    assertThat(bench.awards.getLast().solver()).isEqualTo("a");
    Bytes32 bob = Scene.EIP712.intentHash(Scene.BUY_WETH);
    assertThat(bench.events(AuctionEvent.NotFilled.class).getFirst().reasons())
        .hasSize(2)
        .containsEntry(bob, "outbid: no settlement that won fills it");
    assertThat(bench.events(AuctionEvent.Considered.class).getFirst().intents()).hasSize(3);
    assertThat(bench.events(AuctionEvent.Outbid.class).getFirst().intents())
        .hasSize(2)
        .doesNotContain(Scene.EIP712.intentHash(SELL_WETH));

    AuctionBench empty = new AuctionBench(Scene.config(), List.of());
    empty.run();
    assertThat(empty.events(AuctionEvent.NotFilled.class).getFirst().reasons().values())
        .containsOnly("no solver proposed a fill");
  }

  @Test
  void onlyTheAnswersDecide() {
    List<Solution> offers =
        List.of(
            matches(1, 1_950, 2), sellsWeth(2, 1_990), sellsWeth(3, 1_990), matches(4, 1_960, 6));
    Set<List<String>> transcripts = new HashSet<>();
    Set<List<BatchSettlement.IntentFill>> settlements = new HashSet<>();
    RandomAuctions.forAll(
        40,
        random -> {
          List<FakeSolver> solvers = new ArrayList<>();
          List<CountDownLatch> gates = new ArrayList<>();
          gates.add(new CountDownLatch(0));
          // Solvers answer one after another in a random order.
          for (int i : random.shuffled(List.of(0, 1, 2, 3))) {
            CountDownLatch next = new CountDownLatch(1);
            List<Solution> own = random.shuffled(List.of(offers.get(i), offers.get((i + 1) % 4)));
            solvers.add(
                new FakeSolver(
                    "solver" + i, request -> new Answer.Solutions(own), gates.getLast(), next));
            gates.add(next);
          }
          AuctionBench bench = new AuctionBench(Scene.config(), random.shuffled(solvers));
          AuctionResult result =
              bench.auction.run(
                  Scene.task(random.shuffled(Scene.entries()), random.shuffled(Scene.pools())));
          transcripts.add(bench.lines());
          settlements.add(result.settlements().getFirst().fills());
        });
    assertThat(transcripts).hasSize(1);
    assertThat(settlements).hasSize(1);
  }

  @Test
  void aRestartedAuctionStartsItsTranscriptAgain() {
    AuctionBench bench =
        new AuctionBench(Scene.config(), List.of(FakeSolver.offering("a", sellsWeth(1, 1_990))));
    bench.transcripts.begin(5);
    bench.transcripts.append(5, List.of("left by a kill"));
    bench.run();
    assertThat(bench.lines().getFirst()).startsWith("{\"auctioneer\"");
  }

  private static Bytes32 hashOf(Solution solution) {
    SettlementAssembler assembler =
        new SettlementAssembler(
            Scene.TERMS,
            Scene.DOMAIN,
            Scene.HUB,
            Scene.entries(),
            Scene.pools(),
            Scene.BLOCK.timestamp());
    return ((Assembly.Assembled) assembler.assemble(solution, Scene.address("solver")))
        .solutionHash();
  }
}
