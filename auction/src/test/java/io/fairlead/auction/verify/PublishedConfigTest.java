package io.fairlead.auction.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.Scene;
import io.fairlead.auction.transcript.ConfigJson;
import io.fairlead.contracts.primitive.Bytes32;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the config that an operator has published binds it to. */
class PublishedConfigTest extends SettledAuction {
  @Test
  void publishedConfigIsHeldAgainstTheTranscript() {
    Bytes32 published = ConfigJson.hash(Scene.config().published());
    assertThat(verify(lines, published)).isInstanceOf(Verdict.Agrees.class);
    List<String> changed = new ArrayList<>(lines);
    changed.replaceAll(line -> line.replace("\"maxFallbacks\":\"1\"", "\"maxFallbacks\":\"2\""));
    assertStep(verify(changed), VerificationStep.CONFIG);
    assertStep(verify(lines, Scene.word("another config")), VerificationStep.CONFIG);
  }

  /** Of an operator that owns all keys, too: the config says how long, and how much. */
  @Test
  void anAwardIsHeldToWhatTheConfigAllows() {
    long right = bench.awards.getFirst().lastBlock();
    for (long wrong : List.of(right - 1, right + 1)) {
      Verdict verdict =
          forged("award", at("award", set("lastBlock", Long.toString(wrong))), published());
      assertThat(verdict)
          .isInstanceOfSatisfying(
              Verdict.Disagrees.class,
              found -> {
                assertThat(found.step()).isEqualTo(VerificationStep.AWARD);
                assertThat(found.expected()).isEqualTo(Long.toString(right));
                assertThat(found.found()).isEqualTo(Long.toString(wrong));
              });
    }
    long most = Scene.config().maxGas();
    assertThat(forged("simulation", set("gasUsed", Long.toString(most)), published()))
        .isInstanceOf(Verdict.Agrees.class);
    assertStep(
        forged("simulation", set("gasUsed", Long.toString(most + 1)), published()),
        VerificationStep.SIMULATION);
  }

  @Test
  void aConfigWithoutLimitsOfAwardsIsRefused() {
    for (String name : List.of("blocksPerAward", "maxGas")) {
      for (String wrong : List.of("0", "-1", "01", "many", "9223372036854775808")) {
        assertStep(
            forged("config", at("values", set(name, wrong)), Optional.empty()),
            VerificationStep.CONFIG);
      }
      assertStep(
          forged("config", at("values", node -> node.remove(name)), Optional.empty()),
          VerificationStep.CONFIG);
    }
    assertStep(
        forged("config", at("values", set("blocksPerAward", "2147483648")), Optional.empty()),
        VerificationStep.CONFIG);
    for (String wrong : List.of("-1", "00", "many", "2147483648")) {
      assertStep(
          forged("config", at("values", set("gasMarginBps", wrong)), Optional.empty()),
          VerificationStep.CONFIG);
    }
    assertStep(
        forged("config", at("values", node -> node.remove("gasMarginBps")), Optional.empty()),
        VerificationStep.CONFIG);
    assertThat(forged("config", at("values", set("gasMarginBps", "0")), Optional.empty()))
        .isInstanceOf(Verdict.Agrees.class);
  }
}
