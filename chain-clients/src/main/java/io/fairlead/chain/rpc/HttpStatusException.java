package io.fairlead.chain.rpc;

import io.fairlead.chain.ChainException;

/** The server answered with an HTTP status other than 200. */
public final class HttpStatusException extends ChainException {
  private static final long serialVersionUID = 1L;

  private final int status;

  HttpStatusException(String server, int status, String body) {
    super(server + " answered HTTP " + status + ": " + ForeignText.clean(body));
    this.status = status;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }
}
