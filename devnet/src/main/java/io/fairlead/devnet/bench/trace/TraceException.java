package io.fairlead.devnet.bench.trace;

/** A trace is not what it must be, or says what is not understood. */
public final class TraceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** States what. */
  public TraceException(String message) {
    super(message);
  }
}
