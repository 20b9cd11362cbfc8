package io.fairlead.auction.verify;

import static io.fairlead.auction.Scene.fillsBasket;
import static io.fairlead.auction.Scene.sellsWeth;
import static io.fairlead.auction.Scene.withBasket;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.Scene;
import io.fairlead.auction.replay.RecordedAuction;
import io.fairlead.auction.run.AuctionBench;
import io.fairlead.auction.run.AuctionResult;
import io.fairlead.auction.winner.Standings;
import io.fairlead.contracts.signature.SignatureRecovery;
import io.fairlead.sequencer.batch.BatchSettlement;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A basket in a transcript is held against what was signed, scored and settled. */
final class BasketTranscriptTest {
  private static final VerifierSetup SETUP =
      new VerifierSetup(Scene.DOMAIN, Scene.HUB, Scene.WETH, Scene.RECEIPTS.address());

  private final FakeEvidence evidence = new FakeEvidence();
  private List<String> lines = List.of();

  @BeforeEach
  void settle() {
    AuctionBench bench =
        AuctionBench.offering(
            Map.of(
                "a", List.of(withBasket(sellsWeth(1, 1_950), 2, 2_000)),
                "b", List.of(fillsBasket(1, 2, 1_990), fillsBasket(2, 2, 1_700))));
    AuctionResult result = bench.run(Scene.task(Scene.entriesWithBasket(), Scene.pools()));
    result.settlements().forEach(one -> evidence.settle(bench.chain, one));
    lines = bench.lines();
  }

  private Verdict verify(List<String> transcript) {
    return new TranscriptVerifier(SETUP, evidence, SignatureRecovery.best())
        .verify(transcript, Optional.of(Standings.FULL));
  }

  @Test
  void agreesWithAnHonestAuction() {
    Verdict.Summary summary = ((Verdict.Agrees) verify(lines)).summary();
    assertThat(summary.intents()).isEqualTo(4);
    assertThat(summary.solutions()).isEqualTo(3);
    assertThat(summary.unchecked()).isEmpty();
    // 50 dollars for Alice and 200 for Dave, at 2,000 dollars per WETH.
    assertThat(RecordedAuction.read(lines).landedSurplus().floor())
        .isEqualTo(Scene.ONE.divide(BigInteger.valueOf(8)));
  }

  @Test
  void noMemberOfALineWithABasketCanBeChanged() {
    Set<String> unnoticed = new TreeSet<>();
    int changes = 0;
    for (Map.Entry<String, List<String>> change : Mutations.of(lines).entrySet()) {
      String line = lines.get(Integer.parseInt(change.getKey().substring(0, 3)) - 1);
      if (line.contains("basket")) {
        changes++;
        if (verify(change.getValue()) instanceof Verdict.Agrees) {
          unnoticed.add(change.getKey());
        }
      }
    }
    assertThat(changes).isGreaterThan(300);
    assertThat(unnoticed).isEmpty();
  }

  @Test
  void namesTheStep() {
    assertStep(
        "\"units\":\"5\",\"validFrom\"", "\"units\":\"6\",\"validFrom\"", VerificationStep.INTENT);
    assertStep("\"filledBefore\":\"1\"", "\"filledBefore\":\"2\"", VerificationStep.FILLED_BEFORE);
    assertStep("\"type\":\"basket\"", "\"type\":\"intent\"", VerificationStep.FORMAT);
    assertStep(
        "\"type\":\"outcome\"", "\"units\":\"2\"", "\"units\":\"1\"", VerificationStep.FILLS);
    assertStep("limitNotMet", "limitNotMet", "overfilled", VerificationStep.VERDICT);
  }

  @Test
  void aFillThatTheContractToldOtherwiseIsFound() {
    AuctionBench bench = AuctionBench.offering(Map.of("a", List.of(fillsBasket(1, 2, 2_000))));
    BatchSettlement settled =
        bench.run(Scene.task(Scene.entriesWithBasket(), Scene.pools())).settlements().getFirst();
    BatchSettlement.BasketFill fill = settled.basketFills().getFirst();
    evidence.settle(
        bench.chain,
        new BatchSettlement(
            settled.batch(),
            settled.place(),
            settled.transactionHash(),
            settled.block(),
            settled.gasUsed(),
            settled.fills(),
            List.of(
                new BatchSettlement.BasketFill(
                    fill.intentHash(), fill.units(), fill.quote().negate()))));
    assertThat(verify(bench.lines()))
        .isInstanceOfSatisfying(
            Verdict.Disagrees.class,
            verdict -> assertThat(verdict.step()).isEqualTo(VerificationStep.EVENTS));
  }

  private void assertStep(String old, String now, VerificationStep step) {
    assertStep("\"type\":\"basket\"", old, now, step);
  }

  /** Of the first line that holds {@code mark}. */
  private void assertStep(String mark, String old, String now, VerificationStep step) {
    List<String> changed = new ArrayList<>(lines);
    for (int i = 0; i < changed.size(); i++) {
      if (changed.get(i).contains(mark)) {
        changed.set(i, changed.get(i).replace(old, now));
        break;
      }
    }
    assertThat(changed).as(old).isNotEqualTo(lines);
    assertThat(verify(changed))
        .as("%s to %s", old, now)
        .isInstanceOfSatisfying(
            Verdict.Disagrees.class, verdict -> assertThat(verdict.step()).isEqualTo(step));
  }
}
