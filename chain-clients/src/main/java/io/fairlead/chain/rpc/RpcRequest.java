package io.fairlead.chain.rpc;

import io.fairlead.contracts.primitive.Hex;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One JSON-RPC request; its text form shows the method only.
 *
 * @param params an array or an object
 */
public record RpcRequest(String method, JsonNode params) {
  /**
   * A request with positional parameters: JSON nodes and booleans as they are, {@code Long} as a
   * quantity, anything else by its text, which for this project's byte values is {@code 0x} hex.
   */
  public static RpcRequest of(String method, Object... parameters) {
    ArrayNode params = JsonNodeFactory.instance.arrayNode();
    for (Object parameter : parameters) {
      switch (parameter) {
        case JsonNode node -> params.add(node);
        case Boolean flag -> params.add(flag.booleanValue());
        case Long number -> params.add(Quantity.of(number));
        case byte[] bytes -> params.add(Hex.encode(bytes));
        default -> params.add(parameter.toString());
      }
    }
    return new RpcRequest(method, params);
  }

  @Override
  public String toString() {
    return "RpcRequest[" + method + "]";
  }
}
