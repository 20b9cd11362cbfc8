package io.fairlead.relay.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.relay.testing.FakeCaller;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

class RpcConformanceTest {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();
  private final List<String> ended = new ArrayList<>();
  private final RpcDispatcher dispatcher =
      new RpcDispatcher(
          List.of(
              method("echo", (params, _) -> params.isMissingNode() ? text("none") : params),
              method(
                  "typed",
                  (json, _) -> {
                    Params params = Params.of(json, List.of("a", "n", "w", "flag", "o"));
                    params.address("a");
                    params.uint("n", 128);
                    params.bytes32("w");
                    params.bool("flag");
                    params.object("o", List.of("x")).number("x", 5, 10);
                    return text("ok");
                  }),
              method(
                  "broken",
                  (_, _) -> {
                    throw new IllegalStateException("secret terms");
                  }),
              method(
                  "foreign",
                  (_, _) -> {
                    throw new ForeignFault(3, "execution reverted", text("0x08c379a0"));
                  })),
          THREADS,
          (method, outcome, _) -> {
            synchronized (ended) {
              ended.add(method + " " + outcome);
            }
          });

  private interface Body {
    JsonNode call(JsonNode params, Caller caller);
  }

  private static RpcMethod method(String name, Body body) {
    return new RpcMethod() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public JsonNode call(JsonNode params, Caller caller) {
        return body.call(params, caller);
      }
    };
  }

  @AfterAll
  static void stop() {
    THREADS.shutdownNow();
  }

  private static JsonNode text(String text) {
    return JsonNodeFactory.instance.stringNode(text);
  }

  @TestFactory
  Stream<DynamicTest> badRequests() {
    List<BadBodies.Bad> table = BadBodies.table();
    assertThat(table).hasSizeGreaterThan(100);
    return table.stream()
        .map(bad -> {
          String name = bad.body().substring(0, Math.min(60, bad.body().length()));
          return DynamicTest.dynamicTest(bad.reason() + " " + name, () -> check(bad));
        });
  }

  private void check(BadBodies.Bad bad) {
    JsonNode answer = answer(bad.body()).orElseThrow();
    assertThat(answer.get("jsonrpc").stringValue()).isEqualTo("2.0");
    assertThat(answer.get("id")).isEqualTo(MAPPER.readTree(bad.id()));
    assertThat(answer.has("result")).isFalse();
    assertThat(answer.at("/error/code").intValue()).isEqualTo(bad.code());
    assertThat(answer.at("/error/data/reason").stringValue()).isEqualTo(bad.reason());
    assertThat(answer.at("/error/message").stringValue()).isNotBlank();
    assertThat(answer.at("/error/data/field").asString("")).isEqualTo(bad.field());
  }

  private Optional<JsonNode> answer(String body) {
    return answer(body, new FakeCaller());
  }

  private Optional<JsonNode> answer(String body, Caller caller) {
    return dispatcher.handle(body.getBytes(StandardCharsets.UTF_8), caller).map(MAPPER::readTree);
  }

  @Test
  void idsComeBackAsTheyCame() {
    for (String id :
        List.of(
            "null",
            "0",
            "-1",
            "69",
            "\"\"",
            "\"x\"",
            "1.5",
            "12345678901234567890123456789012345678901234567890")) {
      JsonNode answer =
          answer("{\"jsonrpc\":\"2.0\",\"method\":\"echo\",\"id\":" + id + "}").orElseThrow();
      assertThat(answer.get("id").toString()).isEqualTo(id);
      assertThat(answer.get("result").stringValue()).isEqualTo("none");
    }
  }

  @Test
  void amountsInEveryForm() {
    for (String n :
        List.of(
            "0",
            "1",
            "\"1\"",
            "\"0x1\"",
            "\"0xFf\"",
            "\"007\"",
            "340282366920938463463374607431768211455",
            "\"0xffffffffffffffffffffffffffffffff\"")) {
      String body =
          BadBodies.typed(
              "\"" + BadBodies.A + "\"", n, "\"" + BadBodies.W + "\"", "false", "{\"x\":\"10\"}");
      assertThat(answer(body).orElseThrow().path("result").asString("")).isEqualTo("ok");
    }
  }

  @Test
  void oneObjectInAnArrayIsTheObject() {
    String params =
        "{\"a\":\""
            + BadBodies.A
            + "\",\"n\":1,\"w\":\""
            + BadBodies.W
            + "\",\"flag\":true,\"o\":{\"x\":6}}";
    String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"typed\",\"params\":[" + params + "]}";
    assertThat(answer(body).orElseThrow().path("result").asString("")).isEqualTo("ok");
  }

  @Test
  void notificationsAreRunAndNotAnswered() {
    assertThat(answer("{\"jsonrpc\":\"2.0\",\"method\":\"echo\"}")).isEmpty();
    assertThat(answer("[{\"jsonrpc\":\"2.0\",\"method\":\"echo\"}]")).isEmpty();
    assertThat(ended).containsExactly("echo ok", "echo ok");
  }

  @Test
  void batchesAreAnsweredInOrderEachByItself() {
    JsonNode answer =
        answer(
                """
                [{"jsonrpc":"2.0","id":1,"method":"echo"}, 5, {"jsonrpc":"2.0","method":"echo"},
                 {"jsonrpc":"2.0","id":2,"method":"nope"}, {"jsonrpc":"2.0","id":2,"method":"echo"}]
                """)
            .orElseThrow();
    assertThat(answer.size()).isEqualTo(4);
    assertThat(answer.at("/0/result").asString("")).isEqualTo("none");
    assertThat(answer.at("/1/error/code").intValue()).isEqualTo(-32600);
    assertThat(answer.at("/2/error/code").intValue()).isEqualTo(-32601);
    assertThat(answer.at("/3/result").asString("")).isEqualTo("none");
  }

  @Test
  void aHundredCallsAreTaken() {
    String call = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"echo\"}";
    String body = "[" + (call + ",").repeat(99) + call + "]";
    assertThat(answer(body).orElseThrow().size()).isEqualTo(100);
  }

  @Test
  void defectsTellNothing() {
    JsonNode answer = answer("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"broken\"}").orElseThrow();
    assertThat(answer.at("/error/code").intValue()).isEqualTo(-32603);
    assertThat(answer.toString()).doesNotContain("secret");
  }

  @Test
  void errorsOfTheChainNodeAreHandedOn() {
    JsonNode answer = answer("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"foreign\"}").orElseThrow();
    assertThat(answer.get("error").toString())
        .isEqualTo("{\"code\":3,\"message\":\"execution reverted\",\"data\":\"0x08c379a0\"}");
  }

  @Test
  void callsBeyondTheAllowanceAreNotRun() {
    FakeCaller caller = new FakeCaller();
    caller.budget = 2;
    String call = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"echo\"}";
    JsonNode answer = answer("[" + (call + ",").repeat(4) + call + "]", caller).orElseThrow();
    long limited =
        answer.valueStream().filter(one -> one.at("/error/code").asInt(0) == -32002).count();
    assertThat(limited).isEqualTo(3);
    assertThat(ended.stream().filter("echo ok"::equals).count()).isEqualTo(2);
  }

  @Test
  void sendingMethodsGetAHint() {
    JsonNode answer =
        answer("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_sendRawTransaction\",\"params\":[]}")
            .orElseThrow();
    assertThat(answer.at("/error/message").stringValue()).contains("intent_submit");
  }
}
