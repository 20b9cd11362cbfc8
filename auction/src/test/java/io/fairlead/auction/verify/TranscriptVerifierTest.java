package io.fairlead.auction.verify;

import static io.fairlead.auction.Scene.sellsWeth;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.Scene;
import io.fairlead.auction.run.AuctionBench;
import io.fairlead.auction.run.AuctionResult;
import io.fairlead.auction.run.FakeChain;
import io.fairlead.auction.transcript.RunningHash;
import io.fairlead.auction.winner.Standings;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.signature.SignatureRecovery;
import io.fairlead.contracts.typeddata.Domain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ArrayNode;

class TranscriptVerifierTest extends SettledAuction {
  @Test
  void agreesWithAnHonestAuction() {
    Verdict.Summary summary = ((Verdict.Agrees) verify(lines)).summary();
    assertThat(summary.batch()).isEqualTo(5);
    assertThat(summary.intents()).isEqualTo(3);
    assertThat(summary.receipts()).isEqualTo(3);
    assertThat(summary.solvers()).isEqualTo(3);
    assertThat(summary.solutions()).isEqualTo(5);
    assertThat(summary.awards()).isEqualTo(2);
    assertThat(summary.simulationFailures()).isZero();
    assertThat(summary.unchecked()).isEmpty();
    assertThat(summary.transactions()).hasSize(1);
    assertThat(summary.cut()).isFalse();
  }

  @Test
  void recomputesCertificates() {
    assertThat(String.join("", lines)).contains("\"certificate\":{");
    List<String> lower = new ArrayList<>(lines);
    lower.replaceAll(line -> line.replaceFirst("\"bound\":\"[0-9]+\"", "\"bound\":\"1\""));
    assertThat(lower).isNotEqualTo(lines);
    assertStep(verify(lower), VerificationStep.UNOPENED);
    assertStep(verify(Forger.sealedAgain(lower)), VerificationStep.CERTIFICATE);
  }

  @Test
  void saysWhatItCouldNotCheck() {
    evidence.keepsOldState = false;
    assertThat(((Verdict.Agrees) verify(lines)).summary().unchecked())
        .containsExactly(
            VerificationStep.AUCTIONEER, VerificationStep.FILLED_BEFORE, VerificationStep.POOL);
  }

  @Test
  void agreesWithRevertedAndUnsettledAuctions() {
    AuctionBench reverted =
        AuctionBench.offering(
            Map.of("a", List.of(sellsWeth(1, 1_950)), "b", List.of(sellsWeth(1, 1_940))));
    reverted.chain.fates.addAll(List.of(FakeChain.Fate.REVERTS, FakeChain.Fate.MISSES));
    reverted.run();
    FakeEvidence chain = new FakeEvidence();
    chain.revert(reverted.chain, reverted.awards.getFirst().transactionHash(), 101);
    assertThat(verify(reverted.lines(), chain)).isInstanceOf(Verdict.Agrees.class);
    chain.transactions.clear();
    assertStep(verify(reverted.lines(), chain), VerificationStep.OUTCOME);

    AuctionBench nothing = AuctionBench.offering(Map.of());
    nothing.run();
    assertThat(verify(nothing.lines(), new FakeEvidence())).isInstanceOf(Verdict.Agrees.class);
    // Said to be unsettled, although the auction was settled.
    assertStep(verify(nothing.lines(), evidence), VerificationStep.OUTCOME);
  }

  @Test
  void agreesWithASettlementSomebodyElseSent() {
    AuctionBench again = AuctionBench.offering(Map.of("a", List.of(sellsWeth(1, 1_950))));
    again.chain.fates.add(FakeChain.Fate.REVERTS_AND_IS_SENT_AGAIN);
    AuctionResult result = again.run();
    FakeEvidence chain = new FakeEvidence();
    chain.settle(again.chain, result.settlements().getFirst());
    // The fake knows one transaction by this hash; on a chain there are two.
    List<String> withoutRevert = new ArrayList<>(again.lines());
    withoutRevert.removeIf(line -> line.contains("\"reverted\""));
    assertThat(verify(withoutRevert, chain)).isInstanceOf(Verdict.Agrees.class);
  }

  @Test
  void aTranscriptHasOneAddress() {
    TranscriptVerifier verifier = new TranscriptVerifier(SETUP, evidence, SignatureRecovery.best());
    Bytes32 address = RunningHash.of(lines).value();
    assertThat(bench.transcripts.find(address)).contains(5L);
    assertThat(verifier.verify(address, lines, Optional.of(Standings.FULL)))
        .isInstanceOf(Verdict.Agrees.class);
    assertStep(
        verifier.verify(address, lines.subList(0, lines.size() - 1), Optional.of(Standings.FULL)),
        VerificationStep.ADDRESS);
  }

