package io.fairlead.auction.election;

/** How an auction ends that is held to its end: why what was not filled was not. */
public enum Ending {
  /** No solution was elected, or none that was elected executes. */
  NOBODY_WINS("no solution can be awarded"),
  /** All winners of the last round settled. */
  OUTBID("no settlement that won fills it"),
  /** Winners did not settle, and nobody is left to replace them, or no time. */
  NOT_LANDED("its settlement did not land");

  private final String reason;

  Ending(String reason) {
    this.reason = reason;
  }

  /** The stable sentence. */
  public String reason() {
    return reason;
  }
}
