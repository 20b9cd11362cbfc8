package io.fairlead.sequencer.state;

/** The command does not fit the state, which it left as it was. */
public final class IllegalCommandException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /** Says why it does not fit. */
  public IllegalCommandException(String message) {
    super(message);
  }
}
