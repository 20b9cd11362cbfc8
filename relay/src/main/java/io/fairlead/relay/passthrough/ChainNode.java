package io.fairlead.relay.passthrough;

import tools.jackson.databind.JsonNode;

/** Sends one request to the chain node as it is. Blocking, thread safe. */
@FunctionalInterface
public interface ChainNode {
  /**
   * The result.
   *
   * @throws io.fairlead.relay.rpc.ForeignFault if the chain node refuses
   * @throws io.fairlead.chain.ChainException if it does not answer
   */
  JsonNode call(String method, JsonNode params);
}
