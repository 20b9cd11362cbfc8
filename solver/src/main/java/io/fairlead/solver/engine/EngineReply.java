package io.fairlead.solver.engine;

import io.fairlead.auction.engine.EngineJson;
import io.fairlead.auction.engine.EngineResponse;
import io.fairlead.contracts.primitive.Bytes;

/** Status and JSON body of an answer. */
record EngineReply(int status, Bytes body) {
  static EngineReply ok(byte[] body) {
    return new EngineReply(200, Bytes.of(body));
  }

  /** An error in the API's form; {@code Other} is its code for everything without one. */
  static EngineReply error(int status, String message) {
    return new EngineReply(
        status, Bytes.of(EngineJson.writeResponse(new EngineResponse.Declined("Other", message))));
  }
}
