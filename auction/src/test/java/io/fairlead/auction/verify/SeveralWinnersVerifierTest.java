package io.fairlead.auction.verify;

import static io.fairlead.auction.Scene.buysWeth;
import static io.fairlead.auction.Scene.sellsWeth;
import static io.fairlead.auction.Scene.sellsX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.auction.Scene;
import io.fairlead.auction.json.Json;
import io.fairlead.auction.run.AuctionBench;
import io.fairlead.auction.run.AuctionRecovery;
import io.fairlead.auction.run.AuctionResult;
import io.fairlead.auction.run.FakeChain.Fate;
import io.fairlead.auction.transcript.RunningHash;
import io.fairlead.auction.transcript.TranscriptJson;
import io.fairlead.auction.transcript.TranscriptLine;
import io.fairlead.auction.transcript.TranscriptLine.AwardLine;
import io.fairlead.auction.winner.Standings;
import io.fairlead.contracts.settlement.Award;
import io.fairlead.contracts.signature.SignatureRecovery;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Transcripts of batches with several winners, of which some fail; whoever writes them. */
class SeveralWinnersVerifierTest {
  private static final VerifierSetup SETUP =
      new VerifierSetup(Scene.DOMAIN, Scene.HUB, Scene.WETH, Scene.RECEIPTS.address());

  private FakeEvidence evidence = new FakeEvidence();
  private AuctionBench bench = AuctionBench.offering(Map.of());
  private List<String> lines = List.of();

  private static AuctionBench three() {
    return AuctionBench.offering(
        Map.of(
            "a", List.of(sellsWeth(1, 1_990)),
            "b", List.of(buysWeth(1, 2_040)),
            "c", List.of(sellsX(1, 1, 92)),
            "d", List.of(sellsWeth(1, 1_980), sellsX(2, 1, 91))));
  }

  /** One winner reverts and is replaced, one misses, one lands. */
  @BeforeEach
  void settle() {
    bench = three();
    bench.chain.fates(0).add(Fate.REVERTS);
    bench.chain.fates(1).add(Fate.MISSES);
    AuctionResult result = bench.run();
    evidence = new FakeEvidence();
    result.settlements().forEach(one -> evidence.settle(bench.chain, one));
    evidence.revert(bench.chain, bench.awards.getFirst().transactionHash(), 101);
    lines = bench.lines();
  }

  @Test
  void agreesWithEveryRound() {
    Verdict.Summary summary = ((Verdict.Agrees) verify(lines)).summary();
    assertThat(summary.awards()).isEqualTo(4);
    assertThat(summary.transactions())
        .containsExactly(
            bench.awards.get(3).transactionHash(), bench.awards.get(2).transactionHash());
    assertThat(summary.cut()).isFalse();
    assertThat(summary.unchecked()).isEmpty();
  }

  @Test
  void agreesWithAReElection() {
    bench = three();
    bench.chain.reverting.add(bench.hashOf(sellsWeth(1, 1_990)));
    evidence = new FakeEvidence();
    bench.run().settlements().forEach(one -> evidence.settle(bench.chain, one));
    assertThat(((Verdict.Agrees) verify(bench.lines())).summary().simulationFailures()).isOne();
    // The auctioneer cannot pass somebody over by another's failure.
    lines = bench.lines();
    assertStep(
        VerificationStep.SIMULATION,
        edit("simulation", 0, line -> ((ObjectNode) line.get("solution")).put("solver", "b")));
    // b and c are simulated again, after who is new before them.
    assertThat(bench.lines(TranscriptLine.Simulation.class)).hasSize(6);
    signed(VerificationStep.SIMULATION, without("simulation", 4));
  }

  @Test
  void standingsAreThoseOfTheTranscriptBefore() {
    Standings other = new Standings(new TreeMap<>(Map.of(Scene.address("solver c"), 5)));
    assertThat(verifier().verify(lines, Optional.of(other)))
        .isInstanceOfSatisfying(
            Verdict.Disagrees.class,
            wrong -> assertThat(wrong.step()).isEqualTo(VerificationStep.STANDING));
    Verdict.Summary summary =
        ((Verdict.Agrees) verifier().verify(lines, Optional.empty())).summary();
    assertThat(summary.unchecked()).containsExactly(VerificationStep.STANDING);
  }

