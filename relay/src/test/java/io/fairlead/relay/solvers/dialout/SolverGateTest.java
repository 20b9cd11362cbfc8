package io.fairlead.relay.solvers.dialout;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.dialout.Challenge;
import io.fairlead.auction.dialout.FaultCode;
import io.fairlead.auction.dialout.NodeMessage;
import io.fairlead.auction.dialout.NodeMessage.Content;
import io.fairlead.auction.dialout.SolverMessage;
import io.fairlead.auction.engine.EngineNotification;
import io.fairlead.auction.engine.EngineResponse;
import io.fairlead.auction.engine.NotificationKind;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.engine.delta.RequestState;
import io.fairlead.auction.run.SolverPort.Answer;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

final class SolverGateTest extends GateFixture {
  @Test
  void aSolverLogsInIsAskedAndAnswers() {
    try (RawSolver mine = new RawSolver(client, uri).login("mine", KEY)) {
      CompletableFuture<Answer> answer = ask(request("7", 1));
      NodeMessage.Solve solve = mine.next(NodeMessage.Solve.class);
      assertThat(solve.leftMillis()).isBetween(10_000L, 20_000L);
      assertThat(state(solve).text()).isEqualTo(RequestState.of(request("7", 1)).text());
      mine.answerNothing(solve.request());
      assertThat(answer.join()).isEqualTo(new Answer.Solutions(List.of()));

      solver.notify(new EngineNotification(7, 1L, NotificationKind.OUTBID, "score 1 wei"));
      assertThat(mine.next(NodeMessage.Notify.class).notification().kind())
          .isEqualTo(NotificationKind.OUTBID);
    }
  }

  @Test
  void oneWhoComesBackInTheMiddleOfAnAuctionIsAskedAgain() {
    CompletableFuture<Answer> answer;
    NodeMessage.Solve first;
    try (RawSolver mine = new RawSolver(client, uri).login("mine", KEY)) {
      answer = ask(request("7", 1));
      first = mine.next(NodeMessage.Solve.class);
    }
    try (RawSolver mine = new RawSolver(client, uri).login("mine", KEY)) {
      NodeMessage.Solve again = mine.next(NodeMessage.Solve.class);
      assertThat(again.request()).isEqualTo(first.request());
      assertThat(again.leftMillis()).isLessThanOrEqualTo(first.leftMillis());
      assertThat(again.content()).isInstanceOf(Content.Whole.class);
      mine.answerNothing(again.request());
      assertThat(answer.join()).isEqualTo(new Answer.Solutions(List.of()));
    }
  }

  @Test
  void oneWhoDoesNotComeBackIsNotWaitedFor() {
    assertThat(solver.solve(request("7", 1), LONG)).isEqualTo(new Answer.Failed("not connected"));
    CompletableFuture<Answer> answer;
    try (RawSolver mine = new RawSolver(client, uri).login("mine", KEY)) {
      answer = ask(request("8", 1));
      mine.next(NodeMessage.Solve.class);
    }
    // Well before the request's own twenty seconds.
    assertThat(answer.orTimeout(10, TimeUnit.SECONDS).join())
        .isEqualTo(new Answer.Failed("not connected"));
  }

  @Test
  void whatASolverHasIsNotSentAgain() {
    try (RawSolver mine = new RawSolver(client, uri).login("mine", KEY)) {
      RequestState held = state(answered(mine, request("7", 1)));
      keep(mine, held.hash());
      NodeMessage.Solve second = answered(mine, request("8", 2));
      Content.Changed changed = (Content.Changed) second.content();
      RequestState next = changed.delta().apply(held).orElseThrow();
      assertThat(next.text()).isEqualTo(RequestState.of(request("8", 2)).text());
      assertThat(solver.traffic().figures().changed()).isEqualTo(1);
      assertThat(solver.traffic().figures().savedBytes())
          .isGreaterThan(10 * solver.traffic().figures().changedBytes());

      // It asks for it whole after all, once.
      CompletableFuture<Answer> answer = ask(request("9", 3));
      NodeMessage.Solve third = mine.next(NodeMessage.Solve.class);
      assertThat(third.content()).isInstanceOf(Content.Changed.class);
      mine.say(new SolverMessage.Whole(third.request()));
      NodeMessage.Solve whole = mine.next(NodeMessage.Solve.class);
      assertThat(whole.request()).isEqualTo(third.request());
      assertThat(state(whole).text()).isEqualTo(RequestState.of(request("9", 3)).text());
      mine.say(new SolverMessage.Whole(third.request()));
      NodeMessage.Fault fault = mine.next(NodeMessage.Fault.class);
      assertThat(fault.code()).isEqualTo(FaultCode.UNEXPECTED);
      assertThat(fault.field()).isEqualTo("$.request");
      mine.answerNothing(third.request());
      answer.join();

      // A state nobody sent is no base.
      keep(mine, word("invented"));
      assertThat(answered(mine, request("10", 4)).content()).isInstanceOf(Content.Whole.class);
    }
  }

