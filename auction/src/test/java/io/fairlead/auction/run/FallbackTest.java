package io.fairlead.auction.run;

import static io.fairlead.auction.Scene.sellsWeth;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.Scene;
import io.fairlead.auction.transcript.TranscriptLine;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What happens to awards that do not land, and who is next. */
class FallbackTest {
  @Test
  void aMissedAwardFallsBackToTheNextBestOnlyAfterItsLastBlock() {
    FakeSolver best = FakeSolver.offering("a", sellsWeth(1, 1_995));
    FakeSolver next = FakeSolver.offering("b", sellsWeth(1, 1_990));
    AuctionBench bench = new AuctionBench(Scene.config(), List.of(best, next));
    bench.chain.fates.addAll(List.of(FakeChain.Fate.MISSES, FakeChain.Fate.LANDS));

    AuctionResult result = bench.run();

    assertThat(result.settlements()).hasSize(1);
    assertThat(bench.awards.getLast().solver()).isEqualTo("b");
    assertThat(best.heardKinds()).containsExactly("settlementStarted", "expired");
    assertThat(bench.chain.log)
        .containsExactly(
            "simulate 103",
            "prepare 130000",
            "record 103",
            "submit 103",
            "wait after 103",
            "simulate 107",
            "prepare 130000",
            "record 107",
            "submit 107");
  }

  @Test
  void aRevertedAwardIsWaitedOutToo() {
    AuctionBench bench =
        new AuctionBench(
            Scene.config(),
            List.of(
                FakeSolver.offering("a", sellsWeth(1, 1_995)),
                FakeSolver.offering("b", sellsWeth(1, 1_990))));
    bench.chain.fates.addAll(List.of(FakeChain.Fate.REVERTS, FakeChain.Fate.LANDS));
    assertThat(bench.run().settlements()).hasSize(1);
    assertThat(bench.chain.log).contains("wait after 103", "submit 107");
  }

  @Test
  void aSettlementSomebodyElseSentCounts() {
    FakeSolver best = FakeSolver.offering("a", sellsWeth(1, 1_995));
    AuctionBench bench =
        new AuctionBench(
            Scene.config(), List.of(best, FakeSolver.offering("b", sellsWeth(1, 1_990))));
    bench.chain.fates.add(FakeChain.Fate.REVERTS_AND_IS_SENT_AGAIN);
    AuctionResult result = bench.run();
    assertThat(result.settlements()).hasSize(1);
    assertThat(bench.awards.getLast().solver()).isEqualTo("a");
    assertThat(bench.awards).hasSize(1);
    assertThat(best.heardKinds()).containsExactly("settlementStarted", "revert", "success");
  }

  @Test
  void fallbacksAreBounded() {
    AuctionBench bench =
        new AuctionBench(
            Scene.config(),
            List.of(
                FakeSolver.offering("a", sellsWeth(1, 1_995)),
                FakeSolver.offering("b", sellsWeth(1, 1_990)),
                FakeSolver.offering("c", sellsWeth(1, 1_985))));
    bench.chain.fates.addAll(
        List.of(FakeChain.Fate.MISSES, FakeChain.Fate.MISSES, FakeChain.Fate.LANDS));
    AuctionResult result = bench.run();
    assertThat(result.settlements()).isEmpty();
    assertThat(result.reason()).isEqualTo("its settlement did not land");
    assertThat(bench.awards).hasSize(2);
    assertThat(bench.transcripts.read(5).orElseThrow().complete()).isTrue();
  }

  @Test
  void aNodeThatIsDownPassesNobodyOver() {
    AuctionBench bench =
        new AuctionBench(
            Scene.config(),
            List.of(
                FakeSolver.offering("a", sellsWeth(1, 1_995)),
                FakeSolver.offering("b", sellsWeth(1, 1_990))));
    bench.chain.unavailable = 2;
    bench.run();
    assertThat(bench.awarded()).containsExactly("0 a");

    AuctionBench down =
        new AuctionBench(Scene.config(), List.of(FakeSolver.offering("a", sellsWeth(1, 1_995))));
    down.chain.unavailable = 3;
    assertThat(down.run().reason()).contains("down");
    assertThat(down.lines(TranscriptLine.Cut.class)).hasSize(1);
    assertThat(down.awards).isEmpty();
  }
}