  /** Even with the auctioneer's key, which makes every award commit to the changed lines. */
  @Test
  void namesWhatASignedTranscriptDecidedOtherwise() {
    // The config, which commitments are bound to, has every rule too.
    for (String rule :
        List.of(
            "maxWinners",
            "maxReward",
            "maxPenalty",
            "maxFallbacks",
            "maxFailedSimulations",
            "minimumStanding",
            "standingWindow")) {
      signed(VerificationStep.CONFIG, edit("rules", 0, line -> line.put(rule, "2")));
    }
    signed(
        VerificationStep.ELECTION,
        edit("election", 0, line -> ((ArrayNode) line.get("winners")).remove(1)));
    signed(
        VerificationStep.ELECTION,
        edit("election", 0, line -> ((ArrayNode) line.get("fair")).remove(1)));
    signed(
        VerificationStep.REFERENCE,
        edit("election", 0, line -> reference(line, "a").put("score", "1")));
    signed(
        VerificationStep.REWARD,
        edit("election", 0, line -> reference(line, "a").put("reward", "1")));
    signed(VerificationStep.ELECTION, edit("election", 1, line -> line.putArray("winners")));
    signed(
        VerificationStep.REWARD,
        edit("result", 0, line -> ((ObjectNode) line.get("rewards")).put("b", "1")));
    signed(VerificationStep.STANDING, edit("result", 0, line -> line.putObject("standings")));
    signed(VerificationStep.OUTCOME, edit("result", 0, line -> line.put("reason", "because")));
    // Two winners change places; one is awarded a place of somebody else.
    signed(VerificationStep.AWARD, swapped("award", 0, 1));
    signed(
        VerificationStep.AWARD,
        edit("award", 1, line -> ((ObjectNode) line.get("award")).put("auctionId", "43")));
    signed(
        VerificationStep.AWARD,
        edit("award", 1, line -> ((ObjectNode) line.get("award")).put("lastBlock", "104")));
    signed(VerificationStep.AWARD, without("award", 1));
    signed(VerificationStep.OUTCOME, without("outcome", 1));
    signed(VerificationStep.OUTCOME, swapped("outcome", 0, 1));
    signed(VerificationStep.OUTCOME, edit("outcome", 1, line -> line.put("place", "3")));
  }

  @Test
  void aLandedWinnerCannotBeSaidToHaveMissed() {
    List<String> hidden =
        edit(
            "outcome",
            2,
            line -> {
              line.removeAll();
              line.put("type", "outcome").put("result", "missed");
              line.put("place", "2").put("reason", "not included");
            });
    // Then c would have to be replaced, and pay; but the chain tells in any case.
    assertThat(verify(hidden)).isInstanceOf(Verdict.Disagrees.class);
    evidence.forgetPlace(2);
    assertStep(VerificationStep.OUTCOME, lines);
  }

  @Test
  void awardsBetweenTwoOfWhichTheNodeWasKilledAreFollowedToTheirEnd() {
    bench = three();
    bench.killedBeforeAward = 2;
    assertThatThrownBy(bench::run).hasMessage("killed");
    assertThat(bench.awarded()).containsExactly("0 a", "1 b");
    assertThat(bench.storedBeforeSending)
        .as("all awards are on disk before any is sent")
        .filteredOn(line -> line.contains("\"type\":\"award\""))
        .hasSize(3);

    new AuctionRecovery(bench.transcripts).ended(5, List.of(), "not on chain by block 103");

    lines = bench.lines();
    evidence = new FakeEvidence();
    Verdict.Summary summary = ((Verdict.Agrees) verify(lines)).summary();
    assertThat(summary.cut()).isTrue();
    assertThat(summary.transactions()).isEmpty();
    assertThat(bench.standingsAfter().ppm()).hasSize(3);
    assertStep(VerificationStep.FORMAT, without("outcome", 2));
    assertStep(VerificationStep.STANDING, edit("result", 0, line -> line.putObject("standings")));
  }

