package io.fairlead.devnet.bench.gas;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.devnet.bench.arena.Execution;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class GasJsonTest {
  @Test
  void aRowHasExactlyTheDocumentedMembers() {
    Measurement one = new Measurement("gpv2", "default", "some mode", 1, 111_676, 1_060);
    Measurement three = new Measurement("gpv2", "default", "some mode", 3, 200_000, 2_000);
    assertThat(GasJson.rows(Row.of(List.of(one, three))).toString())
        .isEqualTo(
            "[{\"settlement\":\"gpv2\",\"variant\":\"default\",\"n\":1,\"gas\":111676,"
                + "\"gasPerIntent\":111676,\"marginalGas\":111676,\"calldataBytesPerIntent\":1060},"
                + "{\"settlement\":\"gpv2\",\"variant\":\"default\",\"n\":3,\"gas\":200000,"
                + "\"gasPerIntent\":66666.67,\"marginalGas\":44162,\"calldataBytesPerIntent\":666.67}]");
  }

  @Test
  void roundNumbersAreNotWrittenWithExponents() {
    Measurement one = new Measurement("gpv2", "default", "", 1, 100_000, 1_000);
    assertThat(GasJson.rows(Row.of(List.of(one))).toString())
        .contains("\"gasPerIntent\":100000,")
        .contains("\"calldataBytesPerIntent\":1000}");
  }

  @Test
  void extrasAreOneObject() {
    Measurement hundred = new Measurement("gpv2", "default", "", 100, 6_000_000, 52_000);
    Extras extras =
        new Extras(
            Row.of(List.of(new Measurement("fairlead", "permit2", "node", 2, 300_001, 900))),
            List.of(
                new Breakdown(
                    "gpv2",
                    "default",
                    "",
                    new Spending(Map.of(Item.BASE, 21_000L, Item.CODE, 500L), 100),
                    new Spending(Map.of(Item.CODE, 50L), 0))),
            List.of(
                new CheckCost(
                    CheckCost.Check.NONCE, CheckCost.Method.TRACE, "permit2", "direct", 5_000, 7)),
            List.of(new Measurement("gpv2", "default", "", 291, 16_762_170, 149_540)),
            List.of(new Rejection("gpv2", "default", "", new Execution(21_000, 6_172, 22_255))),
            List.of(new Measurement("gpv2", "default", "exact approval", 1, 204_228, 1_764)),
            List.of(new TokenRow("plain", hundred)));
    JsonNode json = GasJson.extras(extras.with(List.of(new TokenRow("other", hundred))));
    assertThat(json.propertyNames())
        .containsExactly(
            "transactionGasCap",
            "largest",
            "usedNonce",
            "uniswapV3",
            "node",
            "spending",
            "checks",
            "tokens");
    assertThat(json.path("transactionGasCap").asLong()).isEqualTo(16_777_216);
    assertThat(json.path("largest").toString())
        .isEqualTo(
            "[{\"settlement\":\"gpv2\",\"variant\":\"default\",\"mode\":\"\",\"n\":291,"
                + "\"gas\":16762170,\"calldataBytes\":149540}]");
    assertThat(json.path("usedNonce").toString())
        .isEqualTo(
            "[{\"settlement\":\"gpv2\",\"variant\":\"default\",\"mode\":\"\",\"base\":21000,"
                + "\"callData\":6172,\"execution\":22255}]");
    assertThat(json.path("uniswapV3").toString())
        .isEqualTo(
            "[{\"settlement\":\"gpv2\",\"variant\":\"default\",\"mode\":\"exact approval\","
                + "\"n\":1,\"gas\":204228,\"calldataBytes\":1764}]");
    assertThat(json.path("node").toString())
        .isEqualTo(
            "[{\"settlement\":\"fairlead\",\"variant\":\"permit2\",\"mode\":\"node\",\"n\":2,"
                + "\"gas\":300001,\"calldataBytes\":900,\"gasPerIntent\":150000.5,"
                + "\"marginalGas\":150000.5}]");
    JsonNode single = json.path("spending").path(0).path("single");
    assertThat(single.path("base").asLong()).isEqualTo(21_000);
    assertThat(single.path("refund").asLong()).isEqualTo(100);
    assertThat(single.path("gas").asLong()).isEqualTo(21_400);
    assertThat(single.size()).isEqualTo(Item.values().length + 2);
    assertThat(json.path("checks").toString())
        .isEqualTo(
            "[{\"check\":\"nonce\",\"method\":\"trace\",\"variant\":\"permit2\",\"mode\":\"direct\","
                + "\"single\":5000,\"further\":7}]");
    assertThat(json.path("tokens").path(0).path("token").asString()).isEqualTo("plain");
    assertThat(json.path("tokens").path(1).path("token").asString()).isEqualTo("other");
    assertThat(json.path("tokens").path(1).path("gas").asLong()).isEqualTo(6_000_000);
  }
}
