package io.fairlead.devnet.deploy;

/** Something could not be deployed or set up. */
public final class DeployException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** States what. */
  public DeployException(String message) {
    super(message);
  }

  /** States what and why. */
  public DeployException(String message, Throwable cause) {
    super(message, cause);
  }
}