  @Test
  void aTranscriptCutOffAnywhereAfterItsAwardsIsEndedSoThatItAgrees() {
    List<String> whole = lines;
    int firstAward = index("award", 0);
    int firstEnd = index("outcome", 2) + 1;
    for (int kept = firstAward + 3; kept <= firstEnd; kept++) {
      AuctionBench again = three();
      again.transcripts.begin(5);
      again.transcripts.append(5, whole.subList(0, kept));
      FakeEvidence chain = new FakeEvidence();
      chain.settle(bench.chain, bench.settlements.getFirst());
      chain.revert(bench.chain, bench.awards.getFirst().transactionHash(), 101);
      AuctionRecovery recovery = new AuctionRecovery(again.transcripts);
      recovery.ended(5, List.of(bench.settlements.getFirst()), "not on chain by block 103");
      List<String> ended = again.lines();
      assertThat(ended.subList(0, kept)).isEqualTo(whole.subList(0, kept));
      assertThat(verifier(chain).verify(ended, Optional.of(Standings.FULL)))
          .as("killed after %d lines", kept)
          .isInstanceOf(Verdict.Agrees.class);
      recovery.ended(5, List.of(), "again");
      assertThat(again.lines()).isEqualTo(ended);
    }
  }

  private Verdict verify(List<String> transcript) {
    return verifier().verify(transcript, Optional.of(Standings.FULL));
  }

  private TranscriptVerifier verifier() {
    return verifier(evidence);
  }

  private static TranscriptVerifier verifier(FakeEvidence chain) {
    return new TranscriptVerifier(SETUP, chain, SignatureRecovery.best());
  }

  private void assertStep(VerificationStep step, List<String> transcript) {
    assertThat(verify(transcript))
        .isInstanceOfSatisfying(
            Verdict.Disagrees.class, wrong -> assertThat(wrong.step()).isEqualTo(step));
  }

  private void signed(VerificationStep step, List<String> transcript) {
    assertThat(transcript).isNotEqualTo(lines);
    assertStep(step, signedAgain(transcript));
  }

  private static List<String> signedAgain(List<String> transcript) {
    List<String> signed = new ArrayList<>();
    RunningHash hash = RunningHash.EMPTY;
    for (String text : transcript) {
      String kept = text;
      if (TranscriptJson.read(text) instanceof AwardLine line) {
        Award old = line.award();
        Award award =
            new Award(
                old.auctionId(),
                old.batchRoot(),
                old.solver(),
                old.solutionHash(),
                old.lastBlock(),
                hash.value());
        TranscriptLine again =
            new AwardLine(
                line.solution(), award, Scene.AUCTIONEER.sign(Scene.EIP712.awardHash(award)));
        kept = TranscriptJson.write(again);
      }
      signed.add(kept);
      hash = hash.plus(kept);
    }
    return signed;
  }

  private int index(String type, int number) {
    int left = number;
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains("\"type\":\"" + type + "\"") && left-- == 0) {
        return i;
      }
    }
    throw new IllegalStateException("not so many lines of type " + type);
  }

  private List<String> edit(String type, int number, Consumer<ObjectNode> change) {
    List<String> changed = new ArrayList<>(lines);
    int at = index(type, number);
    ObjectNode node =
        (ObjectNode) Json.parse(lines.get(at).getBytes(StandardCharsets.UTF_8)).node();
    change.accept(node);
    changed.set(at, Json.canonical(node));
    return changed;
  }

  private List<String> without(String type, int number) {
    List<String> changed = new ArrayList<>(lines);
    changed.remove(index(type, number));
    return changed;
  }

  private List<String> swapped(String type, int one, int other) {
    List<String> changed = new ArrayList<>(lines);
    changed.set(index(type, one), lines.get(index(type, other)));
    changed.set(index(type, other), lines.get(index(type, one)));
    return changed;
  }

  private static ObjectNode reference(ObjectNode election, String solver) {
    return (ObjectNode) election.get("references").get(solver);
  }
}
