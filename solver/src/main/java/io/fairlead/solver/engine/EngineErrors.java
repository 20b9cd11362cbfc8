package io.fairlead.solver.engine;

import io.fairlead.auction.engine.EngineJson;
import io.fairlead.auction.engine.EngineResponse;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.solver.http.Reply;

/** Errors in the engine API's form; {@code Other} is its code for everything without one. */
final class EngineErrors {
  private EngineErrors() {}

  static Reply of(int status, String message) {
    return new Reply(
        status, Bytes.of(EngineJson.writeResponse(new EngineResponse.Declined("Other", message))));
  }
}
