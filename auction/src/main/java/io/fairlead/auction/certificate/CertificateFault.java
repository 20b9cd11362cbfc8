package io.fairlead.auction.certificate;

/** What is wrong with a certificate. */
public enum CertificateFault {
  /** It is about another instance. */
  OTHER_INSTANCE("otherInstance"),
  /** A token of the instance has no price. */
  MISSING_PRICE("missingPrice"),
  /** A price is of a token that is not in the instance. */
  UNKNOWN_TOKEN("unknownToken"),
  /** A price is below zero or too wide. */
  PRICE_OUT_OF_RANGE("priceOutOfRange"),
  /** A price is below the reference price of a token that a sell order buys. */
  PRICE_TOO_LOW("priceTooLow"),
  /** Its prices are others than those of the first certificate of the same answer. */
  OTHER_PRICES("otherPrices"),
  /** The prices do not prove a bound this low. */
  WRONG_BOUND("wrongBound"),
  /** The solution scores something else. */
  WRONG_SCORE("wrongScore"),
  /** The gap does not follow from bound and score. */
  WRONG_GAP("wrongGap");

  private final String text;

  CertificateFault(String text) {
    this.text = text;
  }

  /** The stable word. */
  public String text() {
    return text;
  }
}
