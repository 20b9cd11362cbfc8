package io.fairlead.auction.replay;

import static io.fairlead.auction.Scene.matches;
import static io.fairlead.auction.Scene.sellsWeth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.auction.CertifiedScene;
import io.fairlead.auction.Scene;
import io.fairlead.auction.engine.Order;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.exact.Rational;
import io.fairlead.auction.replay.Replay.TriedAnswer;
import io.fairlead.auction.replay.ReplayRules.Kind;
import io.fairlead.auction.replay.ReplayedAuction.Tried;
import io.fairlead.auction.run.AuctionBench;
import io.fairlead.auction.run.SolverPort.Answer;
import io.fairlead.auction.settle.RejectionReason;
import io.fairlead.auction.transcript.JudgedSolution;
import io.fairlead.auction.transcript.TranscriptJson;
import io.fairlead.auction.transcript.TranscriptLine;
import io.fairlead.auction.transcript.TranscriptLine.BidLine;
import io.fairlead.auction.winner.AwardRules;
import io.fairlead.auction.winner.SelectionRule;
import io.fairlead.auction.winner.Standings;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ReplayTest {
  /** Pools in this scene give some 1,990 dollars for a WETH at most. */
  private static final ExecutionCheck CHECK =
      (request, solution) ->
          solution.prices().getOrDefault(Scene.WETH, BigInteger.ZERO).equals(Scene.usd(9_999))
              ? new ExecutionCheck.Verdict.Reverts("pool 1 gives less")
              : new ExecutionCheck.Verdict.Executes();

  private List<String> lines = List.of();
  private RecordedAuction auction = recorded(Map.of());

  @BeforeEach
  void hold() {
    auction =
        recorded(
            Map.of(
                "a", List.of(sellsWeth(1, 1_950)),
                "b", List.of(sellsWeth(7, 1_940), matches(8, 1_960, 2))));
  }

  private RecordedAuction recorded(Map<String, List<io.fairlead.auction.engine.Solution>> offers) {
    AuctionBench bench = AuctionBench.offering(offers);
    bench.run();
    lines = bench.lines();
    return RecordedAuction.read(lines);
  }

  @Test
  void theSameRulesFindTheSameWinnerAndWhatLandedIsItsScore() {
    ReplayedAuction again = new Replay(ReplayRules.single(), CHECK).replay(auction);
    assertThat(again.batch()).isEqualTo(5);
    assertThat(again.orders()).isEqualTo(3);
    assertThat(again.replayed())
        .singleElement()
        .satisfies(won -> {
          assertThat(won.solver()).isEqualTo("b");
          assertThat(won.id()).isEqualTo(8);
          assertThat(won.tried()).isFalse();
        });
    assertThat(again.replayedTotal()).isEqualTo(again.recordedTotal());
    assertThat(again.landed()).isEqualTo(again.recordedTotal());
  }

  @Test
  void whatWasAskedIsRebuilt() {
    SolveRequest request = auction.request(Instant.EPOCH);
    assertThat(request.id()).isEqualTo("5");
    assertThat(request.orders()).hasSize(3);
    assertThat(request.orders()).extracting(Order::uid).contains(Scene.uid(Scene.SELL_WETH));
    assertThat(request.liquidity()).isEqualTo(Scene.pools());
    assertThat(request.tokens()).containsKey(Scene.USD);
  }

  @Test
  void aBetterSolverWouldHaveWon() {
    ReplayedAuction again = replay(new Answer.Solutions(List.of(matches(1, 1_970, 6))));
    assertThat(again.replayed())
        .singleElement()
        .satisfies(won -> {
          assertThat(won.tried()).isTrue();
          assertThat(won.solver()).isEqualTo("mine");
        });
    assertThat(again.replayedTotal()).isGreaterThan(again.recordedTotal());
    assertThat(again.tried())
        .singleElement()
        .isEqualTo(new Tried.Valid(1, again.replayedTotal(), null, true, true));
  }

  @Test
  void aWorseOneWouldNotAndTheReasonIsSaid() {
    ReplayedAuction again =
        replay(
            new Answer.Solutions(
                List.of(
                    sellsWeth(1, 1_930),
                    CertifiedScene.sellsWeth(2, 1_935),
                    sellsWeth(3, 9_999),
                    sellsWeth(4, 1_800))));
    assertThat(again.replayed()).isEqualTo(again.recorded());
    assertThat(again.tried().get(0))
        .isInstanceOfSatisfying(Tried.Valid.class, valid -> assertThat(valid.won()).isFalse());
    assertThat(again.tried().get(1))
        .isInstanceOfSatisfying(
            Tried.Valid.class, valid -> assertThat(valid.gapBps()).isPositive());
    assertThat(again.tried().get(2)).isEqualTo(new Tried.Reverts(3, "pool 1 gives less"));
    assertThat(again.tried().get(3))
        .isInstanceOfSatisfying(
            Tried.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(RejectionReason.LIMIT_NOT_MET));
    assertThat(replay(new Answer.Failed("no connection")).failure()).isEqualTo("no connection");
    assertThat(replay(new Answer.TimedOut()).failure()).isEqualTo("no answer in time");
  }

  @Test
  void aTriedSolverOfARecordedNameIsNotTakenForIt() {
    ReplayedAuction again =
        new Replay(new ReplayRules(Kind.COMBINATORIAL, 3, new TreeSet<>()), CHECK)
            .replay(
                auction,
                new TriedAnswer(
                    "b",
                    Scene.address("mine"),
                    new Answer.Solutions(List.of(matches(8, 1_970, 6)))));
    assertThat(again.replayed()).anySatisfy(won -> assertThat(won.tried()).isTrue());
  }

  @Test
  void otherRulesGiveUsersMoreOrLess() {
    // One fills Alice's, the other Carol's: together more than each.
    auction =
        recorded(
            Map.of(
                "a",
                List.of(sellsWeth(1, 1_950)),
                "b",
                List.of(CertifiedScene.sellsWeth(2, 1_940))));
    Rational one = total(new ReplayRules(Kind.COMBINATORIAL, 1, new TreeSet<>()));
    assertThat(total(ReplayRules.single())).isEqualTo(one);
    assertThat(total(new ReplayRules(Kind.COMBINATORIAL, 5, new TreeSet<>())))
        .isGreaterThanOrEqualTo(one);
    assertThat(total(new ReplayRules(Kind.SINGLE, 1, new TreeSet<>(Set.of("a"))))).isLessThan(one);
    assertThat(total(new ReplayRules(Kind.SINGLE, 1, new TreeSet<>(Set.of("a", "b")))))
        .isEqualTo(Rational.ZERO);
  }

  @Test
  void theTranscriptsOwnRulesHoldUnlessOthersAreGiven() {
    TranscriptLine.Rules held = auction.rules();
    ReplayedAuction again = new Replay(ReplayRules.recorded(), CHECK).replay(auction);
    List<String> won = new ArrayList<>();
    for (String line : lines) {
      if (TranscriptJson.read(line) instanceof TranscriptLine.Election election) {
        election.winners().forEach(one -> won.add(one.solution().toString()));
      }
    }
    assertThat(again.replayed())
        .extracting(one -> new TranscriptLine.SolutionRef(one.solver(), one.id()).toString())
        .containsExactlyElementsOf(won);
    for (int winners : List.of(1, 5)) {
      AwardRules other =
          new AwardRules(
              SelectionRule.of(winners),
              held.rules().maxFallbacks(),
              held.rules().maxFailedSimulations(),
              held.rules().rewards(),
              held.rules().standing());
      auction = ruledBy(new TranscriptLine.Rules(other, Standings.FULL));
      assertThat(total(ReplayRules.recorded()))
          .isEqualTo(total(new ReplayRules(Kind.COMBINATORIAL, winners, new TreeSet<>())));
    }
    assertThatThrownBy(() -> new ReplayRules(Kind.RECORDED, 2, new TreeSet<>()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatWasRefusedForItsSealStaysOutThoughItCouldBeSettled() {
    for (RejectionReason reason :
        List.of(RejectionReason.NOT_COMMITTED, RejectionReason.WRONG_SCORE)) {
      List<BidLine> bids = new ArrayList<>();
      for (BidLine bid : auction.bids()) {
        List<JudgedSolution> solutions = new ArrayList<>();
        for (JudgedSolution one : bid.solutions()) {
          JudgedSolution.Valid valid = (JudgedSolution.Valid) one;
          solutions.add(
              bid.solver().equals("b")
                  ? new JudgedSolution.Rejected(valid.solution(), valid.seal(), reason, "")
                  : valid);
        }
        bids.add(
            new BidLine(
                bid.solver(), bid.account(), bid.answer(), bid.message(), List.of(), solutions));
      }
      RecordedAuction unsealed =
          new RecordedAuction(
              auction.header(),
              auction.entries(),
              auction.pools(),
              bids,
              auction.failures(),
              auction.landed(),
              auction.rules());
      assertThat(new Replay(ReplayRules.single(), CHECK).replay(unsealed).replayed())
          .singleElement()
          .satisfies(won -> assertThat(won.solver()).isEqualTo("a"));
    }
  }

  private RecordedAuction ruledBy(TranscriptLine.Rules rules) {
    return new RecordedAuction(
        auction.header(),
        auction.entries(),
        auction.pools(),
        auction.bids(),
        auction.failures(),
        auction.landed(),
        rules);
  }

  @Test
  void whatIsNoTranscriptIsNamedByItsLine() {
    List<String> broken = new ArrayList<>(lines);
    broken.set(2, "{\"type\":\"song\"}");
    assertThatThrownBy(() -> RecordedAuction.read(broken))
        .isInstanceOf(ReplayException.class)
        .hasMessage("line 3: $.type: unknown type of line");
    assertThatThrownBy(() -> RecordedAuction.read(List.of()))
        .isInstanceOf(ReplayException.class)
        .hasMessage("there is no header line");
  }

  private Rational total(ReplayRules rules) {
    return new Replay(rules, CHECK).replay(auction).replayedTotal();
  }

  private ReplayedAuction replay(Answer answer) {
    return new Replay(ReplayRules.single(), CHECK)
        .replay(auction, new TriedAnswer("mine", Scene.address("mine"), answer));
  }
}
