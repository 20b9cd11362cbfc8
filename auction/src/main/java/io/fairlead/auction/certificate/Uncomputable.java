package io.fairlead.auction.certificate;

/** Why there is no bound for a pool, and hence none for an auction with it. */
public enum Uncomputable {
  /** No deployed pool can be in this state. */
  IMPOSSIBLE_STATE("impossibleState");

  private final String text;

  Uncomputable(String text) {
    this.text = text;
  }

  /** The stable word. */
  public String text() {
    return text;
  }
}
