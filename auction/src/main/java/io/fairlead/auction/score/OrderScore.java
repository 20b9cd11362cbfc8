package io.fairlead.auction.score;

import io.fairlead.auction.exact.Rational;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;

/**
 * What one fill is worth to its owner, beyond the signed limit.
 *
 * @param intentHash whose
 * @param surplus wei of the buy token beyond the limit; for a buy order what was saved of the sell
 *     token, converted at the signed limit price; for a basket wei of its quote token
 * @param improvementBps {@code surplus} in basis points of what the limit asks for this fill,
 *     rounded down; zero if the limit asks for nothing
 * @param score {@code surplus} in native wei at the reference price; zero if the buy token has none
 * @param priced whether the buy token has a reference price
 */
public record OrderScore(
    Bytes32 intentHash,
    Rational surplus,
    BigInteger improvementBps,
    Rational score,
    boolean priced) {

  /** Wei of the buy token beyond the limit, rounded down. */
  public BigInteger improvement() {
    return surplus.floor();
  }
}
