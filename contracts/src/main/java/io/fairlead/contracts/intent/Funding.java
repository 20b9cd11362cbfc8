package io.fairlead.contracts.intent;

/**
 * How an intent's owner lets the settlement take what is sold; which one follows from what was
 * signed.
 */
public enum Funding {
  /** An allowance to the AllowanceHub; the signature is over the intent's own digest. */
  ALLOWANCE("allowance"),
  /**
   * Permit2's signature transfer with the intent as witness: approval and order in one signature.
   */
  PERMIT2("permit2");

  private final String text;

  Funding(String text) {
    this.text = text;
  }

  /** The word that stands in JSON. */
  public String text() {
    return text;
  }

  /**
   * Reads the word.
   *
   * @throws IllegalArgumentException if it is neither {@code allowance} nor {@code permit2}
   */
  public static Funding parse(String text) {
    for (Funding funding : values()) {
      if (funding.text.equals(text)) {
        return funding;
      }
    }
    throw new IllegalArgumentException("funding must be \"allowance\" or \"permit2\"");
  }
}
