package io.fairlead.relay.rpc;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An error of the chain node, handed on as it came: clients decode reverts from its code and data.
 */
public final class ForeignFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long code;
  private final transient @Nullable JsonNode data;

  /** The three members of a JSON-RPC error. */
  public ForeignFault(long code, String message, @Nullable JsonNode data) {
    super(message, null, false, false);
    this.code = code;
    this.data = data;
  }

  /** JSON-RPC error code. */
  public long code() {
    return code;
  }

  /** What the chain node said. */
  public String text() {
    return String.valueOf(getMessage());
  }

  /** The error's data, if any. */
  public @Nullable JsonNode data() {
    return data;
  }
}
