package io.fairlead.auction.engine;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A claim of a solver that goes with a solution: nobody can score more than {@code bound} in this
 * auction from its orders and its liquidity, so this solution is at most {@code gapBps} short of
 * the best there is. The prices are the proof; see {@code io.fairlead.auction.certificate}.
 *
 * @param instance Keccak of what the claim is about
 * @param prices native wei per 10^36 wei of the token, of every token of the instance and no other
 * @param bound native wei, rounded up
 * @param score what the solution scores, native wei, rounded down
 * @param gapBps {@link #gapBps(BigInteger, BigInteger)} of {@code bound} and {@code score}
 */
public record Certificate(
    Bytes32 instance,
    SortedMap<Address, BigInteger> prices,
    BigInteger bound,
    BigInteger score,
    int gapBps) {
  /** Wei of a token that a price is for: 10^18 finer than reference prices. */
  public static final BigInteger UNIT = BigInteger.TEN.pow(36);

  /** Widest price: any reference price fits. */
  public static final int MAX_PRICE_BITS = 320;

  private static final BigInteger BPS = BigInteger.valueOf(10_000);

  /** Copies the prices. */
  public Certificate {
    prices = Collections.unmodifiableSortedMap(new TreeMap<>(prices));
  }

  /**
   * By how much {@code score} is below {@code bound}, in basis points of {@code bound}, rounded up:
   * 0 to 10,000. It is 0 at the bound and above it.
   */
  public static int gapBps(BigInteger bound, BigInteger score) {
    BigInteger missing = bound.subtract(score);
    if (missing.signum() <= 0) {
      return 0;
    }
    BigInteger whole = bound.max(BigInteger.ONE);
    return missing
        .multiply(BPS)
        .add(whole)
        .subtract(BigInteger.ONE)
        .divide(whole)
        .min(BPS)
        .intValueExact();
  }
}
