package io.fairlead.relay.solvers.dialout;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.dialout.FaultCode;
import io.fairlead.auction.dialout.NodeMessage;
import io.fairlead.auction.dialout.SolverMessage;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.run.SolverPort.Answer;
import io.fairlead.auction.run.SolverPort.Pledge;
import io.fairlead.auction.run.SolverPort.Reveal;
import io.fairlead.auction.seal.Opening;
import io.fairlead.auction.seal.Seal;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Bids of solvers that dial in are sealed and opened. */
final class SealedDialOutTest extends GateFixture {
  @Test
  void bidsAreSealedAndOpened() {
    Bytes32 auction = word("auction");
    Bytes32 closed = word("closed");
    List<Bytes32> commitments = List.of(word("one"), word("two"));
    Opening opening =
        new Opening(
            new Solution(1, new TreeMap<>(), List.of(), List.of(), 5),
            new Seal(word("salt"), BigInteger.TEN));
    try (RawSolver mine = new RawSolver(client, uri).login("mine", KEY)) {
      CompletableFuture<Pledge> pledge =
          CompletableFuture.supplyAsync(
              () -> solver.commit(request("7", 1), auction, LONG), threads);
      NodeMessage.Solve solve = mine.next(NodeMessage.Solve.class);
      assertThat(solve.auction()).isEqualTo(auction);
      mine.say(new SolverMessage.Open(solve.request(), List.of(opening)));
      assertThat(mine.next(NodeMessage.Fault.class).code()).isEqualTo(FaultCode.UNEXPECTED);
      mine.say(new SolverMessage.Commit(solve.request(), commitments));
      assertThat(pledge.join()).isEqualTo(new Pledge.Sealed(commitments));

      CompletableFuture<Reveal> reveal =
          CompletableFuture.supplyAsync(() -> solver.open("7", closed, LONG), threads);
      NodeMessage.Reveal asked = mine.next(NodeMessage.Reveal.class);
      assertThat(asked.auctionId()).isEqualTo("7");
      assertThat(asked.closed()).isEqualTo(closed);
      // A commitment now would be one made with the others' in sight.
      mine.say(new SolverMessage.Commit(asked.request(), commitments));
      assertThat(mine.next(NodeMessage.Fault.class).field()).isEqualTo("$.type");
      mine.say(new SolverMessage.Open(asked.request(), List.of(opening)));
      assertThat(reveal.join()).isEqualTo(new Reveal.Openings(List.of(opening), List.of()));
    }
  }

  @Test
  void oneWhoAnswersAtOnceInASealedAuctionIsTakenAtItsWord() {
    try (RawSolver mine = new RawSolver(client, uri).login("mine", KEY)) {
      CompletableFuture<Pledge> pledge =
          CompletableFuture.supplyAsync(
              () -> solver.commit(request("7", 1), word("auction"), LONG), threads);
      mine.answerNothing(mine.next(NodeMessage.Solve.class).request());
      assertThat(pledge.join()).isEqualTo(new Pledge.Plain(new Answer.Solutions(List.of())));
      // Where solutions are wanted at once, nothing can be sealed.
      CompletableFuture<Answer> answer = ask(request("8", 1));
      long number = mine.next(NodeMessage.Solve.class).request();
      mine.say(new SolverMessage.Commit(number, List.of()));
      assertThat(mine.next(NodeMessage.Fault.class).code()).isEqualTo(FaultCode.UNEXPECTED);
      mine.answerNothing(number);
      answer.join();
    }
  }

  @Test
  void oneWhoComesBackAfterTheCutOffStillOpens() {
    CompletableFuture<Reveal> reveal;
    try (RawSolver mine = new RawSolver(client, uri).login("mine", KEY)) {
      reveal = CompletableFuture.supplyAsync(() -> solver.open("7", word("closed"), LONG), threads);
      mine.next(NodeMessage.Reveal.class);
    }
    try (RawSolver mine = new RawSolver(client, uri).login("mine", KEY)) {
      mine.say(new SolverMessage.Open(mine.next(NodeMessage.Reveal.class).request(), List.of()));
      assertThat(reveal.join()).isEqualTo(new Reveal.Openings(List.of(), List.of()));
    }
  }
}
