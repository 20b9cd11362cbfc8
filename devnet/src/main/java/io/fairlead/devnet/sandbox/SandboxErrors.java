package io.fairlead.devnet.sandbox;

import io.fairlead.auction.json.Json;
import io.fairlead.auction.sandbox.SandboxJson;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.solver.http.Reply;
import org.jspecify.annotations.Nullable;

/** Errors in the sandbox's form. */
final class SandboxErrors {
  private SandboxErrors() {}

  static Reply of(int status, String code, @Nullable String field, String message) {
    return new Reply(
        status, Bytes.of(Json.canonicalBytes(SandboxJson.error(code, field, message))));
  }
}
