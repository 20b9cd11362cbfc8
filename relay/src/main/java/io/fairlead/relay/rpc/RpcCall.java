package io.fairlead.relay.rpc;

import tools.jackson.databind.JsonNode;

/** One element of what a client sent. */
public sealed interface RpcCall {
  /** Wants an answer under {@code id} (null, text or number, given back as it came). */
  record Request(JsonNode id, String method, JsonNode params) implements RpcCall {}

  /** Wants no answer. */
  record Notification(String method, JsonNode params) implements RpcCall {}

  /** Is no call; answered with an error, under its id if that much could be read. */
  record Malformed(JsonNode id, RpcFault fault) implements RpcCall {}
}
