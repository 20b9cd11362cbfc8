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
import java.util.Objects;
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

  @Test
  void aNodesSettlementsAreMeasuredAsItSendsThem() {
    Map<String, JsonNode> node = new HashMap<>();
    for (JsonNode row : extras.path("node")) {
      node.put(row.path("variant").asString() + " " + row.path("n").asInt(), row);
    }
    assertThat(node.keySet())
        .containsExactlyInAnyOrderElementsOf(
            Stream.of("allowance-shared", "allowance-owner", "permit2", "default")
                .flatMap(variant -> SIZES.stream().map(n -> variant + " " + n))
                .toList());
    for (String ours : List.of("allowance-shared", "allowance-owner", "permit2")) {
      JsonNode two = found(node, ours + " 2");
      JsonNode one = found(node, ours + " 1");
      assertThat(two.path("mode").asString()).isEqualTo("node");
      // 60 bytes and a short nonce, a signature of 64, two amounts at most: nothing is longer than
      // it must be.
      assertThat(two.path("calldataBytes").asInt() - one.path("calldataBytes").asInt())
          .isBetween(60 + 2 + 64, 60 + 8 + 64 + 32 + 28);
      assertThat(two.path("gas").asLong())
          .isGreaterThan(row("fairlead " + ours, 2).path("gas").asLong());
    }
  }

  @Test
  void everySettlementIsExplainedToTheUnit() {
    List<String> titles = new ArrayList<>();
    for (JsonNode one : extras.path("spending")) {
      String curve = one.path("settlement").asString() + " " + one.path("variant").asString();
      titles.add(curve + " " + one.path("mode").asString());
      for (String part : List.of("single", "further")) {
        long sum = 0;
        for (Item item : Item.values()) {
          sum += one.path(part).path(item.word()).asLong();
        }
        assertThat(sum - one.path(part).path("refund").asLong())
            .isEqualTo(one.path(part).path("gas").asLong());
      }
      if (!one.path("mode").asString().equals("node")) {
        assertThat(one.path("single").path("gas")).isEqualTo(row(curve, 1).path("gas"));
        assertThat(one.path("single").path("exchange").asLong()).isZero();
      } else {
        assertThat(one.path("single").path("exchange").asLong()).isGreaterThan(20_000);
        // A fee, and a check of every payment.
        assertThat(
                one.path("further").path("gas").asLong()
                    + one.path("further").path("refund").asLong())
            .isBetween(
                row(curve, 2).path("marginalGas").asLong() + 500,
                row(curve, 2).path("marginalGas").asLong() + 10_000);
      }
      assertThat(one.path("single").path("base").asLong()).isEqualTo(21_000);
      assertThat(one.path("further").path("base").asLong()).isZero();
      // Two transfers, each with a balance of both sides, whatever the protocol.
      assertThat(one.path("single").path("tokenEvents").asLong()).isGreaterThan(3_000);
      assertThat(one.path("further").path("signatures").asLong()).isBetween(3_000L, 7_000L);
    }
    assertThat(titles)
        .containsExactly(
            "fairlead allowance-shared direct",
            "fairlead allowance-owner direct",
            "fairlead permit2 direct",
            "fairlead allowance-owner node",
            "gpv2 default ",
            "uniswapx-exclusive default ",
            "uniswapx-v2dutch default ");
  }

  @Test
  void whatChecksCostIsMeasured() {
    Map<String, JsonNode> checks = new HashMap<>();
    for (JsonNode one : extras.path("checks")) {
      checks.put(
          one.path("check").asString()
              + " "
              + one.path("variant").asString()
              + " "
              + one.path("mode").asString(),
          one);
    }
    assertCost(checks, "intentSignature allowance-owner direct", 3_000, 3_000);
    assertCost(checks, "awardSignature allowance-owner direct", 3_000, 0);
    assertCost(checks, "nonce allowance-shared direct", 5_000, 0);
    assertCost(checks, "nonce allowance-owner direct", 5_000, 5_000);
    assertCost(checks, "nonce permit2 direct", 5_000, 5_000);
    assertCost(checks, "auction allowance-shared custody", 5_000, 0);
    assertCost(checks, "hub allowance-shared direct", 2_600, 0);
    assertThat(found(checks, "nothingLeft allowance-shared custody").path("single").asLong())
        .isBetween(1_000L, 5_000L);
    assertThat(found(checks, "nothingLeft allowance-shared direct").path("single").asLong())
        .isZero();
    for (String part : List.of("single", "further")) {
      assertThat(found(checks, "permit2 permit2 direct").path(part).asLong())
          .isBetween(5_000L, 20_000L);
    }
    for (String mode : List.of("direct", "custody")) {
      JsonNode largest = found(checks, "largestArrives allowance-shared " + mode);
      JsonNode each = found(checks, "eachArrives allowance-shared " + mode);
      // One payment is the largest: the flag only saves looking for it, about 120 for each token.
      // Then the flag costs what leaving the largest payment's check out of a trace saves, and the
      // code around it.
      assertThat(each.path("single").asLong()).isBetween(-400L, 0L);
      assertThat(largest.path("further").asLong()).isBetween(-20L, 20L);
      long asked = largest.path("single").asLong();
      assertThat(each.path("further").asLong()).isBetween(asked, asked + 700);
    }
  }

  private static void assertCost(
      Map<String, JsonNode> checks, String name, long single, long further) {
    JsonNode one = found(checks, name);
    assertThat(one.path("single").asLong()).as(name).isBetween(single, single * 7 / 4);
    assertThat(one.path("further").asLong()).as(name).isBetween(further, further * 7 / 4);
  }

  @Test
  void aUsualTokenCostsMoreWithEveryProtocol() {
    Map<String, Long> gas = new HashMap<>();
    for (JsonNode row : extras.path("tokens")) {
      assertThat(row.path("n").asInt()).isEqualTo(100);
      gas.put(
          row.path("token").asString()
              + " "
              + row.path("settlement").asString()
              + " "
              + row.path("mode").asString(),
          row.path("gas").asLong());
    }
    for (String how : List.of("fairlead custody", "fairlead node", "gpv2 ")) {
      long plain = gas.getOrDefault("PlainToken " + how, 0L);
      assertThat(plain).as(how).isPositive();
      assertThat(gas.get("OpenZeppelin ERC20 " + how)).isBetween(plain + 10_000, plain + 400_000);
    }
  }

  private JsonNode row(String curve, int n) {
    return found(rows, curve + " " + n);
  }

  private static JsonNode found(Map<String, JsonNode> all, String key) {
    JsonNode one = all.get(key);
    assertThat(one).as(key).isNotNull();
    return Objects.requireNonNull(one);
  }

  private static void assertNear(JsonNode row, long known) {
    assertThat(row.path("gas").asLong())
        .as(row.toString())
        .isBetween(known * 97 / 100, known * 103 / 100);
  }
}
