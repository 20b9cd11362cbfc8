package io.fairlead.devnet.bench.fairlead;

import io.fairlead.contracts.intent.Funding;

/** How owners fund their intents and whose nonces they use. */
public enum Variant {
  /** Allowance to the hub; bits of words everybody shares. */
  ALLOWANCE_SHARED("allowance-shared", Funding.ALLOWANCE),
  /** Allowance to the hub; each owner's own nonces. */
  ALLOWANCE_OWNER("allowance-owner", Funding.ALLOWANCE),
  /** Permit2's signature transfer, and its nonces. */
  PERMIT2("permit2", Funding.PERMIT2);

  private final String text;
  private final Funding funding;

  Variant(String text, Funding funding) {
    this.text = text;
    this.funding = funding;
  }

  /** How the results name it. */
  public String text() {
    return text;
  }

  Funding funding() {
    return funding;
  }
}
