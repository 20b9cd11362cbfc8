package io.fairlead.devnet.scenario;

import java.math.BigInteger;
import tools.jackson.databind.JsonNode;

/** How an intent must end for a scenario to pass. */
public enum Expectation {
  /** Filled completely. */
  FILLED("filled"),
  /** Filled completely, together with another intent and without any pool. */
  MATCHED("filled without a pool"),
  /** Filled in part; the rest is still open. */
  PARTLY_FILLED("filled in part, open"),
  /** Filled in part at first, and completely in the end. */
  COMPLETED("filled in two or more parts"),
  /** Never filled and still open. */
  OPEN("open, not filled"),
  /** Never filled, and its time has run out. */
  EXPIRED("expired, not filled"),
  /** Never filled, and cancelled by its owner. */
  CANCELLED("cancelled, not filled");

  private final String text;

  Expectation(String text) {
    this.text = text;
  }

  /** For people. */
  public String text() {
    return text;
  }

  /** Whether an intent may still come to this end by waiting. */
  boolean worthWaitingFor() {
    return this != OPEN;
  }

  /** Whether the answer of {@code intent_status} is this end. */
  boolean met(JsonNode status) {
    String word = status.path("status").asString("");
    boolean untouched = new BigInteger(status.path("sold").asString("0")).signum() == 0;
    boolean live = word.equals("open") || word.equals("inBatch");
    int fills = status.path("fills").size();
    return switch (this) {
      case FILLED, MATCHED -> word.equals("filled") && fills >= 1;
      case COMPLETED -> word.equals("filled") && fills >= 2;
      case PARTLY_FILLED -> live && !untouched;
      case OPEN -> live && untouched;
      case EXPIRED -> word.equals("expired") && untouched;
      case CANCELLED -> word.equals("cancelled") && untouched;
    };
  }
}
