package io.fairlead.chain.rpc;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a node said to one JSON-RPC request. */
public sealed interface RpcAnswer {
  /** It was done; {@code value} may be a JSON null. */
  record Success(JsonNode value) implements RpcAnswer {}

  /**
   * It was refused.
   *
   * @param data the error's data as sent, if any; may repeat the request
   */
  record Failure(long code, String message, @Nullable JsonNode data) implements RpcAnswer {
    /** Without data, and the message cleaned, since a node may repeat the request in both. */
    @Override
    public String toString() {
      return "Failure[" + code + ": " + ForeignText.clean(message) + "]";
    }
  }
}
