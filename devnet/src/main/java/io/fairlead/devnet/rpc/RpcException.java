package io.fairlead.devnet.rpc;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A JSON-RPC request got no result. */
public final class RpcException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The code of an exception without an error object: no answer, or none that is JSON-RPC. */
  public static final int NO_ANSWER = 0;

  private final String problem;
  private final int code;
  private final transient @Nullable JsonNode data;

  RpcException(String method, int code, String message, @Nullable JsonNode data) {
    super(method + ": " + message);
    this.problem = message;
    this.code = code;
    this.data = data;
  }

  RpcException(String method, String problem, @Nullable Throwable cause) {
    super(method + ": " + problem, cause);
    this.problem = problem;
    this.code = NO_ANSWER;
    this.data = null;
  }

  /** The error's message, or what went wrong instead of an answer. */
  public String problem() {
    return problem;
  }

  /** The JSON-RPC error code, or {@link #NO_ANSWER}. */
  public int code() {
    return code;
  }

  /** {@code error.data}, if there was any. */
  public @Nullable JsonNode data() {
    return data;
  }

  /** {@code error.data.reason} of our own node's errors; empty otherwise. */
  public String reason() {
    return data == null ? "" : data.path("reason").asString("");
  }
}
