package io.fairlead.auction.score;

import io.fairlead.auction.exact.Rational;
import io.fairlead.auction.price.ReferencePrices;
import io.fairlead.contracts.intent.BasketIntent;
import java.math.BigInteger;
import java.util.Optional;

/**
 * What the owner of a basket signed, as far as a score depends on it. Legs move in whole units or
 * not at all, so they leave nothing open: all surplus is in the net amount of the quote token, and
 * since that is signed per unit, no share of a limit is ever rounded.
 *
 * @param quotePerUnit wei of the quote token: what the owner gets at least for each unit, or below
 *     zero what the owner pays at most
 */
public record BasketTerms(BigInteger quotePerUnit) {
  /** Those of an intent. */
  public static BasketTerms of(BasketIntent basket) {
    return new BasketTerms(basket.quotePerUnit());
  }

  /**
   * Wei of the quote token beyond the limit, below zero if the limit is not kept.
   *
   * @param units filled, at least one
   * @param quote wei of the quote token the owner gets, or below zero pays, for all of them
   */
  public BigInteger surplus(BigInteger units, BigInteger quote) {
    return quote.subtract(quotePerUnit.multiply(units));
  }

  /**
   * The score in native wei, exact: the surplus at the quote token's reference price, as {@link
   * Scoring} does for orders with their buy token.
   *
   * @param price native wei per 10^18 wei of the quote token; without one the score is zero
   */
  public Rational score(BigInteger units, BigInteger quote, Optional<BigInteger> price) {
    BigInteger surplus = surplus(units, quote);
    return price
        .map(rate -> new Rational(surplus.multiply(rate), ReferencePrices.UNIT))
        .orElse(Rational.ZERO);
  }
}
