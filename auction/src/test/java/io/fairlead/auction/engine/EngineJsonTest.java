package io.fairlead.auction.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.auction.RandomAuctions;
import io.fairlead.auction.Scene;
import io.fairlead.auction.json.Json;
import io.fairlead.auction.json.JsonFormatException;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EngineJsonTest {
  private static final String TOKEN = "0x" + "11".repeat(20);
  private static final String UID = "0x" + "22".repeat(56);
  private static final String SOLUTION =
      """
      {"solutions":[{"id":7,"prices":{"TOKEN":"5","OTHER":"0x10"},
        "trades":[{"kind":"fulfillment","order":"UID","executedAmount":"9"}],
        "interactions":[{"kind":"liquidity","internalize":false,"id":3,"inputToken":"TOKEN",
          "outputToken":"OTHER","inputAmount":"1","outputAmount":"2","future":[1]}]}]}
      """
          .replace("TOKEN", TOKEN)
          .replace("OTHER", "0x" + "33".repeat(20))
          .replace("UID", UID);

  @Test
  void readsBackEveryRequest() {
    RandomAuctions.forAll(
        300,
        random -> {
          SolveRequest request = random.request();
          byte[] body = EngineJson.writeRequest(request);
          assertThat(EngineJson.readRequest(body)).isEqualTo(request);
          assertThat(EngineJson.writeRequest(EngineJson.readRequest(body))).isEqualTo(body);
        });
  }

  @Test
  void readsBackEveryResponse() {
    RandomAuctions.forAll(
        300,
        random -> {
          EngineResponse response =
              new EngineResponse.Solutions(
                  List.of(random.solution(), random.solution()), List.of());
          assertThat(EngineJson.readResponse(EngineJson.writeResponse(response)))
              .isEqualTo(response);
        });
    EngineResponse declined = new EngineResponse.Declined("insufficientLiquidity", "dry");
    assertThat(EngineJson.readResponse(EngineJson.writeResponse(declined))).isEqualTo(declined);
  }

  @Test
  void readsBackEveryNotification() {
    for (NotificationKind kind : NotificationKind.values()) {
      EngineNotification notification =
          new EngineNotification(12, 3L, kind, "because", Bytes32.ZERO, Address.ZERO);
      assertThat(EngineJson.readNotification(EngineJson.writeNotification(notification)))
          .isEqualTo(notification);
      EngineNotification bare = new EngineNotification(12, null, kind, "");
      assertThat(EngineJson.readNotification(EngineJson.writeNotification(bare))).isEqualTo(bare);
    }
  }

  @Test
  void writesTheFieldsOfTheSolverEngineApi() {
    SolveRequest request = new RandomAuctions(4).request();
    String text = new String(EngineJson.writeRequest(request), StandardCharsets.UTF_8);
    assertThat(request.orders()).isNotEmpty();
    assertThat(text)
        .contains("\"surplusCapturingJitOrderOwners\":[]", "\"effectiveGasPrice\":\"")
        .contains("\"feePolicies\":[]", "\"preInteractions\":[]", "\"postInteractions\":[]")
        .contains("\"sellTokenSource\":\"erc20\"", "\"buyTokenDestination\":\"erc20\"")
        .contains("\"class\":\"limit\"", "\"signingScheme\":\"eip712\"", "\"fullSellAmount\":\"");
    Liquidity.ConstantProduct pair =
        new Liquidity.ConstantProduct(
            "1",
            Address.ZERO,
            90_000,
            Address.ZERO,
            Address.parse(TOKEN),
            Address.parse("0x" + "12".repeat(20)),
            BigInteger.ONE,
            BigInteger.TWO,
            30);
    assertThat(Json.canonical(LiquidityJson.write(pair)))
        .contains("\"fee\":\"0.003\"", "\"kind\":\"constantProduct\"", "\"gasEstimate\":\"90000\"")
        .contains("{\"" + TOKEN + "\":{\"balance\":\"1\"}");
  }

  @Test
  void readsWhatOtherEnginesWrite() {
    EngineResponse.Solutions answer = (EngineResponse.Solutions) read(SOLUTION);
    Solution solution = answer.solutions().getFirst();
    assertThat(solution.prices().values())
        .containsExactly(BigInteger.valueOf(5), BigInteger.valueOf(16));
    assertThat(solution.trades().getFirst().fee()).isZero();
    assertThat(solution.interactions().getFirst())
        .isInstanceOfSatisfying(
            EngineInteraction.LiquiditySwap.class, swap -> assertThat(swap.id()).isEqualTo("3"));
    assertThat(solution.gas()).isZero();
  }

  @Test
  void aSolversOwnOrderTravelsWithWhatWasSigned() {
    Intent own =
        Scene.intent("solver", Scene.USD, Scene.WETH, Scene.usd(9), Scene.ONE, Side.BUY, true);
    JitTrade jit =
        new JitTrade(
            own, Bytes.parse("0x" + "2a".repeat(65)), BigInteger.TWO, BigInteger.valueOf(3));
    Solution solution =
        new Solution(4, new TreeMap<>(), List.of(), List.of(jit), List.of(), 0, null);
    EngineResponse.Solutions answer =
        (EngineResponse.Solutions)
            EngineJson.readResponse(EngineJson.writeResponse(List.of(solution)));
    assertThat(answer.solutions()).containsExactly(solution);
  }

  @ParameterizedTest
  @ValueSource(strings = {"owner", "nonce", "validTo", "signature", "kind", "sellAmount"})
  void aSolversOwnOrderSaysEverythingThatWasSigned(String field) {
    String order =
        "{\"owner\":\"0x%1$s\",\"sellToken\":\"0x%1$s\",\"buyToken\":\"0x%1$s\",\"sellAmount\":\"1\","
                .formatted("11".repeat(20))
            + "\"buyAmount\":\"1\",\"kind\":\"sell\",\"validTo\":9,\"nonce\":\"7\",\"signature\":\"0x01\"}";
    String body =
        "{\"solutions\":[{\"id\":1,\"prices\":{},\"interactions\":[],\"trades\":[{\"kind\":\"jit\","
            + "\"executedAmount\":\"1\",\"order\":"
            + order
            + "}]}]}";
    assertThat(((EngineResponse.Solutions) read(body)).solutions().getFirst().jit()).hasSize(1);
    String without = body.replace("\"" + field + "\":", "\"x-" + field + "\":");
    if (field.equals("kind")) {
      without = body.replace("\"kind\":\"sell\"", "\"kind\":\"swap\"");
    }
    String broken = without;
    assertThatThrownBy(() -> read(broken))
        .isInstanceOf(JsonFormatException.class)
        .hasMessageContaining("trades[0].order." + field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "\"interactions\":[ | \"preInteractions\":[{}],\"interactions\":[ | preInteractions",
        "\"interactions\":[ | \"flashloans\":{\"a\":{}},\"interactions\":[ | flashloans",
        "\"internalize\":false | \"internalize\":true | interactions[0].internalize",
        "\"internalize\":false | \"internalize\":false,\"value\":\"1\" | interactions[0].value",
      })
  void refusesWhatASettlementCannotDo(String from, String to, String path) {
    EngineResponse.Solutions answer = (EngineResponse.Solutions) read(SOLUTION.replace(from, to));
    assertThat(answer.solutions()).isEmpty();
    RefusedSolution refused = answer.refused().getFirst();
    assertThat(refused.id()).isEqualTo(7);
    assertThat(refused.reason()).startsWith("$.solutions[0]." + path);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "\"id\":7 | \"id\":-7 | $.solutions[0].id",
        "\"id\":7 | \"id\":1e9 | $.solutions[0].id",
        "\"id\":7, | '' | $.solutions[0].id",
        "\"9\" | 9 | $.solutions[0].trades[0].executedAmount",
        "\"9\" | \"-9\" | $.solutions[0].trades[0].executedAmount",
        "\"9\" | \"٩\" | $.solutions[0].trades[0].executedAmount",
        "\"9\" | \"\" | $.solutions[0].trades[0].executedAmount",
        "fulfillment | other | $.solutions[0].trades[0].kind",
        "\"kind\":\"liquidity\" | \"kind\":\"x\" | $.solutions[0].interactions[0].kind",
        "\"5\" | null | $.solutions[0].prices",
        "2222 | zzzz | $.solutions[0].trades[0].order",
        "\"id\":7 | \"id\":7,\"id\":8 | $",
      })
  void namesThePathOfWhatIsWrong(String from, String to, String path) {
    String body = SOLUTION.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to));
    assertThat(body).isNotEqualTo(SOLUTION);
    assertThatThrownBy(() -> read(body))
        .isInstanceOf(JsonFormatException.class)
        .hasMessageStartingWith(path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nul", "[]", "{}", "{\"solutions\":{}}", "{\"solutions\":[]} 1", "7"})
  void refusesWhatIsNoAnswer(String body) {
    assertThatThrownBy(() -> read(body)).isInstanceOf(JsonFormatException.class);
  }

  @Test
  void boundsEverything() {
    assertThatThrownBy(() -> read("[".repeat(100_000))).isInstanceOf(JsonFormatException.class);
    assertThatThrownBy(() -> read(" ".repeat(Json.MAX_BYTES + 1)))
        .isInstanceOf(JsonFormatException.class)
        .hasMessageContaining("larger");
    String many = SOLUTION.trim();
    String one = many.substring("{\"solutions\":[".length(), many.length() - 2);
    assertThatThrownBy(() -> read("{\"solutions\":[" + (one + ",").repeat(20) + one + "]}"))
        .hasMessageStartingWith("$.solutions: more than 20");
    assertThatThrownBy(() -> read(SOLUTION.replace("\"9\"", "\"" + "9".repeat(78) + "\"")))
        .hasMessageContaining("does not fit 256 bits");
  }

  @Test
  void neverShowsWhatItRead() {
    String secret = "s3cret";
    for (String body :
        List.of(
            secret,
            "{\"solutions\":\"" + secret + "\"}",
            SOLUTION.replace("\"9\"", "\"" + secret + "\""))) {
      assertThatThrownBy(() -> read(body)).message().doesNotContain(secret);
    }
  }

  private static EngineResponse read(String text) {
    return EngineJson.readResponse(text.getBytes(StandardCharsets.UTF_8));
  }
}
