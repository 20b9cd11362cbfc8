package io.fairlead.devnet.bench.arena;

/** A measurement cannot be made, or what was to be measured did not happen. */
public final class ArenaException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** States what. */
  public ArenaException(String message) {
    super(message);
  }
}
