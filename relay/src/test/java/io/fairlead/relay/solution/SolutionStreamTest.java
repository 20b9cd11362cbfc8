package io.fairlead.relay.solution;

import static io.fairlead.relay.testing.Owners.hash;
import static io.fairlead.relay.testing.Owners.sell;
import static io.fairlead.relay.testing.Owners.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.auction.exact.Rational;
import io.fairlead.auction.run.AuctionEvent;
import io.fairlead.auction.score.Score;
import io.fairlead.auction.seal.CommitMode;
import io.fairlead.auction.settle.RejectionReason;
import io.fairlead.auction.transcript.JudgedSolution;
import io.fairlead.auction.transcript.TranscriptJson;
import io.fairlead.auction.transcript.TranscriptLine;
import io.fairlead.auction.transcript.TranscriptLine.AnswerKind;
import io.fairlead.auction.transcript.TranscriptLine.SolutionRef;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.settlement.Award;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.contracts.signature.SignatureRecovery;
import io.fairlead.contracts.typeddata.TypedDataEncoder;
import io.fairlead.relay.batch.StoredTranscript;
import io.fairlead.relay.intent.OwnerAccess;
import io.fairlead.relay.rpc.RpcFault;
import io.fairlead.relay.stream.Subscriptions;
import io.fairlead.relay.testing.FakeCaller;
import io.fairlead.relay.testing.FaultySequencer;
import io.fairlead.relay.testing.Owners;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class SolutionStreamTest {
  private static final long NOW = 1_000;
  private static final LocalSigner ONE = Owners.signer("solver one");
  private static final LocalSigner TWO = Owners.signer("solver two");
  private static final Map<String, Address> ACCOUNTS =
      Map.of("one", ONE.address(), "two", TWO.address());

  /** What only somebody who knows an intent can say. */
  private static final String TERMS = "limitNotMet: sells 1000 for 1999, signed 2000";

  @TempDir private Path folder = Path.of(".");
  private final Subscriptions subscriptions = new Subscriptions(5);
  private final FakeCaller.Channel channel = new FakeCaller.Channel();
  private final FakeCaller caller = new FakeCaller(channel);
  private @Nullable StoredTranscript transcript;
  private final SolutionStream stream =
      new SolutionStream(
          subscriptions,
          batch -> batch == 1 ? Optional.ofNullable(transcript) : Optional.empty(),
          () -> NOW);
  private final SolverAccess access =
      new SolverAccess(
          Owners.DOMAIN,
          new OwnerAccess(Owners.DOMAIN, SignatureRecovery.best(), () -> NOW),
          name -> Optional.ofNullable(ACCOUNTS.get(name)));
  private final AuctionSubscribe subscribe = new AuctionSubscribe(subscriptions, access);
  private FaultySequencer sequencer;
  private AuctionSolutions solutions;

  @BeforeEach
  void open() {
    sequencer = new FaultySequencer(folder);
    sequencer.addListener(stream);
    solutions = new AuctionSolutions(sequencer, stream, access);
    sequencer.submit(signed(sell(0))).join();
    sequencer.close(Owners.block(101)).join();
  }

  @AfterEach
  void close() {
    sequencer.close();
  }

  private static Score score(long wei) {
    return new Score(Rational.of(BigInteger.valueOf(wei)), List.of());
  }

  private static Rational wei(long wei) {
    return Rational.of(BigInteger.valueOf(wei));
  }

  private void auction() {
    stream.on(new AuctionEvent.Committed(1, "one", CommitMode.SOLVER, 3));
    stream.on(new AuctionEvent.Answered(1, "one", AnswerKind.SOLUTIONS, "", 2));
    stream.on(new AuctionEvent.NotOpened(1, "one", hash("commitment")));
    stream.on(new AuctionEvent.Scored(1, "one", 1, hash("solution"), score(70)));
    stream.on(new AuctionEvent.Rejected(1, "one", 2, RejectionReason.LIMIT_NOT_MET, TERMS));
    stream.on(new AuctionEvent.Committed(1, "two", CommitMode.PORT, 2));
    stream.on(new AuctionEvent.Answered(1, "two", AnswerKind.SOLUTIONS, "", 2));
    stream.on(new AuctionEvent.Scored(1, "two", 1, hash("solution 2"), score(60)));
    stream.on(new AuctionEvent.Scored(1, "two", 2, hash("solution 3"), score(0)));
    stream.on(
        new AuctionEvent.Lost(
            1, "two", 2, wei(0), AuctionEvent.LossReason.NOT_POSITIVE, "not above zero"));
    stream.on(new AuctionEvent.Won(1, "one", 1, wei(70), List.of(hash("intent"))));
    stream.on(
        new AuctionEvent.Submitted(1, "one", 1, hash("transaction"), 105, List.of(hash("intent"))));
    stream.on(new AuctionEvent.NotLanded(1, "one", 1, "missed it", false));
    stream.on(
        new AuctionEvent.Lost(
            1, "two", 1, wei(60), AuctionEvent.LossReason.OUTBID, "score 60, winner's 70"));
  }

  private static ObjectNode params(String solver) {
    return JsonNodeFactory.instance.objectNode().put("batch", "1").put("solver", solver);
  }

  private ObjectNode signedBy(LocalSigner signer, String solver, long validTo, ObjectNode params) {
    JsonNode document =
        access.typedData(solver, Objects.requireNonNull(ACCOUNTS.get(solver)), validTo);
    params
        .putObject("access")
        .put("validTo", Long.toString(validTo))
        .put("signature", signer.sign(TypedDataEncoder.digest(document)).toString());
    return params;
  }

  private static List<String> words(JsonNode events) {
    List<String> words = new ArrayList<>();
    for (JsonNode event : events) {
      String solution = event.path("solution").asString("-");
      words.add(solution + " " + event.get("event").stringValue());
    }
    return words;
  }

  @Test
  void aSolverSeesInOrderWhatBecameOfItsSolutions() {
    auction();
    JsonNode own = solutions.call(signedBy(ONE, "one", NOW + 60, params("one")), caller);
    assertThat(words(own.get("events")))
        .containsExactly(
            "- committed",
            "- notOpened",
            "1 revealed",
            "1 scored",
            "2 revealed",
            "2 refused",
            "1 won",
            "1 submitted",
            "1 notSettled");
    assertThat(own.get("events").get(3).get("score").stringValue()).isEqualTo("70");
    assertThat(own.get("events").get(5).get("reason").stringValue()).isEqualTo("limitNotMet");
    assertThat(own.get("events").get(5).get("detail").stringValue()).isEqualTo(TERMS);
    JsonNode other = solutions.call(signedBy(TWO, "two", NOW + 60, params("two")), caller);
    assertThat(words(other.get("events"))).endsWith("2 notPositive", "1 outbid");
    assertThat(other.toString()).doesNotContain(TERMS).doesNotContain("\"one\"");
  }

  @Test
  void nobodyElseSeesThemBeforeTheBatchEndsAndNeverAnIntentsTerms() {
    auction();
    ObjectNode all = JsonNodeFactory.instance.objectNode().put("batch", "1");
    assertFault(() -> solutions.call(all, caller), "batchNotEnded");
    sequencer.recordEnded(1, "nothing landed").join();
    String text = solutions.call(all, caller).toString();
    assertThat(text)
        .contains("\"one\"")
        .contains("\"two\"")
        .contains("limitNotMet")
        .doesNotContain(TERMS)
        .doesNotContain("1999")
        .doesNotContain("detail");
  }

  @Test
  void aProofIsOfThisSolverAndFresh() {
    auction();
    assertFault(() -> solutions.call(params("one"), caller), "invalidField");
    assertFault(() -> solutions.call(params("nobody"), caller), "invalidField");
    assertFault(
        () -> solutions.call(signedBy(TWO, "one", NOW + 60, params("one")), caller),
        "wrongSignature");
    assertFault(
        () -> solutions.call(signedBy(ONE, "one", NOW - 1, params("one")), caller), "expired");
    assertFault(
        () -> solutions.call(signedBy(ONE, "one", NOW + 90_000, params("one")), caller),
        "validityTooLong");
    // A proof of access to an owner's intents by the same key is no proof here.
    OwnerAccess owners = new OwnerAccess(Owners.DOMAIN, SignatureRecovery.best(), () -> NOW);
    ObjectNode other = params("one");
    other
        .putObject("access")
        .put("validTo", Long.toString(NOW + 60))
        .put(
            "signature",
            ONE.sign(TypedDataEncoder.digest(owners.typedData(ONE.address(), NOW + 60)))
                .toString());
    assertFault(() -> solutions.call(other, caller), "wrongSignature");
  }

  @Test
  void eventsArePushedToTheirSolverAtOnceAndToAllAtTheEnd() {
    FakeCaller.Channel everybody = new FakeCaller.Channel();
    subscribe.call(
        signedBy(ONE, "one", NOW + 60, JsonNodeFactory.instance.objectNode().put("solver", "one")),
        caller);
    subscribe.call(
        JsonNodeFactory.instance.objectNode().put("all", true), new FakeCaller(everybody));
    auction();
    assertThat(channel.pushed).hasSize(9);
    assertThat(channel.pushed.getFirst().get("method").stringValue())
        .isEqualTo("auction_subscription");
    assertThat(channel.pushed.toString()).doesNotContain("\"two\"");
    assertThat(everybody.pushed).isEmpty();
    sequencer.recordEnded(1, "nothing landed").join();
    assertThat(everybody.pushed).hasSize(1);
    assertThat(everybody.pushed.getFirst().toString()).contains("\"two\"").doesNotContain(TERMS);
  }

  private static final TranscriptLine.Header HEADER =
      new TranscriptLine.Header(
          1,
          Owners.DOMAIN.settlement(),
          Address.ZERO,
          Address.ZERO,
          Address.ZERO,
          Address.ZERO,
          1,
          hash("root"),
          Owners.block(101),
          BigInteger.ONE,
          hash("config"),
          hash("receipts"));

  private static StoredTranscript recorded(boolean complete) {
    Award award = new Award(8 + 1, hash("root"), ONE.address(), hash("s"), 105, hash("t"));
    List<TranscriptLine> lines =
        List.of(
            HEADER,
            new TranscriptLine.CommitmentsLine(
                List.of(
                    new TranscriptLine.Committed(
                        "one", ONE.address(), CommitMode.SOLVER, List.of(hash("a"), hash("b"))),
                    new TranscriptLine.Committed(
                        "two", TWO.address(), CommitMode.NONE, List.of()))),
            new TranscriptLine.BidLine(
                "one",
                ONE.address(),
                AnswerKind.SOLUTIONS,
                "",
                List.of(hash("b")),
                List.of(new JudgedSolution.Unreadable(7, TERMS))),
            new TranscriptLine.BidLine(
                "two", TWO.address(), AnswerKind.TIMED_OUT, "no answer", List.of(), List.of()),
            new TranscriptLine.Simulation(
                new SolutionRef("one", 8), Owners.block(101), 0, "it reverts"),
            new TranscriptLine.AwardLine(
                new SolutionRef("one", 9), award, ONE.sign(hash("award digest"))),
            new TranscriptLine.Missed(1, "nobody took it"));
    return new StoredTranscript(
        hash("running"), complete, lines.stream().map(TranscriptJson::write).toList());
  }

  /** As after a restart: nothing was heard live. */
  @Test
  void aPastBatchIsToldFromItsTranscript() {
    ObjectNode all = JsonNodeFactory.instance.objectNode().put("batch", "1");
    sequencer.recordEnded(1, "nothing landed").join();
    transcript = recorded(false);
    assertThat(solutions.call(all, caller).get("events")).isEmpty();
    transcript = recorded(true);
    JsonNode events = solutions.call(all, caller).get("events");
    assertThat(words(events))
        .containsExactly(
            "- committed",
            "- notOpened",
            "7 revealed",
            "7 refused",
            "- noAnswer",
            "8 simulationFailed",
            "9 won",
            "9 notSettled");
    assertThat(events.get(0).get("at").stringValue())
        .isEqualTo(Long.toString(Owners.block(101).timestamp()));
    assertThat(events.toString()).doesNotContain("1999").doesNotContain("detail");
    // Told once, then remembered.
    transcript = null;
    JsonNode own = solutions.call(signedBy(ONE, "one", NOW + 60, params("one")), caller);
    assertThat(words(own.get("events"))).hasSize(7).doesNotContain("- noAnswer");
    assertThat(own.get("events").get(3).get("detail").stringValue()).isEqualTo(TERMS);
  }

  /** A solver with two winners hears of each what became of it. */
  @Test
  void eventsOfSeveralWinnersNameTheirSolution() {
    stream.on(new AuctionEvent.Won(1, "one", 1, wei(70), List.of(hash("intent"))));
    stream.on(new AuctionEvent.Won(1, "one", 2, wei(60), List.of(hash("intent 2"))));
    stream.on(new AuctionEvent.NotLanded(1, "one", 1, "missed it", false));
    stream.on(new AuctionEvent.NotLanded(1, "one", 2, "gas", true));
    JsonNode own = solutions.call(signedBy(ONE, "one", NOW + 60, params("one")), caller);
    assertThat(words(own.get("events")))
        .containsExactly("1 won", "2 won", "1 notSettled", "2 notSettled");
  }

  private static void assertFault(Runnable call, String reason) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            RpcFault.class, fault -> assertThat(fault.error().reason()).isEqualTo(reason));
  }
}
