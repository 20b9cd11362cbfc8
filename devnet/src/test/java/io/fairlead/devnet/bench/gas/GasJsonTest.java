package io.fairlead.devnet.bench.gas;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.devnet.bench.arena.Execution;
import java.util.List;
import org.junit.jupiter.api.Test;

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
    Extras extras =
        new Extras(
            List.of(new Measurement("gpv2", "default", "", 291, 16_762_170, 149_540)),
            List.of(new Rejection("gpv2", "default", "", new Execution(21_000, 6_172, 22_255))),
            List.of(new Measurement("gpv2", "default", "exact approval", 1, 204_228, 1_764)));
    assertThat(GasJson.extras(extras).toString())
        .isEqualTo(
            "{\"transactionGasCap\":16777216,"
                + "\"largest\":[{\"settlement\":\"gpv2\",\"variant\":\"default\",\"mode\":\"\",\"n\":291,"
                + "\"gas\":16762170,\"calldataBytes\":149540}],"
                + "\"usedNonce\":[{\"settlement\":\"gpv2\",\"variant\":\"default\",\"mode\":\"\",\"base\":21000,"
                + "\"callData\":6172,\"execution\":22255}],"
                + "\"uniswapV3\":[{\"settlement\":\"gpv2\",\"variant\":\"default\",\"mode\":\"exact approval\","
                + "\"n\":1,\"gas\":204228,\"calldataBytes\":1764}]}");
  }
}
