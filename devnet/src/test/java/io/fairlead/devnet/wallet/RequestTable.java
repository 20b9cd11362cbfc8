package io.fairlead.devnet.wallet;

import io.fairlead.contracts.primitive.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Requests a node must refuse, and its answer to each. */
final class RequestTable {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** A hash of nothing. */
  static final String WORD = "0x" + "5a".repeat(32);

  /** One body and the answer to it. */
  record Bad(String name, Bytes body, int code, String reason, String field) {}

  private final List<Bad> table = new ArrayList<>();

  List<Bad> all() {
    return List.copyOf(table);
  }

  /** A body as it stands. */
  void raw(String name, String body, int code, String reason) {
    raw(name, Bytes.of(body.getBytes(StandardCharsets.UTF_8)), code, reason);
  }

  void raw(String name, Bytes body, int code, String reason) {
    table.add(new Bad(name, body, code, reason, ""));
  }

  /** A call, named by its beginning. */
  void call(String method, JsonNode params, int code, String reason, String field) {
    String text = params.toString();
    String shown = text.substring(0, Math.min(200, text.length()));
    add(method + " " + shown, method, params, code, reason, field);
  }

  /** A call. */
  void add(String name, String method, JsonNode params, int code, String reason, String field) {
    ObjectNode request =
        JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 1).put("method", method);
    request.set("params", params);
    table.add(new Bad(name, Bytes.of(JSON.writeValueAsBytes(request)), code, reason, field));
  }
}
