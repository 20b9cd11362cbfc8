package io.fairlead.chain.rpc;

import io.fairlead.chain.ChainException;

/** The node answered a request with a JSON-RPC error. */
public final class RpcErrorException extends ChainException {
  private static final long serialVersionUID = 1L;

  private final long code;

  /** States the method and the error, without its data. */
  public RpcErrorException(String method, RpcAnswer.Failure failure) {
    super(method + " refused with " + failure.code() + ": " + ForeignText.clean(failure.message()));
    this.code = failure.code();
  }

  /** The JSON-RPC error code. */
  public long code() {
    return code;
  }
}
