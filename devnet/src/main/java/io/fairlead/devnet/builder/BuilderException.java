package io.fairlead.devnet.builder;

/** A request which the builder refuses, with its JSON-RPC error. */
final class BuilderException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  static final int PARSE_ERROR = -32700;
  static final int INVALID_REQUEST = -32600;
  static final int METHOD_NOT_FOUND = -32601;
  static final int INVALID_PARAMS = -32602;
  static final int REFUSED = -32000;

  private final int code;

  BuilderException(int code, String message) {
    super(message);
    this.code = code;
  }

  int code() {
    return code;
  }
}
