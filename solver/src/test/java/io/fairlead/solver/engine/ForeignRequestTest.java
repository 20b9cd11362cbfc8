package io.fairlead.solver.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.engine.EngineInteraction.LiquiditySwap;
import io.fairlead.auction.engine.EngineJson;
import io.fairlead.auction.engine.EngineResponse;
import io.fairlead.auction.engine.EngineTrade;
import io.fairlead.auction.engine.Solution;
import io.fairlead.solver.clearing.Budget;
import io.fairlead.solver.strategy.BestPath;
import io.fairlead.solver.strategy.Strategy;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A request as the reference driver writes them, with all five kinds of liquidity. */
class ForeignRequestTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final String FETCH =
      """
      const fs = require("node:fs");
      fetch(process.argv[1], { method: "POST", headers: { "content-type": "application/json" },
        body: fs.readFileSync(process.argv[2]) })
        .then(async (response) => console.log(response.status + " " + await response.text()));
      """;

  @Test
  void everyKindOfLiquidityIsUsedWhereNothingElseWillDo() throws Exception {
    Solution whole = solve(body()).getFirst();
    assertThat(whole.trades()).hasSize(5);
    TreeSet<String> used = new TreeSet<>();
    whole.interactions().forEach(step -> used.add(((LiquiditySwap) step).id()));
    assertThat(used).containsExactly("0", "1", "2", "3", "4");
    // 1 WETH less its network fee, at 30,000 COW for 3.001 WETH.
    assertThat(swap(whole, "4").outputToken()).hasToString("0x%040x".formatted(0xa5));
  }

  @Test
  void aClientThatNodeBringsWithItGetsTheSameAnswer(@TempDir Path directory) throws Exception {
    Path request = Files.writeString(directory.resolve("request.json"), body());
    try (EngineServer engine = engine(new BestPath(), Duration.ofMillis(50))) {
      Process node =
          new ProcessBuilder(
                  "node",
                  "-e",
                  FETCH,
                  "http://127.0.0.1:" + engine.port() + "/solve",
                  request.toString())
              .redirectErrorStream(true)
              .start();
      String output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(node.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(output).startsWith("200 ");
      JsonNode solutions =
          new ObjectMapper().readTree(output.substring("200 ".length())).get("solutions");
      assertThat(solutions.size()).isPositive();
      JsonNode first = solutions.get(0);
      assertThat(first.get("id").isIntegralNumber()).isTrue();
      for (JsonNode trade : first.get("trades")) {
        assertThat(trade.get("kind").stringValue()).isEqualTo("fulfillment");
        assertThat(trade.get("order").stringValue()).matches("0x[0-9a-f]{112}");
        assertThat(trade.get("executedAmount").stringValue()).matches("[0-9]+");
        assertThat(trade.get("fee").stringValue()).matches("[0-9]+");
      }
      for (JsonNode step : first.get("interactions")) {
        assertThat(step.get("kind").stringValue()).isEqualTo("liquidity");
        assertThat(step.get("id").stringValue()).matches("[0-4]");
        assertThat(step.get("inputToken").stringValue()).matches("0x[0-9a-f]{40}");
        assertThat(step.get("outputAmount").stringValue()).matches("[0-9]+");
      }
      first
          .get("prices")
          .properties()
          .forEach(price -> {
            assertThat(price.getKey()).matches("0x[0-9a-f]{40}");
            assertThat(price.getValue().stringValue()).matches("[1-9][0-9]*");
          });
    }
  }

  /** What somebody trusts us with and has of its own need not be swapped. */
  @Test
  void onlyTrustedTokensWithABufferAreInternalized() throws Exception {
    // The request trusts DAI and the settlement has 3,000 USDT.
    assertThat(internalized(body(), "2")).isTrue();
    assertThat(internalized(body(), "1")).as("GNO is not trusted").isFalse();
    assertThat(internalized(body(), "4")).as("WETH is, but there is no COW").isFalse();
    String poor = body().replace("\"3000000000\"", "\"2400000000\"");
    assertThat(internalized(poor, "2")).as("not enough USDT").isFalse();
  }

  /** 1 WETH buys 9,996 COW at most; a fee of the volume has to fit between that and the limit. */
  @Test
  void aLimitThatAVolumeFeeWouldBreakIsNotFilled() throws Exception {
    assertThat(trade(body(), 3)).isPresent();
    String dear = body().replace("\"factor\": 0.0002", "\"factor\": 0.02");
    assertThat(dear).isNotEqualTo(body());
    assertThat(trade(dear, 3)).isEmpty();
    assertThat(trade(dear, 1)).isPresent();
    String described =
        body()
            .replaceFirst(
                "\"volume\": \\{\\s*\"factor\": 0.0002\\s*\\}",
                "\"kind\": \"volume\", \"factor\": 0.02");
    assertThat(described).isNotEqualTo(body());
    assertThat(trade(described, 3)).as("the form of the API's description").isEmpty();
  }

  /** A driver that takes volume fees itself asks for more in the amounts than was signed. */
  @Test
  void amountsHarderThanTheSignedOnesCount() throws Exception {
    String harder =
        body()
            .replace(
                "\"buyAmount\": \"9900000000000000000000\"",
                "\"buyAmount\": \"9999000000000000000000\"");
    assertThat(harder).isNotEqualTo(body());
    assertThat(trade(harder, 3)).isEmpty();
  }

  @Test
  void theQuoteOfABuyOrderMayOfferMoreThanAnybodyHas() throws Exception {
    String signed = "\"1050000000000000000\"";
    String most = "\"" + java.math.BigInteger.ONE.shiftLeft(144) + "\"";
    String quote = body().replace(signed, most).replace("\"id\": \"7\"", "\"id\": null");
    assertThat(quote).contains(most);
    assertThat(trade(quote, 4)).isPresent();
    String sells = body().replace("\"2500000000000000000000\"", most);
    assertThat(trade(sells, 1)).as("nobody can sell that much here").isEmpty();
    assertThat(trade(sells, 3)).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "\"version\": \"v3Plus\" | \"version\": \"v4\" | $.liquidity[1].version",
        "\"version\": \"v3Plus\", | '' | $.liquidity[1].version",
        "\"weight\": \"0.4\" | \"weight\": 0.4 | $.liquidity[1].tokens",
        "\"weight\": \"0.4\" | \"weight\": \"1.4\" | $.liquidity[1].tokens",
        "\"weight\": \"0.4\" | \"weight\": \"-0.4\" | $.liquidity[1].tokens",
        "\"scalingFactor\": \"1\" | \"scalingFactor\": \"1e99\" | $.liquidity[1].tokens",
        "\"scalingFactor\": \"1\" | \"scalingFactor\": \"1e-19\" | $.liquidity[1].tokens",
        "\"fee\": \"0.0025\" | \"fee\": \"1\" | $.liquidity[1].fee",
        "\"balancerPoolId\": \"0x5c5c | \"balancerPoolId\": \"0xzz | $.liquidity[1].balancerPoolId",
        "\"amplificationParameter\": \"500.0\" | \"amplificationParameter\": \"x\" | $.liquidity[2].amplificationParameter",
        "\"amplificationParameter\": \"500.0\" | \"amplificationParameter\": \"0.0001\" | $.liquidity[2].amplificationParameter",
        "\"hash\": \"0x1e1e | \"hash\": \"0x | $.liquidity[4].hash",
        "\"makerAmount\": \"3 | \"makerAmount\": \"-3 | $.liquidity[4].makerAmount",
        "\"takerTokenFeeAmount\": | \"other\": | $.liquidity[4].takerTokenFeeAmount",
        "\"gasEstimate\": \"66358\" | \"gasEstimate\": \"99999999999999999999\" | $.liquidity[4].gasEstimate",
        "\"factor\": 0.0002 | \"factor\": 1 | $.orders[2].feePolicies[0].volume.factor",
        "\"factor\": 0.0002 | \"factor\": -0.1 | $.orders[2].feePolicies[0].volume.factor",
        "\"factor\": 0.0002 | \"factor\": 1e-99999 | $.orders[2].feePolicies[0].volume.factor",
        "\"factor\": 0.0002 | \"factor\": \"0.1\" | $.orders[2].feePolicies[0].volume.factor",
        "\"volume\": | \"tax\": | $.orders[2].feePolicies[0]",
        "\"fullSellAmount\": \"25 | \"fullSellAmount\": \"x5 | $.orders[0].fullSellAmount",
        "\"deadline\": \"2026 | \"deadline\": \"yesterday | $.deadline",
        "\"trusted\": true | \"trusted\": 1 | $.tokens",
      })
  void namesTheFieldAtFault(String from, String to, String path) throws Exception {
    assertThat(body()).contains(from);
    int at = body().indexOf(from);
    String wrong = body().substring(0, at) + to + body().substring(at + from.length());
    HttpResponse<byte[]> response = post(wrong);
    assertThat(response.statusCode()).isEqualTo(400);
    EngineResponse.Declined declined =
        (EngineResponse.Declined) EngineJson.readResponse(response.body());
    assertThat(declined.message()).startsWith(path);
  }

  @Test
  void poolsThatCannotBeAreLeftOut() throws Exception {
    String dry = body().replace("\"500.0\"", "\"0.001\"");
    assertThat(trade(dry, 1)).isEmpty();
    assertThat(trade(dry, 3)).isPresent();
  }

  /** Our extension: Curve's own pool in place of Balancer's. */
  @Test
  void aPoolOfCurvesIsUsed() throws Exception {
    assertThat(trade(curve("20000", "100"), 1)).isPresent();
    assertThat(trade(curve("200", "1"), 1)).isPresent();
    assertThat(trade(curve("0", "1"), 1)).as("no contract has that").isEmpty();
    assertThat(trade(curve("0", "1"), 3)).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "\"amplificationPrecision\": \"100\" | \"amplificationPrecision\": \"10\" | .amplificationPrecision: must be \"1\" or \"100\"",
        "\"amplificationPrecision\": | \"precision\": | .amplificationPrecision",
        "\"amplificationParameter\": \"200.25\" | \"amplificationParameter\": \"200.125\" | .amplificationParameter",
        "\"amplificationPrecision\": \"100\" | \"amplificationPrecision\": \"1\" | .amplificationParameter",
        "\"fee\": \"0.0004\" | \"fee\": \"1\" | .fee: must be below 1",
        "\"fee\": \"0.0004\" | \"fee\": \"0.00040000001\" | .fee",
        "\"adminFee\": \"0.5\" | \"adminFee\": \"1.1\" | .adminFee: must be at most 1",
        "\"adminFee\": \"0.5\", | '' | .adminFee",
        "\"balance\": \"585576741011\" | \"balance\": \"-1\" | .tokens[1].balance",
        "\"scalingFactor\": \"1\" | \"scalingFactor\": 1 | .tokens[0].scalingFactor",
        "00a4\", | 00a3\", | .tokens: must hold at least two tokens, each once",
        "{ \"token\" | 7, { \"token\" | .tokens[0]",
      })
  void namesTheFieldAtFaultOfAPoolOfCurves(String from, String to, String path) throws Exception {
    String right = curve("200.25", "100");
    int pool = right.indexOf("curveStable");
    int at = right.indexOf(from, pool);
    assertThat(at).isPositive();
    String wrong = right.substring(0, at) + to + right.substring(at + from.length());
    HttpResponse<byte[]> response = post(wrong);
    assertThat(response.statusCode()).isEqualTo(400);
    EngineResponse.Declined declined =
        (EngineResponse.Declined) EngineJson.readResponse(response.body());
    assertThat(declined.message()).startsWith("$.liquidity[2]" + path);
  }

  private static String curve(String amplification, String precision) throws IOException {
    String body = body();
    int from = body.lastIndexOf('{', body.indexOf("\"kind\": \"stable\""));
    int to = body.indexOf("\"kind\": \"", body.indexOf("\"kind\": \"stable\"") + 1);
    String pool =
        """
        {
          "kind": "curveStable",
          "id": "2",
          "address": "0x0000000000000000000000000000000000000073",
          "gasEstimate": "183520",
          "amplificationParameter": "%s",
          "amplificationPrecision": "%s",
          "fee": "0.0004",
          "adminFee": "0.5",
          "tokens": [
            { "token": "0x00000000000000000000000000000000000000a3",
              "balance": "505781000000000000000000", "scalingFactor": "1" },
            { "token": "0x00000000000000000000000000000000000000a4",
              "balance": "585576741011", "scalingFactor": "1000000000000" }
          ]
        },
        {
        """
            .formatted(amplification, precision);
    return body.substring(0, from) + pool + body.substring(to);
  }

  @Test
  void kindsOfTomorrowAreLeftOut() throws Exception {
    String tomorrow = body().replace("\"kind\": \"stable\"", "\"kind\": \"quantum\"");
    assertThat(trade(tomorrow, 1)).isEmpty();
    assertThat(trade(tomorrow, 3)).isPresent();
  }

  /** A strategy that does not come back does not keep the auctioneer waiting. */
  @Test
  void answersInTimeWhateverTheSearchDoes() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    try (EngineServer engine = engine(new Stuck(release), Duration.ofMillis(50))) {
      HttpResponse<byte[]> response = post(engine, body().replace("00:08.500Z", "00:00.300Z"));
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(EngineJson.readResponse(response.body()))
          .isEqualTo(new EngineResponse.Solutions(List.of(), List.of()));
      assertThat(release.getCount()).as("the search still runs").isEqualTo(1);
      release.countDown();
    }
  }

  private record Stuck(CountDownLatch release) implements Strategy {
    @Override
    public String name() {
      return "stuck";
    }

    @Override
    public String description() {
      return "never looks at its budget";
    }

    @Override
    public List<Solution> solve(io.fairlead.auction.engine.SolveRequest request, Budget budget) {
      try {
        release.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return List.of();
    }
  }

  private static LiquiditySwap swap(Solution solution, String id) {
    return solution.interactions().stream()
        .map(LiquiditySwap.class::cast)
        .filter(swap -> swap.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** Looked up in the text: our own reader refuses what our own contract cannot do. */
  private static boolean internalized(String body, String id) throws Exception {
    JsonNode solutions = new ObjectMapper().readTree(post(body).body()).get("solutions");
    for (JsonNode step : solutions.get(0).get("interactions")) {
      if (step.get("id").stringValue().equals(id)) {
        return step.get("internalize").booleanValue();
      }
    }
    throw new AssertionError("not used");
  }

  private static Optional<EngineTrade> trade(String body, int order) throws Exception {
    return solve(body).stream()
        .flatMap(solution -> solution.trades().stream())
        .filter(
            trade -> trade.order().intentHash().toString().endsWith("d0%02x".formatted(13 + order)))
        .findFirst();
  }

  private static List<Solution> solve(String body) throws Exception {
    // Without a buffer, so that what we internalize is not refused when read back.
    HttpResponse<byte[]> response = post(body.replace("\"3000000000\"", "\"0\""));
    assertThat(response.statusCode()).isEqualTo(200);
    return ((EngineResponse.Solutions) EngineJson.readResponse(response.body())).solutions();
  }

  private static HttpResponse<byte[]> post(String body) throws Exception {
    try (EngineServer engine = engine(new BestPath(), Duration.ofMillis(50))) {
      return post(engine, body);
    }
  }

  private static HttpResponse<byte[]> post(EngineServer engine, String body) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + engine.port() + "/solve"))
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build(),
          HttpResponse.BodyHandlers.ofByteArray());
    }
  }

  private static EngineServer engine(Strategy strategy, Duration slack) {
    return EngineServer.start(
        strategy,
        new EngineConfig(
            "127.0.0.1", 0, 1, 4, EngineConfig.MAX_BODY_BYTES, slack, Duration.ofSeconds(60)),
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static String body() throws IOException {
    try (InputStream file = ForeignRequestTest.class.getResourceAsStream("/cow-five-kinds.json")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
