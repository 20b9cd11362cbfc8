package io.fairlead.contracts.abi;

/** The bytes are not the strict ABI encoding of what was asked for. Never shows the bytes. */
public final class AbiException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** Names what was wrong. */
  public AbiException(String message) {
    super(message);
  }
}
