package io.fairlead.relay.intake;

import io.fairlead.relay.rpc.RpcError;
import io.fairlead.relay.rpc.RpcFault;
import org.jspecify.annotations.Nullable;

/**
 * Why something was not accepted.
 *
 * @param reason stable word and code
 * @param message for people
 * @param field path of the field at fault, null if there is none
 */
public record Refusal(RpcError reason, String message, @Nullable String field) {
  /** A refusal of one field. */
  public static Refusal of(RpcError reason, String field, String message) {
    return new Refusal(reason, message, field);
  }

  /** A refusal of the whole. */
  static Refusal of(RpcError reason, String message) {
    return new Refusal(reason, message, null);
  }

  /** The error a client gets. */
  public RpcFault fault() {
    return new RpcFault(reason, message, field);
  }
}
