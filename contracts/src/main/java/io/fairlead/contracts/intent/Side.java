package io.fairlead.contracts.intent;

/** Which amount of an intent is exact. The ordinal is the Solidity enum's value. */
public enum Side {
  /** Exactly {@code sellAmount} is sold for at least {@code buyAmount}. */
  SELL("sell"),
  /** Exactly {@code buyAmount} is bought for at most {@code sellAmount}. */
  BUY("buy");

  private final String text;

  Side(String text) {
    this.text = text;
  }

  /** The word that is signed and that stands in JSON. */
  public String text() {
    return text;
  }

  /**
   * Reads the signed word.
   *
   * @throws IllegalArgumentException if it is neither {@code sell} nor {@code buy}
   */
  public static Side parse(String text) {
    for (Side side : values()) {
      if (side.text.equals(text)) {
        return side;
      }
    }
    throw new IllegalArgumentException("side must be \"sell\" or \"buy\"");
  }
}
