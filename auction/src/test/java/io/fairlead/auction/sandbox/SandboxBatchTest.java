package io.fairlead.auction.sandbox;

import static io.fairlead.auction.Scene.matches;
import static io.fairlead.auction.Scene.sellsWeth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.auction.Scene;
import io.fairlead.auction.engine.EngineJson;
import io.fairlead.auction.engine.EngineResponse;
import io.fairlead.auction.engine.RefusedSolution;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.json.Json;
import io.fairlead.auction.replay.ExecutionCheck;
import io.fairlead.auction.replay.ReplayException;
import io.fairlead.auction.run.AuctionBench;
import io.fairlead.auction.sandbox.Trial.Ruling;
import io.fairlead.auction.transcript.RunningHash;
import io.fairlead.auction.transcript.TranscriptJson;
import io.fairlead.auction.transcript.TranscriptLine;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SandboxBatchTest {
  private static final ExecutionCheck CHECK =
      (request, solution) ->
          solution.prices().getOrDefault(Scene.WETH, BigInteger.ZERO).equals(Scene.usd(9_999))
              ? new ExecutionCheck.Verdict.Reverts("interactions[0]: pool 1 gives less")
              : new ExecutionCheck.Verdict.Executes();

  private final List<String> lines =
      lines(
          AuctionBench.offering(
              Map.of(
                  "a", List.of(sellsWeth(1, 1_950)),
                  "b", List.of(sellsWeth(7, 1_940), matches(8, 1_960, 2)))));
  private final SandboxBatch batch = SandboxBatch.read(lines, CHECK);

  private static List<String> lines(AuctionBench bench) {
    bench.run();
    return bench.lines();
  }

  private Trial trial(Solution... solutions) {
    return batch.judge(
        Scene.address("mine"), new EngineResponse.Solutions(List.of(solutions), List.of()));
  }

  private List<TranscriptLine.Winner> won() {
    for (String line : lines) {
      if (TranscriptJson.read(line) instanceof TranscriptLine.Election election) {
        return election.winners();
      }
    }
    throw new AssertionError("no election");
  }

  @Test
  void theSummaryIsTheTranscripts() {
    BigInteger score =
        won().stream().map(TranscriptLine.Winner::score).reduce(BigInteger.ZERO, BigInteger::add);
    assertThat(batch.summary())
        .isEqualTo(new BatchSummary(5, RunningHash.of(lines).value(), 3, 2, score));
    assertThat(score).isPositive();
  }

  @Test
  void theRecordedWinnersAnswerDoesNotBeatItselfAndItsScoreIsWhatWon() {
    Trial trial = trial(matches(8, 1_960, 2));
    assertThat(trial.recordedTotal()).isEqualTo(batch.summary().score());
    assertThat(trial.total()).isEqualTo(trial.recordedTotal());
    assertThat(trial.reference()).isEqualTo(trial.recordedTotal());
    assertThat(trial.solutions())
        .singleElement()
        .isInstanceOfSatisfying(
            Ruling.Admitted.class,
            one -> {
              assertThat(one.score()).isEqualTo(won().getFirst().score());
              assertThat(one.difference()).isZero();
              assertThat(one.fair()).isTrue();
            });
  }

  @Test
  void aBetterAnswerWinsAndIsMeasuredByWhatWonWithoutIt() {
    Trial trial = trial(matches(1, 1_970, 6));
    Ruling.Admitted one = (Ruling.Admitted) trial.solutions().getFirst();
    assertThat(one.wins()).isTrue();
    assertThat(one.rank()).isEqualTo(1);
    assertThat(one.difference()).isPositive().isEqualTo(one.score().subtract(trial.reference()));
    assertThat(trial.exact()).isTrue();
    assertThat(trial.winners())
        .singleElement()
        .isEqualTo(new Trial.Winner("sandbox", 1, true, one.score()));
  }

  @Test
  void aWorseOneIsRankedBehindAndOneThatShortsAPairIsFiltered() {
    Trial trial = trial(sellsWeth(2, 1_945), matches(3, 1_910, 2));
    Ruling.Admitted plain = (Ruling.Admitted) trial.solutions().get(0);
    assertThat(plain.wins()).isFalse();
    assertThat(plain.rank()).isEqualTo(3);
    assertThat(plain.difference()).isNegative();
    Ruling.Admitted several = (Ruling.Admitted) trial.solutions().get(1);
    assertThat(several.fair()).isFalse();
    assertThat(several.rank()).isNull();
    assertThat(several.wins()).isFalse();
    assertThat(trial.reference()).isEqualTo(trial.total());
  }

  @Test
  void whatIsRefusedIsNamedWithTheItemAtFault() {
    Trial trial =
        batch.judge(
            Scene.address("mine"),
            new EngineResponse.Solutions(
                List.of(sellsWeth(1, 9_999), sellsWeth(2, 1_800)),
                List.of(new RefusedSolution(3, "$.solutions[2].wrappers: not supported"))));
    assertThat(trial.solutions().get(0))
        .isEqualTo(
            new Ruling.Refused(
                1, "reverts", "interactions[0]: pool 1 gives less", "interactions[0]", null));
    assertThat(trial.solutions().get(1))
        .isInstanceOfSatisfying(
            Ruling.Refused.class,
            refused -> {
              assertThat(refused.code()).isEqualTo("limitNotMet");
              assertThat(refused.item()).startsWith("trades[0]");
            });
    assertThat(trial.solutions().get(2))
        .isEqualTo(
            new Ruling.Refused(
                3,
                "unsupported",
                "$.solutions[2].wrappers: not supported",
                "$.solutions[2].wrappers",
                null));
    assertThat(trial.winners()).noneMatch(Trial.Winner::tried);
  }

  @Test
  void tryingChangesNothing() {
    Trial first = trial(matches(1, 1_970, 6));
    trial(sellsWeth(1, 1_800));
    assertThat(trial(matches(1, 1_970, 6))).isEqualTo(first);
    assertThat(trial().solutions()).isEmpty();
    assertThat(trial().total()).isEqualTo(batch.summary().score());
  }

  @Test
  void theAuctionIsOneAnEngineCanRead() {
    byte[] body = EngineJson.writeRequest(batch.request(Instant.ofEpochSecond(9)));
    assertThat(EngineJson.readRequest(body)).isEqualTo(batch.request(Instant.ofEpochSecond(9)));
  }

  @Test
  void aBatchThatHasNotEndedIsNotThere() {
    for (List<String> cut : List.of(List.<String>of(), lines.subList(0, lines.size() - 1))) {
      assertThatThrownBy(() -> SandboxBatch.read(cut, CHECK))
          .isInstanceOf(ReplayException.class)
          .hasMessage("the batch has not ended");
    }
  }

  @Test
  void whatIsSaidHasItsPublishedForm() {
    assertThat(Json.canonical(SandboxJson.trial(5, trial(sellsWeth(2, 1_800)))))
        .contains("\"batch\":\"5\"", "\"verdict\":\"refused\"", "\"code\":\"limitNotMet\"");
    assertThat(Json.canonical(SandboxJson.batches(List.of(batch.summary()))))
        .contains("\"hash\":\"" + batch.summary().hash() + "\"", "\"orders\":3", "\"solvers\":2");
    assertThat(Json.canonical(SandboxJson.error("malformed", "$.solutions", "missing")))
        .isEqualTo(
            "{\"error\":{\"code\":\"malformed\",\"field\":\"$.solutions\",\"message\":\"missing\"}}");
  }
}
