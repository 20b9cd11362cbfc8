package io.fairlead.auction.verify;

import static io.fairlead.auction.Scene.matches;
import static io.fairlead.auction.Scene.sellsWeth;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.CertifiedScene;
import io.fairlead.auction.Scene;
import io.fairlead.auction.json.Json;
import io.fairlead.auction.run.AuctionBench;
import io.fairlead.auction.run.AuctionResult;
import io.fairlead.auction.run.FakeChain;
import io.fairlead.auction.transcript.ConfigJson;
import io.fairlead.auction.winner.Standings;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.signature.SignatureRecovery;
import io.fairlead.sequencer.batch.BatchSettlement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An auction that was held and settled, its transcript, and what a verifier says of changes. */
abstract class SettledAuction {
  static final VerifierSetup SETUP =
      new VerifierSetup(Scene.DOMAIN, Scene.HUB, Scene.WETH, Scene.RECEIPTS.address());

  final FakeEvidence evidence = new FakeEvidence();
  AuctionBench bench = AuctionBench.offering(Map.of());
  List<String> lines = List.of();
  Optional<BatchSettlement> settlement = Optional.empty();

  /** The best solution fills three intents, misses, and the next best lands. */
  @BeforeEach
  void settle() {
    bench =
        AuctionBench.offering(
            Map.of(
                "a",
                    List.of(
                        CertifiedScene.sellsWeth(1, 1_950),
                        sellsWeth(2, 1_890),
                        sellsWeth(2, 1_940)),
                "b", List.of(matches(7, 1_960, 2), matches(8, 1_955, 6)),
                "c", List.of()));
    bench.chain.fates.addAll(List.of(FakeChain.Fate.MISSES, FakeChain.Fate.LANDS));
    AuctionResult result = bench.run();
    settlement = Optional.of(result.settlements().getFirst());
    evidence.settle(bench.chain, settlement.orElseThrow());
    lines = bench.lines();
  }

  Verdict verify(List<String> transcript, Bytes32 rules) {
    return verify(transcript, evidence, rules);
  }

  static Verdict verify(List<String> transcript, FakeEvidence chain, Bytes32 rules) {
    return new TranscriptVerifier(
            new VerifierSetup(
                Scene.DOMAIN, Scene.HUB, Scene.WETH, Scene.RECEIPTS.address(), Optional.of(rules)),
            chain,
            SignatureRecovery.best())
        .verify(transcript, Optional.of(Standings.FULL));
  }

  Verdict verify(List<String> transcript) {
    return verify(transcript, evidence);
  }

  static Verdict verify(List<String> transcript, FakeEvidence chain) {
    return new TranscriptVerifier(SETUP, chain, SignatureRecovery.best())
        .verify(transcript, Optional.of(Standings.FULL));
  }

  static Optional<Bytes32> published() {
    return Optional.of(ConfigJson.hash(Scene.config().published()));
  }

  /** What is said of a change in the first line of a type, after which all is signed again. */
  Verdict forged(String type, Consumer<ObjectNode> change, Optional<Bytes32> config) {
    List<String> changed = new ArrayList<>(lines);
    for (int i = 0; i < changed.size(); i++) {
      if (changed.get(i).contains("\"type\":\"" + type + "\"")) {
        changed.set(i, change(changed.get(i), change));
        break;
      }
    }
    assertThat(changed).isNotEqualTo(lines);
    Forger.Forgery forgery = Forger.everythingAgain(changed, bench.chain, settlement.orElseThrow());
    return new TranscriptVerifier(
            new VerifierSetup(
                Scene.DOMAIN, Scene.HUB, Scene.WETH, Scene.RECEIPTS.address(), config),
            forgery.evidence(),
            SignatureRecovery.best())
        .verify(forgery.lines(), Optional.of(Standings.FULL));
  }

  void assertStep(String type, VerificationStep step, Consumer<ObjectNode> change) {
    String mark = type.startsWith("\"") ? type : "\"type\":\"" + type + "\"";
    List<String> changed = new ArrayList<>(lines);
    for (int i = 0; i < changed.size(); i++) {
      if (changed.get(i).contains(mark)) {
        changed.set(i, change(changed.get(i), change));
        break;
      }
    }
    assertThat(changed).isNotEqualTo(lines);
    assertStep(verify(changed), step);
  }

  static void assertStep(Verdict verdict, VerificationStep step) {
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Disagrees.class, wrong -> assertThat(wrong.step()).isEqualTo(step));
  }

  static Consumer<ObjectNode> set(String field, String value) {
    return node -> node.put(field, value);
  }

  static Consumer<ObjectNode> at(String field, Consumer<ObjectNode> change) {
    return node -> change.accept((ObjectNode) node.get(field));
  }

  static Consumer<ObjectNode> in(String array, Consumer<ObjectNode> change) {
    return node -> change.accept((ObjectNode) node.get(array).get(0));
  }

  static String change(String line, Consumer<ObjectNode> change) {
    ObjectNode node = (ObjectNode) parse(line);
    change.accept(node);
    return Json.canonical(node);
  }

  static JsonNode parse(String line) {
    return Json.parse(line.getBytes(StandardCharsets.UTF_8)).node();
  }
}
