package io.fairlead.auction.run;

import static io.fairlead.auction.Scene.matches;
import static io.fairlead.auction.Scene.sellsWeth;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.Scene;
import io.fairlead.auction.engine.EngineNotification;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.seal.CommitMode;
import io.fairlead.auction.seal.Opening;
import io.fairlead.auction.seal.Seal;
import io.fairlead.auction.transcript.JudgedSolution;
import io.fairlead.auction.transcript.RunningHash;
import io.fairlead.auction.transcript.TranscriptJson;
import io.fairlead.auction.transcript.TranscriptLine;
import io.fairlead.auction.transcript.TranscriptLine.BidLine;
import io.fairlead.auction.transcript.TranscriptLine.CommitmentsLine;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class SealedAuctionTest {
  @Test
  void aSealedBidWinsLikeAnyOther() {
    SealingSolver own = new SealingSolver("own", matches(1, 1_960, 6), sellsWeth(2, 1_950));
    FakeSolver plain = FakeSolver.offering("plain", sellsWeth(1, 1_940));
    AuctionBench bench = new AuctionBench(Scene.config(), List.of(own, plain));
    assertThat(((AuctionResult.Settled) bench.run()).solver()).isEqualTo("own");
    CommitmentsLine line = only(bench, CommitmentsLine.class);
    assertThat(line.solvers())
        .extracting(TranscriptLine.Committed::by)
        .containsExactly(CommitMode.SOLVER, CommitMode.PORT);
    assertThat(line.solvers().getFirst().commitments())
        .containsExactlyElementsOf(own.commitments.stream().sorted().toList());
    assertThat(line.solvers().getLast().commitments()).hasSize(1);
    for (BidLine bid : all(bench, BidLine.class)) {
      assertThat(bid.unopened()).isEmpty();
      assertThat(bid.solutions()).allMatch(JudgedSolution.Valid.class::isInstance);
    }
  }

  @Test
  void everythingIsCommittedToBeforeAnythingIsOpened() {
    SealingSolver own = new SealingSolver("own", sellsWeth(1, 1_950));
    AuctionBench bench = new AuctionBench(Scene.config(), List.of(own));
    List<List<String>> storedWhenOpened = new ArrayList<>();
    own.opens =
        sealed -> {
          storedWhenOpened.add(bench.lines());
          return sealed;
        };
    bench.run();
    List<String> before = storedWhenOpened.getFirst();
    assertThat(TranscriptJson.read(before.getLast())).isInstanceOf(CommitmentsLine.class);
    assertThat(bench.lines().subList(0, before.size())).isEqualTo(before);
    assertThat(own.closed).containsExactly(RunningHash.of(before).value());
  }

  @Test
  void aBidWithoutCommitmentIsRefusedEvenTheHouses() {
    // The operator's own solver has seen the others' openings and comes up with something better.
    SealingSolver house = new SealingSolver("house");
    house.commits = none -> List.of(Scene.word("a commitment to nothing it can open"));
    Opening late = new Opening(matches(1, 1_960, 6), new Seal(Scene.word("salt"), BigInteger.TEN));
    house.opens = sealed -> List.of(late);
    AuctionBench bench =
        new AuctionBench(
            Scene.config(), List.of(house, FakeSolver.offering("a", sellsWeth(1, 1_940))));
    assertThat(((AuctionResult.Settled) bench.run()).solver()).isEqualTo("a");
    assertRefused(bench, "house", "notCommitted");
    assertThat(all(bench, BidLine.class).get(1).unopened()).hasSize(1);
    assertThat(house.messages())
        .anyMatch(message -> message.startsWith("notCommitted: "))
        .anyMatch(message -> message.startsWith("notOpened: "));
  }

  @Test
  void aCommitmentIsToThisSolutionScoreSaltAndSolver() {
    assertNotCommitted(opening -> new Opening(sellsWeth(1, 1_951), opening.seal()));
    assertNotCommitted(opening -> new Opening(sellsWeth(2, 1_950), opening.seal()));
    assertNotCommitted(opening ->
        new Opening(
            opening.solution(),
            new Seal(opening.seal().salt(), score(opening).add(BigInteger.ONE))));
    assertNotCommitted(
        opening -> new Opening(opening.solution(), new Seal(opening.seal().salt(), null)));
    assertNotCommitted(opening ->
        new Opening(opening.solution(), new Seal(Scene.word("other"), opening.seal().score())));
  }

  private static void assertNotCommitted(UnaryOperator<Opening> change) {
    SealingSolver own = new SealingSolver("own", sellsWeth(1, 1_950));
    own.opens = sealed -> sealed.stream().map(change).toList();
    AuctionBench bench = new AuctionBench(Scene.config(), List.of(own));
    assertThat(bench.run()).isInstanceOf(AuctionResult.Unsettled.class);
    assertRefused(bench, "own", "notCommitted");
  }

  @Test
  void aCopiedCommitmentIsWorthless() {
    SealingSolver own = new SealingSolver("a", sellsWeth(1, 1_950));
    SealingSolver thief = new SealingSolver("b");
    // The worst case: it sees the commitment in time and all that opens it afterwards.
    thief.commits = none -> own.commitments;
    thief.opens = none -> own.sealed;
    SolverPort slowThief = new Delayed(thief);
    AuctionBench bench = new AuctionBench(Scene.config(), List.of(own, slowThief));
    assertThat(((AuctionResult.Settled) bench.run()).solver()).isEqualTo("a");
    assertThat(thief.heard).isNotEmpty();
    assertRefused(bench, "b", "notCommitted");
  }

  /** Commits after the others. */
  private record Delayed(SealingSolver solver) implements SolverPort {
    @Override
    public String name() {
      return solver.name();
    }

    @Override
    public Address account() {
      return solver.account();
    }

    @Override
    public Answer solve(SolveRequest request, Duration timeout) {
      return solver.solve(request, timeout);
    }

    @Override
    public Pledge commit(SolveRequest request, Bytes32 auction, Duration timeout) {
      pause(300);
      return solver.commit(request, auction, timeout);
    }

    @Override
    public Reveal open(String auctionId, Bytes32 closed, Duration timeout) {
      return solver.open(auctionId, closed, timeout);
    }

    @Override
    public void notify(EngineNotification notification) {
      solver.notify(notification);
    }
  }

  @Test
  void aWrongScoreIsRefused() {
    SealingSolver own = new SealingSolver("own", sellsWeth(1, 1_950));
    SealingSolver lies =
        new SealingSolver("lies", sellsWeth(1, 1_960)) {
          @Override
          List<Opening> seals(List<Opening> honest) {
            return honest.stream()
                .map(opening ->
                    new Opening(
                        opening.solution(),
                        new Seal(opening.seal().salt(), score(opening).multiply(BigInteger.TWO))))
                .toList();
          }
        };
    AuctionBench bench = new AuctionBench(Scene.config(), List.of(own, lies));
    assertThat(((AuctionResult.Settled) bench.run()).solver()).isEqualTo("own");
    assertRefused(bench, "lies", "wrongScore");
    assertThat(lies.messages())
        .containsExactly(
            "wrongScore: score: 60000000000000000 wei was committed to, it is 30000000000000000 wei");
  }

  @Test
  void whoCommitsAndDoesNotOpenIsRecorded() {
    SealingSolver silent = new SealingSolver("silent", sellsWeth(1, 1_950), sellsWeth(2, 1_940));
    silent.opens = sealed -> List.of(sealed.getLast());
    AuctionBench bench = new AuctionBench(Scene.config(), List.of(silent));
    bench.run();
    BidLine bid = only(bench, BidLine.class);
    assertThat(bid.unopened()).containsExactly(silent.commitments.getFirst());
    assertThat(bid.solutions()).hasSize(1);
    assertThat(bench.events(AuctionEvent.NotOpened.class)).hasSize(1);
  }

  @Test
  void whoOpensTooLateIsOutAndTimeIsBounded() {
    SealingSolver slow = new SealingSolver("slow", sellsWeth(1, 1_960));
    slow.opens =
        sealed -> {
          pause(60_000);
          return sealed;
        };
    AuctionBench bench =
        new AuctionBench(
            Scene.config(), List.of(slow, FakeSolver.offering("a", sellsWeth(1, 1_950))));
    long start = System.nanoTime();
    assertThat(((AuctionResult.Settled) bench.run()).solver()).isEqualTo("a");
    // The solver would take a minute; solving and opening have three seconds.
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    assertThat(slow.messages()).contains("the commitments were not opened in time");
    BidLine bid = all(bench, BidLine.class).getLast();
    assertThat(bid.answer()).isEqualTo(TranscriptLine.AnswerKind.TIMED_OUT);
    assertThat(bid.unopened()).hasSize(1);
  }

  @Test
  void floodsOfCommitmentsAndSolutionsAreRefusedWhole() {
    SealingSolver flood = new SealingSolver("flood", sellsWeth(1, 1_950));
    flood.commits =
        one -> {
          List<Bytes32> many = new ArrayList<>(one);
          for (int i = 0; i < 20; i++) {
            many.add(Scene.word("flood " + i));
          }
          return many;
        };
    SealingSolver twice = new SealingSolver("twice", sellsWeth(1, 1_950));
    twice.commits = one -> List.of(one.getFirst(), one.getFirst());
    SealingSolver opens = new SealingSolver("opens", sellsWeth(1, 1_950));
    opens.opens = sealed -> Collections.nCopies(21, sealed.getFirst());
    FakeSolver plain =
        new FakeSolver(
            "plain",
            request ->
                new SolverPort.Answer.Solutions(Collections.nCopies(21, sellsWeth(1, 1_950))));
    AuctionBench bench = new AuctionBench(Scene.config(), List.of(flood, twice, opens, plain));
    assertThat(bench.run()).isInstanceOf(AuctionResult.Unsettled.class);
    assertThat(all(bench, BidLine.class))
        .extracting(BidLine::message)
        .containsExactly(
            "commitments: more than 20",
            "solutions: more than 20",
            "solutions: more than 20",
            "commitments: one occurs twice");
  }

  private static void assertRefused(AuctionBench bench, String solver, String reason) {
    assertThat(
            all(bench, BidLine.class).stream()
                .filter(bid -> bid.solver().equals(solver))
                .flatMap(bid -> bid.solutions().stream())
                .map(judged -> ((JudgedSolution.Rejected) judged).reason().text()))
        .containsExactly(reason);
  }

  private static BigInteger score(Opening opening) {
    return Objects.requireNonNull(opening.seal().score());
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static <T extends TranscriptLine> T only(AuctionBench bench, Class<T> type) {
    assertThat(all(bench, type)).hasSize(1);
    return all(bench, type).getFirst();
  }

  private static <T extends TranscriptLine> List<T> all(AuctionBench bench, Class<T> type) {
    return bench.lines().stream()
        .map(TranscriptJson::read)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }
}
