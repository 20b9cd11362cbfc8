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

  private record Bad(String body, int code, String reason, String id, String field) {}

  private static Bad bad(String body, RpcError error) {
    return bad(body, error, "null");
  }

  private static Bad bad(String body, RpcError error, String id) {
    return new Bad(body, error.code(), error.reason(), id, "");
  }

  private static final String A = "0x" + "11".repeat(20);
  private static final String W = "0x" + "22".repeat(32);

  private static String typed(String a, String n, String w, String flag, String o) {
    return """
    {"jsonrpc":"2.0","id":1,"method":"typed","params":{"a":%s,"n":%s,"w":%s,"flag":%s,"o":%s}}\
    """
        .formatted(a, n, w, flag, o);
  }

  private static Bad field(String field, String a, String n, String w, String flag, String o) {
    return new Bad(typed(a, n, w, flag, o), -32010, "invalidField", "1", field);
  }

  private static List<Bad> table() {
    List<Bad> table = new ArrayList<>();
    // Not JSON.
    for (String body :
        List.of(
            "",
            " ",
            "{",
            "}",
            "[",
            "[1",
            "nul",
            "tru",
            "'x'",
            "{\"a\"}",
            "{\"a\":}",
            "{a:1}",
            "{\"jsonrpc\":\"2.0\",}",
            "[1,]",
            "{} {}",
            "1 2",
            "\"open",
            "{\"a\":1}x",
            "\u0000",
            "\ufeff{",
            "NaN",
            "Infinity",
            "-",
            "+1",
            "01",
            "1.",
            ".5",
            "0x10",
            "/*c*/1",
            "{\"id\":1,\"id\":2}",
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"echo\",\"method\":\"echo\"}",
            "\"\\x\"",
            "\"\\ud8\"",
            "\"a\nb\"",
            "[[[[",
            "{\"a\":[}",
            "undefined")) {
      table.add(bad(body, RpcError.PARSE_ERROR));
    }
    // JSON, but no call.
    for (String body : List.of("1", "null", "true", "\"echo\"", "1.5", "-0", "1e400")) {
      table.add(bad(body, RpcError.INVALID_REQUEST));
    }
    for (String members :
        List.of(
            "\"method\":\"echo\"",
            "\"jsonrpc\":\"1.0\",\"method\":\"echo\"",
            "\"jsonrpc\":2.0,\"method\":\"echo\"",
            "\"jsonrpc\":2,\"method\":\"echo\"",
            "\"jsonrpc\":null,\"method\":\"echo\"",
            "\"jsonrpc\":\"2.0 \",\"method\":\"echo\"",
            "\"jsonrpc\":[\"2.0\"],\"method\":\"echo\"",
            "\"jsonrpc\":\"2.0\"",
            "\"jsonrpc\":\"2.0\",\"method\":null",
            "\"jsonrpc\":\"2.0\",\"method\":1",
            "\"jsonrpc\":\"2.0\",\"method\":{}",
            "\"jsonrpc\":\"2.0\",\"method\":[\"echo\"]",
            "\"jsonrpc\":\"2.0\",\"method\":true",
            "\"jsonrpc\":\"2.0\",\"method\":\"" + "m".repeat(65) + "\"",
            "\"jsonrpc\":\"2.0\",\"method\":\"echo\",\"params\":1",
            "\"jsonrpc\":\"2.0\",\"method\":\"echo\",\"params\":\"x\"",
            "\"jsonrpc\":\"2.0\",\"method\":\"echo\",\"params\":null",
            "\"jsonrpc\":\"2.0\",\"method\":\"echo\",\"params\":true")) {
      table.add(bad("{\"id\":7," + members + "}", RpcError.INVALID_REQUEST, "7"));
    }
    for (String id : List.of("true", "false", "{}", "[]", "[1]", "{\"a\":1}")) {
      table.add(
          bad(
              "{\"jsonrpc\":\"2.0\",\"method\":\"echo\",\"id\":" + id + "}",
              RpcError.INVALID_REQUEST));
    }
    table.add(bad("[]", RpcError.INVALID_REQUEST));
    table.add(bad("{}", RpcError.INVALID_REQUEST));
    // Too large.
    table.add(bad("[".repeat(33) + "]".repeat(33), RpcError.TOO_LARGE));
    table.add(bad("{\"a\":".repeat(33) + "1" + "}".repeat(33), RpcError.TOO_LARGE));
    table.add(bad("[" + "1,".repeat(100) + "1]", RpcError.TOO_LARGE));
    table.add(bad("\"" + "x".repeat(RpcParser.MAX_TEXT + 1) + "\"", RpcError.TOO_LARGE));
    table.add(bad("1".repeat(101), RpcError.TOO_LARGE));
    table.add(bad("{\"" + "n".repeat(300) + "\":1}", RpcError.TOO_LARGE));
    // No such method.
    for (String name :
        List.of(
            "Echo",
            "echo ",
            "",
            "eth_sendTransaction",
            "eth_sendRawTransaction",
            "eth_sign",
            "personal_sign",
            "debug_traceCall",
            "anvil_mine",
            "evm_mine",
            "admin_addPeer",
            "miner_start",
            "rpc.discover",
            "eth_accounts",
            "hardhat_reset")) {
      table.add(
          bad(
              "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"" + name + "\"}",
              RpcError.METHOD_NOT_FOUND,
              "\"a\""));
    }
    // Params of the wrong shape.
    for (String params :
        List.of("[1]", "[{},{}]", "[[]]", "[null]", "[\"x\"]", "{\"b\":1}", "[{\"A\":1}]")) {
      table.add(
          new Bad(
              "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"typed\",\"params\":" + params + "}",
              -32602,
              "invalidParams",
              "1.5",
              params.contains("b") ? "b" : params.contains("A") ? "A" : ""));
    }
    String ok = "{\"x\":5}";
    for (String a :
        List.of(
            "null",
            "1",
            "\"\"",
            "\"0x\"",
            "\"0x11\"",
            "\"" + A + "1\"",
            "\"" + A.substring(2) + "\"",
            "\"0X" + A.substring(2) + "\"",
            "[]",
            "{}",
            "true",
            "\"0x" + "zz".repeat(20) + "\"")) {
      table.add(field("a", a, "1", "\"" + W + "\"", "true", ok));
    }
    String address = "\"" + A + "\"";
    for (String n :
        List.of(
            "null",
            "-1",
            "\"-1\"",
            "1.5",
            "1e3",
            "\"1e3\"",
            "\"\"",
            "\"0x\"",
            "\" 1\"",
            "\"1_000\"",
            "\"0b1\"",
            "true",
            "[]",
            "340282366920938463463374607431768211456",
            "\"340282366920938463463374607431768211456\"",
            "\"0x100000000000000000000000000000000\"")) {
      table.add(field("n", address, n, "\"" + W + "\"", "true", ok));
    }
    for (String w : List.of("null", "0", "\"0x22\"", "\"" + W + "22\"", "\"" + A + "\"")) {
      table.add(field("w", address, "1", w, "true", ok));
    }
    String word = "\"" + W + "\"";
    for (String flag : List.of("null", "0", "1", "\"true\"", "[]")) {
      table.add(field("flag", address, "1", word, flag, ok));
    }
    for (String o : List.of("null", "1", "[]", "\"x\"")) {
      table.add(field("o", address, "1", word, "true", o));
    }
    for (String o :
        List.of(
            "{}",
            "{\"x\":4}",
            "{\"x\":11}",
            "{\"x\":\"\"}",
            "{\"x\":99999999999999999999}",
            "{\"x\":null}")) {
      table.add(field("o.x", address, "1", word, "true", o));
    }
    return table;
  }

  @TestFactory
  Stream<DynamicTest> badRequests() {
    List<Bad> table = table();
    assertThat(table).hasSizeGreaterThan(100);
    return table.stream()
        .map(bad -> {
          String name = bad.body().substring(0, Math.min(60, bad.body().length()));
          return DynamicTest.dynamicTest(bad.reason() + " " + name, () -> check(bad));
        });
  }

  private void check(Bad bad) {
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
      String body = typed("\"" + A + "\"", n, "\"" + W + "\"", "false", "{\"x\":\"10\"}");
      assertThat(answer(body).orElseThrow().path("result").asString("")).isEqualTo("ok");
    }
  }

  @Test
  void oneObjectInAnArrayIsTheObject() {
    String params =
        "{\"a\":\"" + A + "\",\"n\":1,\"w\":\"" + W + "\",\"flag\":true,\"o\":{\"x\":6}}";
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
