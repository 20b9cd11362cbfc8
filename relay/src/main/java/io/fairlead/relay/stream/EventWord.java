package io.fairlead.relay.stream;

/** What can happen to an intent, in the order in which it usually does. */
public enum EventWord {
  /** Accepted and receipted. */
  RECEIVED("received"),
  /** Its batch was closed. */
  IN_BATCH("inBatch"),
  /** A valid solution fills it. */
  CONSIDERED("considered"),
  /** Only losing solutions fill it. */
  OUTBID("outbid"),
  /** The winning solution fills it. */
  WON("won"),
  /** The settlement is on its way to the builders. */
  SUBMITTED("submitted"),
  /** The settlement is on chain. */
  SETTLED("settled"),
  /** Its batch has ended without filling it; the detail says why. It is open again. */
  NOT_FILLED("notFilled"),
  /** Cancelled by its owner; the detail says whether on chain. */
  CANCELLED("cancelled"),
  /** Its window has ended. */
  EXPIRED("expired"),
  /** The block with its settlement left the chain; it is open again. */
  REVERTED("reverted");

  private final String text;

  EventWord(String text) {
    this.text = text;
  }

  /** The word on the wire. */
  public String text() {
    return text;
  }
}
