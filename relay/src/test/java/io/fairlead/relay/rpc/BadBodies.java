package io.fairlead.relay.rpc;

import java.util.ArrayList;
import java.util.List;

/** Requests that are no calls, or not of a method's form, and the error each gets. */
final class BadBodies {
  private BadBodies() {}

  record Bad(String body, int code, String reason, String id, String field) {}

  private static Bad bad(String body, RpcError error) {
    return bad(body, error, "null");
  }

  private static Bad bad(String body, RpcError error, String id) {
    return new Bad(body, error.code(), error.reason(), id, "");
  }

  static final String A = "0x" + "11".repeat(20);
  static final String W = "0x" + "22".repeat(32);

  static String typed(String a, String n, String w, String flag, String o) {
    return """
    {"jsonrpc":"2.0","id":1,"method":"typed","params":{"a":%s,"n":%s,"w":%s,"flag":%s,"o":%s}}\
    """
        .formatted(a, n, w, flag, o);
  }

  private static Bad field(String field, String a, String n, String w, String flag, String o) {
    return new Bad(typed(a, n, w, flag, o), -32010, "invalidField", "1", field);
  }

  static List<Bad> table() {
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
}
