package io.fairlead.relay.solvers.dialout;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.dialout.Bounds;
import io.fairlead.auction.dialout.Challenge;
import io.fairlead.auction.dialout.FaultCode;
import io.fairlead.auction.dialout.NodeMessage;
import io.fairlead.auction.dialout.NodeMessage.Content;
import io.fairlead.auction.dialout.SolverMessage;
import io.fairlead.auction.engine.EngineNotification;
import io.fairlead.auction.engine.EngineResponse;
import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.NotificationKind;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.engine.delta.RequestState;
import io.fairlead.auction.run.SolverPort.Answer;
import io.fairlead.auction.run.SolverPort.Pledge;
import io.fairlead.auction.run.SolverPort.Reveal;
import io.fairlead.auction.seal.Opening;
import io.fairlead.auction.seal.Seal;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.contracts.signature.SignatureRecovery;
import io.fairlead.contracts.signature.Signer;
import io.fairlead.contracts.typeddata.Domain;
import io.fairlead.relay.http.HttpLimits;
import io.fairlead.relay.http.RpcServer;
import io.fairlead.relay.rpc.RpcDispatcher;
import io.vertx.core.Vertx;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SolverGateTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Bounds BOUNDS = new Bounds(262_144, 1_000_000, 2, 20, 1);
  private static final Domain DOMAIN = new Domain(31_337, address(1));
  private static final Address NODE = address(2);
  private static final Signer KEY = LocalSigner.of(word("solver"));
  private static final Signer OTHER = LocalSigner.of(word("other"));

  private final Vertx vertx = Vertx.vertx();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicInteger nonces = new AtomicInteger();
  private final DialOutSolver solver =
      new DialOutSolver("mine", KEY.address(), 2, Duration.ofMillis(400));
  private final DialOutSolver rival =
      new DialOutSolver("rival", OTHER.address(), 2, Duration.ofMillis(400));
  private RpcServer server;
  private URI uri;

  @BeforeEach
  void start() {
    server =
        new RpcServer(
            vertx,
            HttpLimits.DEFAULT,
            new RpcDispatcher(List.of(), threads, (_, _, _) -> {}),
            threads,
            List::of,
            () -> "");
    server.serve(
        SolverGate.PATH,
        new SolverGate(
            List.of(solver, rival),
            DOMAIN,
            NODE,
            SignatureRecovery.best(),
            () -> word("nonce " + nonces.incrementAndGet()),
            BOUNDS));
    uri = URI.create("ws://127.0.0.1:" + server.start("127.0.0.1", 0) + SolverGate.PATH);
  }

  @AfterEach
  void stop() {
    server.close();
    client.shutdownNow();
    threads.shutdownNow();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

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
  void aLoginIsGoodForItsOwnChallengeOnly() {
    NodeMessage.Hello seen;
    try (RawSolver first = new RawSolver(client, uri)) {
      seen = first.hello();
    }
    Bytes32 nonce = seen.challenge().nonce();
    // Replayed on another connection.
    assertRefused("mine", KEY, challenge -> seen.challenge(), FaultCode.WRONG_SIGNATURE);
    // Made for another node, chain, contract or nonce.
    assertRefused(
        "mine",
        KEY,
        challenge -> new Challenge(DOMAIN, address(9), challenge.nonce()),
        FaultCode.WRONG_SIGNATURE);
    assertRefused(
        "mine",
        KEY,
        challenge -> new Challenge(new Domain(1, address(1)), NODE, challenge.nonce()),
        FaultCode.WRONG_SIGNATURE);
    assertRefused(
        "mine",
        KEY,
        challenge -> new Challenge(new Domain(31_337, address(9)), NODE, challenge.nonce()),
        FaultCode.WRONG_SIGNATURE);
    assertRefused(
        "mine", KEY, challenge -> new Challenge(DOMAIN, NODE, nonce), FaultCode.WRONG_SIGNATURE);
    assertThat(solver.connected()).isFalse();
    // And the same key with the right one is let in.
    try (RawSolver mine = new RawSolver(client, uri).login("mine", KEY)) {
      assertThat(solver.connected()).isTrue();
      assertThat(mine.silent()).isTrue();
    }
  }

  @Test
  void nobodyLogsInAsSomebodyElse() {
    assertRefused("nobody", KEY, challenge -> challenge, FaultCode.UNKNOWN_SOLVER);
    assertRefused("rival", KEY, challenge -> challenge, FaultCode.WRONG_ACCOUNT);
    try (RawSolver mine = new RawSolver(client, uri)) {
      Challenge challenge = mine.hello().challenge();
      // The rival's account, signed by another key.
      mine.say(
          new SolverMessage.Login(
              "rival", OTHER.address(), KEY.sign(challenge.digest("rival", OTHER.address()))));
      assertThat(mine.next(NodeMessage.Fault.class).code()).isEqualTo(FaultCode.WRONG_SIGNATURE);
      assertThat(mine.closed()).isEqualTo("1008 wrongSignature");
    }
  }

  @Test
  void beforeTheLoginNothingElseIsHeard() {
    for (String[] message :
        new String[][] {
          {"{\"type\":\"have\",\"state\":\"" + Bytes32.ZERO + "\"}", "UNEXPECTED", "$.type"},
          {"not json", "MALFORMED", "$"},
          {"{\"type\":\"login\",\"solver\":7}", "MALFORMED", "$.solver"},
        }) {
      try (RawSolver mine = new RawSolver(client, uri)) {
        mine.hello();
        mine.say(message[0]);
        NodeMessage.Fault fault = mine.next(NodeMessage.Fault.class);
        assertThat(fault.code()).isEqualTo(FaultCode.valueOf(message[1]));
        assertThat(fault.field()).isEqualTo(message[2]);
        assertThat(mine.closed()).startsWith("1008");
      }
    }
    try (RawSolver mine = new RawSolver(client, uri)) {
      mine.hello();
      mine.say("\"" + "x".repeat(Bounds.LOGIN_BYTES) + "\"");
      assertThat(mine.next(NodeMessage.Fault.class).code()).isEqualTo(FaultCode.TOO_LONG);
      assertThat(mine.closed()).startsWith("1009");
    }
  }

  @Test
  void whoDoesNotLogInIsNotKept() {
    try (RawSolver mine = new RawSolver(client, uri)) {
      mine.hello();
      assertThat(mine.next(NodeMessage.Fault.class).code()).isEqualTo(FaultCode.LOGIN_TIMEOUT);
      assertThat(mine.closed()).isEqualTo("1008 loginTimeout");
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
  void theNewestConnectionCounts() {
    try (RawSolver old = new RawSolver(client, uri).login("mine", KEY);
        RawSolver mine = new RawSolver(client, uri).login("mine", KEY)) {
      assertThat(old.next(NodeMessage.Fault.class).code()).isEqualTo(FaultCode.REPLACED);
      assertThat(old.closed()).isEqualTo("4001 replaced");
      assertThat(solver.connected()).isTrue();
      CompletableFuture<Answer> answer = ask(request("7", 1));
      mine.answerNothing(mine.next(NodeMessage.Solve.class).request());
      assertThat(answer.join()).isEqualTo(new Answer.Solutions(List.of()));
    }
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

  private NodeMessage.Solve answered(RawSolver mine, SolveRequest request) {
    CompletableFuture<Answer> answer = ask(request);
    NodeMessage.Solve solve = mine.next(NodeMessage.Solve.class);
    mine.answerNothing(solve.request());
    answer.join();
    return solve;
  }

  /** Says what it has, and waits until that was heard: messages are read one after another. */
  private static void keep(RawSolver mine, Bytes32 state) {
    mine.say(new SolverMessage.Have(state));
    mine.answerNothing(999);
    assertThat(mine.next(NodeMessage.Fault.class).code()).isEqualTo(FaultCode.LATE);
  }

  private CompletableFuture<Answer> ask(SolveRequest request) {
    return CompletableFuture.supplyAsync(() -> solver.solve(request, LONG), threads);
  }

  private void assertRefused(
      String name, Signer signer, UnaryOperator<Challenge> signed, FaultCode code) {
    try (RawSolver mine = new RawSolver(client, uri)) {
      Challenge challenge = signed.apply(mine.hello().challenge());
      mine.say(
          new SolverMessage.Login(
              name, signer.address(), signer.sign(challenge.digest(name, signer.address()))));
      assertThat(mine.next(NodeMessage.Fault.class).code()).isEqualTo(code);
      assertThat(mine.closed()).isEqualTo("1008 " + code.text());
    }
  }

  private static RequestState state(NodeMessage.Solve solve) {
    return RequestState.of(((Content.Whole) solve.content()).state());
  }

  private static SolveRequest request(String id, int block) {
    return new SolveRequest(
        id, new TreeMap<>(), List.of(), pools(block), BigInteger.valueOf(block), Instant.EPOCH);
  }

  private static SolveRequest large(int n) {
    List<Liquidity> pools = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      pools.addAll(pools(n * 100 + i));
    }
    return new SolveRequest(
        Integer.toString(n), new TreeMap<>(), List.of(), pools, BigInteger.ONE, Instant.EPOCH);
  }

  /** Fifty, of which one moves with each block. */
  private static List<Liquidity> pools(int block) {
    List<Liquidity> pools = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      pools.add(
          new Liquidity.ConstantProduct(
              "%05d".formatted(i),
              address(100 + i),
              90_000,
              address(3),
              address(4),
              address(5),
              BigInteger.valueOf(i == block % 50 ? 1_000L + block : 1_000),
              BigInteger.valueOf(2_000),
              30));
    }
    return pools;
  }

  private static Address address(int n) {
    byte[] bytes = new byte[Address.SIZE];
    bytes[18] = (byte) (n >> 8);
    bytes[19] = (byte) n;
    return Address.of(bytes);
  }

  private static Bytes32 word(String text) {
    return Keccak.hash(text.getBytes(StandardCharsets.UTF_8));
  }
}