  @Test
  void namesTheStep() {
    assertStep("header", VerificationStep.HEADER, set("chainId", "1"));
    assertStep("header", VerificationStep.ROOT, set("root", "0x" + "11".repeat(32)));
    assertStep("header", VerificationStep.AUCTIONEER, set("auctioneer", "0x" + "11".repeat(20)));
    assertStep("header", VerificationStep.FORMAT, set("another", "1"));
    assertStep("intent", VerificationStep.INTENT, at("intent", set("buyAmount", "1")));
    assertStep(
        "intent", VerificationStep.INTENT_SIGNATURE, set("signature", "0x" + "11".repeat(65)));
    assertStep("intent", VerificationStep.RECEIPT, at("receipt", set("seq", "77")));
    assertStep("intent", VerificationStep.FILLED_BEFORE, set("filledBefore", "77"));
    assertStep("pool", VerificationStep.POOL, at("pool", set("fee", "0.004")));
    assertStep("prices", VerificationStep.PRICES, at("prices", set(Scene.USD.toString(), "77")));
    assertStep("bid", VerificationStep.SCORE, in("solutions", set("score", "77/1")));
    assertStep(
        "bid",
        VerificationStep.SOLUTION_HASH,
        in("solutions", set("solutionHash", "0x" + "11".repeat(32))));
    assertStep("config", VerificationStep.CONFIG, at("values", set("maxGas", "77")));
    assertStep("header", VerificationStep.RECEIPTS, set("receipts", "0x" + "11".repeat(32)));
    assertStep("commitments", VerificationStep.BID, in("solvers", set("solver", "Z")));
    assertStep("commitments", VerificationStep.COMMITMENTS, in("solvers", set("by", "none")));
    assertStep(
        "bid",
        VerificationStep.UNOPENED,
        in("solutions", at("seal", set("salt", "0x" + "11".repeat(32)))));
    assertStep("election", VerificationStep.ELECTION, set("seed", "0x" + "11".repeat(32)));
    assertStep("simulation", VerificationStep.SIMULATION, at("solution", set("solver", "a")));
    assertStep("award", VerificationStep.AWARD, at("award", set("auctionId", "41")));
    assertStep(
        "award",
        VerificationStep.TRANSCRIPT_HASH,
        at("award", set("transcriptHash", "0x" + "11".repeat(32))));
    assertStep("award", VerificationStep.AWARD_SIGNATURE, set("signature", "0x" + "11".repeat(65)));
    assertStep("\"landed\"", VerificationStep.FILLS, in("fills", set("bought", "77")));
    assertStep("\"landed\"", VerificationStep.OUTCOME, set("gasUsed", "77"));
  }

  @Test
  void aChangedButConsistentTranscriptBreaksTheCommitment() {
    // Nothing depends on what the losing solver "c", who offered nothing, is called.
    List<String> renamed = new ArrayList<>(lines);
    renamed.replaceAll(line -> line.replace("\"solver\":\"c\"", "\"solver\":\"d\""));
    assertStep(verify(renamed), VerificationStep.TRANSCRIPT_HASH);
    List<String> dropped = new ArrayList<>(lines);
    dropped.removeIf(
        line -> line.contains("\"type\":\"bid\"") && line.contains("\"solver\":\"c\""));
    assertThat(dropped).hasSize(lines.size() - 1);
    assertStep(verify(dropped), VerificationStep.BID);
  }

  @Test
  void theWinnerCannotBeSwapped() {
    List<String> swapped = new ArrayList<>(lines);
    swapped.replaceAll(line ->
        line.contains("\"type\":\"election\"")
            ? change(
                line,
                node -> {
                  ArrayNode order = (ArrayNode) node.get("fair");
                  order.add(order.remove(0));
                })
            : line);
    assertStep(verify(swapped), VerificationStep.ELECTION);
  }

  @Test
  void theChainHasTheLastWord() {
    assertThat(
            new TranscriptVerifier(
                    new VerifierSetup(
                        new Domain(1, Scene.SETTLEMENT),
                        Scene.HUB,
                        Scene.WETH,
                        Scene.RECEIPTS.address()),
                    evidence,
                    SignatureRecovery.best())
                .verify(lines, Optional.of(Standings.FULL)))
        .isInstanceOfSatisfying(
            Verdict.Disagrees.class,
            wrong -> {
              assertThat(wrong.step()).isEqualTo(VerificationStep.HEADER);
              assertThat(wrong.line()).isEqualTo(1);
              assertThat(wrong.expected()).isEqualTo("1");
              assertThat(wrong.found()).isEqualTo("31337");
            });
    evidence.transactions.replaceAll((hash, mined) ->
        new ChainEvidence.Transaction(
            mined.block(),
            mined.to(),
            mined.input(),
            mined.gasLimit(),
            true,
            mined.gasUsed(),
            mined.logs().subList(1, mined.logs().size())));
    assertStep(verify(lines), VerificationStep.EVENTS);
    evidence.transactions.clear();
    assertStep(verify(lines), VerificationStep.OUTCOME);
  }
}
