package io.fairlead.contracts.settlement;

import io.fairlead.contracts.intent.SignedBasket;
import java.math.BigInteger;

/**
 * One fill of a basket, at its own price.
 *
 * @param signed the basket as its owner signed it
 * @param units how many are filled now, uint64
 * @param quote wei of the quote token the receiver gets, or below zero what the owner pays, int128
 */
public record BasketTrade(SignedBasket signed, BigInteger units, BigInteger quote) {
  /**
   * @throws IllegalArgumentException naming the number that does not fit
   */
  public BasketTrade {
    if (units.signum() < 0 || units.bitLength() > 64) {
      throw new IllegalArgumentException("units does not fit uint64");
    }
    if (quote.bitLength() > 127) {
      throw new IllegalArgumentException("quote does not fit int128");
    }
  }
}
