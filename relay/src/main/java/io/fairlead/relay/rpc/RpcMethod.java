package io.fairlead.relay.rpc;

import tools.jackson.databind.JsonNode;

/** One method. Called on a thread that may block; thread safe. */
public interface RpcMethod {
  /** Its name on the wire. */
  String name();

  /** Work units charged to the sender before it runs. */
  default int cost() {
    return 1;
  }

  /**
   * Answers one call.
   *
   * @param params an object, an array, or missing
   * @throws RpcFault with the error the client gets
   * @throws ForeignFault with an error of the chain node that the client gets
   */
  JsonNode call(JsonNode params, Caller caller);
}
