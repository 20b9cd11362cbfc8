package io.fairlead.devnet.bench.gas;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.devnet.bench.BenchCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command as it is, on a chain. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GasBenchTest {
  private static final List<Integer> SIZES = List.of(1, 2);
  private static final List<String> OURS =
      List.of("fairlead allowance-shared", "fairlead allowance-owner", "fairlead permit2");
  private static final List<String> OTHERS =
      List.of("gpv2 default", "uniswapx-exclusive default", "uniswapx-v2dutch default");
  private static final List<String> CURVES = Stream.concat(OURS.stream(), OTHERS.stream()).toList();

  @TempDir private static Path folder;

  private final Map<String, JsonNode> rows = new HashMap<>();
  private final List<String> order = new ArrayList<>();
  private JsonNode extras = JsonMapper.shared().createObjectNode();

  @BeforeAll
  void measure() throws IOException {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Path file = folder.resolve("extras.json");
    int code =
        new CommandLine(new BenchCommand())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute("gas", "--sizes", "2,1,2", "--json", "--extras-json", file.toString());
    assertThat(code).as(err.toString()).isZero();
    JsonNode array = JsonMapper.shared().readTree(out.toString());
    assertThat(array.isArray()).isTrue();
    for (JsonNode row : array) {
      String key =
          row.path("settlement").asString()
              + " "
              + row.path("variant").asString()
              + " "
              + row.path("n").asInt();
      order.add(key);
      rows.put(key, row);
    }
    extras = JsonMapper.shared().readTree(Files.readString(file));
  }

  @Test
  void everyProtocolHasOneRowPerSize() {
    assertThat(order)
        .containsExactlyInAnyOrderElementsOf(
            CURVES.stream().flatMap(curve -> SIZES.stream().map(n -> curve + " " + n)).toList());
  }

  @Test
  void everyRowHasTheSevenMembersAndTheyAgree() {
    for (JsonNode row : rows.values()) {
      assertThat(row.propertyNames())
          .containsExactlyInAnyOrder(
              "settlement",
              "variant",
              "n",
              "gas",
              "gasPerIntent",
              "marginalGas",
              "calldataBytesPerIntent");
      long gas = row.path("gas").asLong();
      assertThat(gas).isGreaterThan(21_000);
      assertThat(row.path("gasPerIntent").asDouble())
          .isEqualTo((double) gas / row.path("n").asInt());
      assertThat(row.path("calldataBytesPerIntent").asDouble()).isGreaterThan(100);
    }
    for (String curve : CURVES) {
      assertThat(row(curve, 2).path("marginalGas").asLong())
          .isEqualTo(row(curve, 2).path("gas").asLong() - row(curve, 1).path("gas").asLong());
    }
  }

  /**
   * Figures of the published contracts: another 3 % would mean that something else was measured.
   */
  @Test
  void theOthersCostWhatIsKnownOfThem() {
    assertNear(row("gpv2 default", 1), 112_237);
    assertNear(row("gpv2 default", 2), 170_112);
    assertNear(row("uniswapx-exclusive default", 1), 103_373);
    assertNear(row("uniswapx-exclusive default", 2), 162_604);
    assertNear(row("uniswapx-v2dutch default", 1), 111_544);
    assertNear(row("uniswapx-v2dutch default", 2), 179_004);
  }

  /** Ratios of figures of one run: what a change of the gas schedule moves, it moves in both. */
  @Test
  void oursCostsLessPerIntentThanAnyOther() {
    for (String other : OTHERS) {
      long theirs = row(other, 2).path("marginalGas").asLong();
      for (String ours : OURS) {
        assertThat(row(ours, 2).path("marginalGas").asLong())
            .as("%s beside %s", ours, other)
            .isLessThan(theirs * 85 / 100);
      }
      assertThat(row("fairlead allowance-shared", 2).path("marginalGas").asLong())
          .as("shared lane beside %s", other)
          .isLessThan(theirs * 60 / 100);
      assertThat(row("fairlead allowance-shared", 2).path("gas").asLong())
          .isLessThan(row(other, 2).path("gas").asLong());
    }
  }

  @Test
  void ourCallDataIsShorter() {
    for (String other : OTHERS) {
      for (String ours : OURS) {
        assertThat(row(ours, 1).path("calldataBytesPerIntent").asLong())
            .isLessThan(row(other, 1).path("calldataBytesPerIntent").asLong() / 2);
      }
    }
  }

  @Test
  void theExtrasAreThereToo() {
    assertThat(extras.path("transactionGasCap").asLong()).isEqualTo(16_777_216);
    int most = 0;
    for (JsonNode largest : extras.path("largest")) {
      assertThat(largest.path("gas").asLong()).isBetween(16_600_000L, 16_777_216L);
      if (largest.path("settlement").asString().equals("gpv2")) {
        assertThat(largest.path("n").asInt()).isBetween(280, 300);
      } else {
        most = Math.max(most, largest.path("n").asInt());
      }
    }
    assertThat(most).isGreaterThanOrEqualTo(500);
    assertThat(extras.path("usedNonce").size()).isEqualTo(2 * OURS.size() + OTHERS.size());
    for (JsonNode rejection : extras.path("usedNonce")) {
      assertThat(rejection.path("base").asLong()).isEqualTo(21_000);
      assertThat(rejection.path("execution").asLong()).isBetween(5_000L, 50_000L);
    }
    assertThat(extras.path("uniswapV3").size()).isEqualTo(4);
  }

  private JsonNode row(String curve, int n) {
    JsonNode row = rows.get(curve + " " + n);
    assertThat(row).as("%s %d", curve, n).isNotNull();
    return row;
  }

  private static void assertNear(JsonNode row, long known) {
    assertThat(row.path("gas").asLong())
        .as(row.toString())
        .isBetween(known * 97 / 100, known * 103 / 100);
  }
}
