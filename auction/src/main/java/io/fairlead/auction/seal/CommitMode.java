package io.fairlead.auction.seal;

/** Who made a solver's commitments. */
public enum CommitMode {
  /** The solver itself, with the score it claims. */
  SOLVER("solver"),
  /** The auctioneer's port, of an answer that was complete before the cut-off. */
  PORT("port"),
  /** Nobody: there was no answer before the cut-off. */
  NONE("none");

  private final String text;

  CommitMode(String text) {
    this.text = text;
  }

  /** The stable word. */
  public String text() {
    return text;
  }

  /**
   * Reads the stable word.
   *
   * @throws IllegalArgumentException if there is no such mode
   */
  public static CommitMode parse(String text) {
    for (CommitMode mode : values()) {
      if (mode.text.equals(text)) {
        return mode;
      }
    }
    throw new IllegalArgumentException("unknown mode");
  }
}
