package io.fairlead.chain;

/** The chain node could not be reached or refused a request. */
public class ChainException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** States what was asked and what came back; never holds a raw transaction. */
  public ChainException(String message) {
    super(message);
  }

  /** States what was asked and why there was no answer. */
  public ChainException(String message, Throwable cause) {
    super(message, cause);
  }
}
