package io.fairlead.devnet.process;

/** A child process did not start, or ended when it should not have. */
public final class ProcessException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** States what happened. */
  public ProcessException(String message) {
    super(message);
  }

  /** States what happened and why. */
  public ProcessException(String message, Throwable cause) {
    super(message, cause);
  }
}
