package io.fairlead.devnet.sandbox;

import io.fairlead.auction.json.Json;
import io.fairlead.auction.sandbox.SandboxJson;
import io.fairlead.contracts.primitive.Bytes;
import org.jspecify.annotations.Nullable;

/** Status and JSON body of an answer. */
record SandboxReply(int status, Bytes body) {
  static SandboxReply ok(byte[] body) {
    return new SandboxReply(200, Bytes.of(body));
  }

  static SandboxReply error(int status, String code, @Nullable String field, String message) {
    return new SandboxReply(
        status, Bytes.of(Json.canonicalBytes(SandboxJson.error(code, field, message))));
  }

  static SandboxReply error(int status, String code, String message) {
    return error(status, code, null, message);
  }
}