  @Test
  void aQuoteComesAsAChangeAndIsNotKept() {
    try (RawSolver mine = new RawSolver(client, uri).login("mine", KEY)) {
      keep(mine, state(answered(mine, request("7", 1))).hash());
      SolveRequest quote =
          new SolveRequest(
              null, new TreeMap<>(), List.of(), pools(1), BigInteger.ONE, Instant.EPOCH);
      NodeMessage.Solve solve = answered(mine, quote);
      assertThat(solve.keep()).isFalse();
      assertThat(solve.content()).isInstanceOf(Content.Changed.class);
    }
  }

  @Test
  void aFaultyAnswerEndsItsRequestAndNamesTheField() {
    try (RawSolver mine = new RawSolver(client, uri).login("mine", KEY)) {
      CompletableFuture<Answer> answer = ask(request("7", 1));
      long number = mine.next(NodeMessage.Solve.class).request();
      mine.say("{\"type\":\"answer\",\"request\":" + number + ",\"answer\":{\"solutions\":[7]}}");
      NodeMessage.Fault fault = mine.next(NodeMessage.Fault.class);
      assertThat(fault.code()).isEqualTo(FaultCode.MALFORMED);
      assertThat(fault.field()).isEqualTo("$.answer.solutions[0]");
      assertThat(fault.request()).isEqualTo(number);
      assertThat(answer.join())
          .isEqualTo(
              new Answer.Failed("not in the format: $.answer.solutions[0]: must be an object"));
      // Too late, and somebody's invention.
      mine.answerNothing(number);
      assertThat(mine.next(NodeMessage.Fault.class).code()).isEqualTo(FaultCode.LATE);
      mine.answerNothing(999);
      assertThat(mine.next(NodeMessage.Fault.class).code()).isEqualTo(FaultCode.LATE);
    }
  }

  @Test
  void oneWhoDeclinesSaysWhy() {
    try (RawSolver mine = new RawSolver(client, uri).login("mine", KEY)) {
      CompletableFuture<Answer> answer = ask(request("7", 1));
      mine.say(
          new SolverMessage.Answer(
              mine.next(NodeMessage.Solve.class).request(),
              new EngineResponse.Declined("Other", "busy")));
      assertThat(answer.join()).isEqualTo(new Answer.Failed("declined: Other busy"));
    }
  }

  @Test
  void onlySoManyRequestsWaitAndOnlySoManyFaultsAreBorne() {
    try (RawSolver mine = new RawSolver(client, uri).login("mine", KEY)) {
      var _ = ask(request("7", 1));
      var _ = ask(request("8", 1));
      mine.next(NodeMessage.Solve.class);
      mine.next(NodeMessage.Solve.class);
      assertThat(solver.solve(request("9", 1), LONG))
          .isEqualTo(new Answer.Failed("too many requests wait for its answers"));
      for (int i = 0; i < 16; i++) {
        mine.say("{\"type\":\"sing\"}");
        assertThat(mine.next(NodeMessage.Fault.class).field()).isEqualTo("$.type");
      }
      assertThat(mine.next(NodeMessage.Fault.class).code()).isEqualTo(FaultCode.TOO_MANY_FAULTS);
      assertThat(mine.closed()).isEqualTo("1008 tooManyFaults");
    }
  }

  @Test
  void aLongAnswerComesInSeveralFramesAndATooLongOneIsNotRead() {
    try (RawSolver mine = new RawSolver(client, uri).login("mine", KEY)) {
      CompletableFuture<Answer> answer = ask(request("7", 1));
      long number = mine.next(NodeMessage.Solve.class).request();
      String text =
          "{\"type\":\"answer\",\"request\":"
              + number
              + ",\"answer\":{\"solutions\":[],\"note\":\""
              + "x".repeat(900_000)
              + "\"}}";
      mine.say(text, 100_000);
      assertThat(answer.join()).isEqualTo(new Answer.Solutions(List.of()));
      mine.say("x".repeat(1_000_001), 100_000);
      assertThat(mine.next(NodeMessage.Fault.class).code()).isEqualTo(FaultCode.TOO_LONG);
      assertThat(mine.closed()).startsWith("1009");
    }
  }

  @Test
  void oneWhoDoesNotReadIsDropped() {
    try (RawSolver mine = new RawSolver(client, uri, false)) {
      // It cannot see its challenge, but the nonces of this test are known, once there is one.
      Awaitility.await().until(() -> nonces.get() > 0);
      Challenge challenge = new Challenge(DOMAIN, NODE, word("nonce " + nonces.get()));
      mine.say(
          new SolverMessage.Login(
              "mine", KEY.address(), KEY.sign(challenge.digest("mine", KEY.address()))));
      Awaitility.await().until(solver::connected);
      for (int i = 0; i < 200 && solver.connected(); i++) {
        solver.solve(large(i), Duration.ofMillis(5));
      }
      Awaitility.await().until(() -> !solver.connected());
    }
  }
}
