package io.fairlead.relay.rpc;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One answer. */
public sealed interface RpcReply {
  /** The call's id as it came, JSON null if it could not be read. */
  JsonNode id();

  /** The call worked. */
  record Success(JsonNode id, JsonNode result) implements RpcReply {}

  /** The call did not work. */
  record Failure(JsonNode id, RpcFault fault) implements RpcReply {}

  /** The chain node refused a call that was passed on. */
  record Foreign(JsonNode id, ForeignFault fault) implements RpcReply {}

  /** The JSON-RPC 2.0 response object. */
  default ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("jsonrpc", "2.0");
    json.set("id", id());
    switch (this) {
      case Success success -> json.set("result", success.result());
      case Failure failure -> {
        RpcFault fault = failure.fault();
        ObjectNode error = json.putObject("error");
        error.put("code", fault.error().code());
        error.put("message", fault.text());
        ObjectNode data = error.putObject("data");
        data.put("reason", fault.error().reason());
        fault.field().ifPresent(field -> data.put("field", field));
      }
      case Foreign foreign -> {
        ObjectNode error = json.putObject("error");
        error.put("code", foreign.fault().code());
        error.put("message", foreign.fault().text());
        JsonNode data = foreign.fault().data();
        if (data != null) {
          error.set("data", data);
        }
      }
    }
    return json;
  }
}
