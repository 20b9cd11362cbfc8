package io.fairlead.chain.rpc;

import static io.fairlead.chain.FakeRpcServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.chain.ChainException;
import io.fairlead.chain.FakeRpcServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

@Timeout(30)
class JsonRpcClientTest {
  private static JsonRpcClient client(FakeRpcServer server) {
    return new JsonRpcClient(
        new HttpTransport(server.uri(), Duration.ofSeconds(10), HttpTransport.DEFAULT_MAX_BYTES));
  }

  private static List<RpcRequest> numbered(int count) {
    return IntStream.range(0, count).mapToObj(i -> RpcRequest.of("eth_echo", (long) i)).toList();
  }

  @Test
  void passesParametersAndResultsThrough() {
    try (FakeRpcServer server = FakeRpcServer.answering((_, params) -> params);
        JsonRpcClient client = client(server)) {
      JsonNode params = json("[{\"a\":[1,null,\"0x\"]},true]");
      assertThat(client.call(new RpcRequest("any", params)))
          .isEqualTo(new RpcAnswer.Success(params));
      assertThat(client.result(RpcRequest.of("any", 255L, true, "text")).toString())
          .isEqualTo("[\"0xff\",true,\"text\"]");
    }
  }

  @Test
  void keepsErrorsAsTheyAre() {
    try (FakeRpcServer server =
            FakeRpcServer.answering((_, _) -> {
              throw new FakeRpcServer.Refusal(
                  "{\"code\":-32000,\"message\":\"no\",\"data\":{\"x\":[1]}}");
            });
        JsonRpcClient client = client(server)) {
      assertThat(client.call(RpcRequest.of("eth_x")))
          .isEqualTo(new RpcAnswer.Failure(-32000, "no", json("{\"x\":[1]}")));
      assertThatThrownBy(() -> client.result(RpcRequest.of("eth_x")))
          .isInstanceOfSatisfying(
              RpcErrorException.class, e -> assertThat(e.code()).isEqualTo(-32000))
          .hasMessage("eth_x refused with -32000: no");
    }
  }

  @Test
  void neverRepeatsATransactionInAMessage() {
    String raw = "02" + "ab".repeat(150);
    try (FakeRpcServer server =
            FakeRpcServer.answering((_, _) -> {
              throw new FakeRpcServer.Refusal(
                  "{\"code\":-1,\"message\":\"bad 0x" + raw + "\",\"data\":\"0x" + raw + "\"}");
            });
        JsonRpcClient client = client(server)) {
      RpcRequest request = RpcRequest.of("eth_sendRawTransaction", "0x" + raw);
      assertThat(request.toString()).doesNotContain("abab");
      assertThat(client.call(request).toString()).doesNotContain("abab");
      assertThatThrownBy(() -> client.result(request))
          .hasMessage("eth_sendRawTransaction refused with -1: bad 0x...");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":1",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":1} {}",
        "{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":1}",
        "{\"jsonrpc\":\"2.0\",\"id\":1}",
        "{\"jsonrpc\":\"2.0\",\"result\":1}",
        "[]",
        "null",
        "17",
        "[{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":1}]"
      })
  void refusesWhatIsNoAnswer(String text) {
    try (FakeRpcServer server = FakeRpcServer.sending(text);
        JsonRpcClient client = client(server)) {
      assertThatThrownBy(() -> client.call(RpcRequest.of("eth_x")))
          .isInstanceOf(ChainException.class);
    }
  }

  @Test
  void refusesDeepAnswers() {
    String deep = "[".repeat(10_000) + "]".repeat(10_000);
    try (FakeRpcServer server =
            FakeRpcServer.sending("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + deep + "}");
        JsonRpcClient client = client(server)) {
      assertThatThrownBy(() -> client.call(RpcRequest.of("eth_x")))
          .isInstanceOf(ChainException.class)
          .hasMessageContaining("no well-formed JSON");
    }
  }

  @Test
  void takesAnErrorWithoutId() {
    try (FakeRpcServer server =
            FakeRpcServer.sending(
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32700,\"message\":\"m\"}}");
        JsonRpcClient client = client(server)) {
      assertThat(client.call(RpcRequest.of("eth_x")))
          .isEqualTo(new RpcAnswer.Failure(-32700, "m", null));
    }
  }

  @Test
  void ordersABatchByIdAndSplitsALongOne() {
    try (FakeRpcServer server =
            new FakeRpcServer((exchange, body) -> {
              JsonNode answers = json(FakeRpcServer.answers((_, p) -> p.get(0), body));
              ArrayNode reversed = FakeRpcServer.JSON.createArrayNode();
              for (int i = answers.size() - 1; i >= 0; i--) {
                reversed.add(answers.get(i));
              }
              FakeRpcServer.reply(exchange, 200, reversed.toString());
            });
        JsonRpcClient client = client(server)) {
      List<RpcAnswer> answers = client.callAll(numbered(1201));
      for (int i = 0; i < 1201; i++) {
        assertThat(answers.get(i))
            .isEqualTo(new RpcAnswer.Success(json("\"" + Quantity.of(i) + "\"")));
      }
      assertThat(server.requests()).extracting(JsonNode::size).containsExactly(500, 500, 201);
      assertThat(client.callAll(List.of())).isEmpty();
      assertThat(server.requests()).hasSize(3);
    }
  }

  @Test
  void oneErrorInABatchLeavesTheOthers() {
    try (FakeRpcServer server =
            FakeRpcServer.answering((_, params) -> {
              if (params.get(0).asString().equals("0x1")) {
                throw new FakeRpcServer.Refusal("{\"code\":3,\"message\":\"reverted\"}");
              }
              return params.get(0);
            });
        JsonRpcClient client = client(server)) {
      assertThat(client.callAll(numbered(3)))
          .containsExactly(
              new RpcAnswer.Success(json("\"0x0\"")),
              new RpcAnswer.Failure(3, "reverted", null),
              new RpcAnswer.Success(json("\"0x2\"")));
    }
  }

  @Test
  void refusesABatchWithAnswersMissingDoubledOrForeign() {
    List<String> wrong = new ArrayList<>();
    String one = "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":1}";
    wrong.add("[" + one.formatted(1) + "]");
    wrong.add("[" + one.formatted(1) + "," + one.formatted(1) + "]");
    wrong.add("[" + one.formatted(1) + "," + one.formatted(7) + "]");
    wrong.add("[" + one.formatted(1) + "," + one.formatted("\"2\"") + "]");
    wrong.add("[" + one.formatted(1) + ",5]");
    wrong.add("{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32600,\"message\":\"no\"}}");
    for (String text : wrong) {
      try (FakeRpcServer server = FakeRpcServer.sending(text);
          JsonRpcClient client = client(server)) {
        assertThatThrownBy(() -> client.callAll(numbered(2)))
            .as(text)
            .isInstanceOf(ChainException.class);
      }
    }
  }
}
