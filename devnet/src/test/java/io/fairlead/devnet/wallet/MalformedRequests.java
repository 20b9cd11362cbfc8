package io.fairlead.devnet.wallet;

import io.fairlead.contracts.primitive.Bytes;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.json.JsonMapper;

/** What is no call at all, whoever sends it. */
final class MalformedRequests {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final RequestTable table;

  private MalformedRequests(RequestTable table) {
    this.table = table;
  }

  static void addTo(RequestTable table) {
    MalformedRequests all = new MalformedRequests(table);
    all.bodies();
    all.requests();
  }

  private void bodies() {
    for (String text :
        List.of(
            "",
            " ",
            "{",
            "[",
            "nul",
            "{\"a\":}",
            "{\"jsonrpc\":\"2.0\",}",
            "{} {}",
            "01",
            "'x'",
            "{\"id\":1,\"id\":2}",
            "\u0000\u0001",
            "<html>",
            "GET / HTTP/1.1")) {
      table.raw("body " + text, text, -32700, "parseError");
    }
    table.raw(
        "not UTF-8", Bytes.of(new byte[] {'"', (byte) 0xc3, 0x28, '"'}), -32700, "parseError");
    byte[] noise = new byte[1_000];
    new Random(7).nextBytes(noise);
    table.raw("noise", Bytes.of(noise), -32700, "parseError");
    table.raw("body of 300 kB", "{\"x\":\"" + "y".repeat(300_000) + "\"}", -32001, "tooLarge");
    table.raw("text of 70 kB", "\"" + "y".repeat(70_000) + "\"", -32001, "tooLarge");
    table.raw("40 arrays deep", "[".repeat(40) + "]".repeat(40), -32001, "tooLarge");
    table.raw("100,000 arrays deep", "[".repeat(100_000), -32001, "tooLarge");
    table.raw("40 objects deep", "{\"a\":".repeat(40) + "1" + "}".repeat(40), -32001, "tooLarge");
    table.raw("batch of 101", "[" + "{},".repeat(100) + "{}]", -32001, "tooLarge");
    table.raw("batch of 50,000", "[" + "1,".repeat(50_000) + "1]", -32001, "tooLarge");
    table.raw("number of 10,000 digits", "9".repeat(10_000), -32001, "tooLarge");
  }

  private void requests() {
    for (String text :
        List.of(
            "1",
            "null",
            "true",
            "\"x\"",
            "[]",
            "{}",
            "{\"jsonrpc\":\"2.0\"}",
            "{\"jsonrpc\":\"2.0\",\"method\":\"fairlead_info\",\"id\":{}}",
            "{\"jsonrpc\":\"2.0\",\"method\":\"fairlead_info\",\"id\":[1]}")) {
      table.raw("request " + text, text, -32600, "invalidRequest");
    }
    table.raw(
        "version 1",
        "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"fairlead_info\"}",
        -32600,
        "invalidRequest");
    for (String method :
        List.of(
            "intent_Submit",
            "intent_submit ",
            "eth_sendTransaction",
            "eth_sendRawTransaction",
            "eth_sign",
            "eth_accounts",
            "personal_sign",
            "evm_mine",
            "anvil_setBalance",
            "hardhat_impersonateAccount",
            "debug_traceCall",
            "admin_peers",
            "rpc_modules",
            "intent_subscribe",
            "intent_unsubscribe")) {
      table.call(method, JSON.createObjectNode(), -32601, "methodNotFound", "");
    }
    for (String params : List.of("[1]", "[{},{}]", "[[]]", "[null]")) {
      table.call("intent_submit", JSON.readTree(params), -32602, "invalidParams", "");
    }
    table.call("fairlead_info", JSON.createObjectNode().put("x", 1), -32602, "invalidParams", "x");
    table.call(
        "eth_call",
        JSON.createObjectNode().put("to", RequestTable.WORD),
        -32602,
        "invalidParams",
        "");
  }
}
