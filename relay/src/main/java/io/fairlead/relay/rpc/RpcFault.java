package io.fairlead.relay.rpc;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request that ends with an error; the message is shown to the client. */
public final class RpcFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final RpcError error;
  private final @Nullable String field;

  /** An error of the request as a whole. */
  public RpcFault(RpcError error, String message) {
    this(error, message, null);
  }

  /** An error of one field, named by its path in {@code params}. */
  public RpcFault(RpcError error, String message, @Nullable String field) {
    // No stack trace: this is an answer, and hostile input must not make it expensive.
    super(message, null, false, false);
    this.error = error;
    this.field = field;
  }

  /** Which error. */
  public RpcError error() {
    return error;
  }

  /** The field at fault, for example {@code intent.sellAmount}. */
  public Optional<String> field() {
    return Optional.ofNullable(field);
  }

  /** What the client is shown. */
  public String text() {
    return String.valueOf(getMessage());
  }
}
