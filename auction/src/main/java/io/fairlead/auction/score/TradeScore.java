package io.fairlead.auction.score;

import io.fairlead.auction.exact.Rational;
import java.math.BigInteger;
import java.util.List;

/**
 * What one execution is worth: the owner's surplus and the protocol's fees.
 *
 * @param surplus wei of the surplus token beyond the signed limit, after fees
 * @param fees wei of the surplus token per fee policy, in the order of the policies
 * @param score surplus and fees in native wei, exact; zero if the buy token has no reference price
 * @param priced whether the buy token has a reference price
 */
public record TradeScore(
    BigInteger surplus, List<BigInteger> fees, Rational score, boolean priced) {
  /** Copies the list. */
  public TradeScore {
    fees = List.copyOf(fees);
  }
}
