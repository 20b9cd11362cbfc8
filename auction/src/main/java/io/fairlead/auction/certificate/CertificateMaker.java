package io.fairlead.auction.certificate;

import io.fairlead.auction.engine.Certificate;
import io.fairlead.auction.exact.Rational;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes certificates from a solver's prices. A price becomes the nearest integer of the
 * certificate's unit, or the lowest admissible one if it is below that. One unit is 10^-36 wei per
 * wei, so what this loses is less than a wei per token as long as less than 10^36 wei of it move:
 * the rounding of the given doubles, 53 bits, is what counts. Pure and thread safe.
 */
public final class CertificateMaker {
  private static final BigInteger MOST =
      BigInteger.ONE.shiftLeft(Certificate.MAX_PRICE_BITS).subtract(BigInteger.ONE);

  private final Instance instance;

  /** For certificates about {@code instance}. */
  public CertificateMaker(Instance instance) {
    this.instance = instance;
  }

  /** What came of prices. */
  public sealed interface Proposal {}

  /**
   * A bound that holds.
   *
   * @param instance its hash
   * @param prices the certificate's
   * @param bound native wei
   */
  public record Bounded(Bytes32 instance, SortedMap<Address, BigInteger> prices, BigInteger bound)
      implements Proposal {
    /** The certificate of a solution that scores {@code score} native wei. */
    public Certificate certify(Rational score) {
      BigInteger whole = score.floor();
      return new Certificate(instance, prices, bound, whole, Certificate.gapBps(bound, whole));
    }
  }

  /** There is none, whatever the prices, because of a pool. */
  public record NotComputable(String liquidity, Uncomputable why) implements Proposal {}

  /**
   * The bound that these prices prove, once they are made admissible.
   *
   * @param weiPerWei native wei per wei of the token; what is missing, negative or no number counts
   *     as zero, and tokens that are not in the instance do not count
   */
  public Proposal propose(Map<Address, Double> weiPerWei) {
    SortedMap<Address, BigInteger> prices = admissible(weiPerWei);
    return switch (UpperBound.of(instance, prices)) {
      case ScoreBound.Proven most -> new Bounded(instance.hash(), prices, most.wei());
      case ScoreBound.NotComputable no -> new NotComputable(no.liquidity(), no.why());
      case ScoreBound.Inadmissible no ->
          throw new IllegalStateException(no.fault() + " of " + no.token() + " after repair");
    };
  }

  /** Integer prices of every token of the instance that prove a bound. */
  public SortedMap<Address, BigInteger> admissible(Map<Address, Double> weiPerWei) {
    SortedMap<Address, BigInteger> least = UpperBound.leastPrices(instance);
    SortedMap<Address, BigInteger> prices = new TreeMap<>();
    for (Address token : instance.tokens()) {
      prices.put(
          token,
          integer(weiPerWei.getOrDefault(token, 0.0))
              .max(least.getOrDefault(token, BigInteger.ZERO)));
    }
    return prices;
  }

  private static BigInteger integer(double weiPerWei) {
    if (!(weiPerWei > 0)) {
      return BigInteger.ZERO;
    }
    if (Double.isInfinite(weiPerWei)) {
      return MOST;
    }
    return new BigDecimal(weiPerWei)
        .multiply(new BigDecimal(Certificate.UNIT))
        .setScale(0, RoundingMode.HALF_EVEN)
        .toBigInteger()
        .min(MOST);
  }
}
