package io.fairlead.solver.http;

import io.fairlead.contracts.primitive.Bytes;

/** Status and JSON body of an answer. */
public record Reply(int status, Bytes body) {
  /** 200 with this body. */
  public static Reply ok(byte[] body) {
    return new Reply(200, Bytes.of(body));
  }
}
