package io.fairlead.auction.score;

import io.fairlead.auction.exact.Rational;
import java.math.BigInteger;

/**
 * How a protocol fee is taken from an order, as in CoW Protocol (CIP-38 and its services
 * repository, crates/winner-selection/src/arbitrator.rs), with exact factors.
 */
public sealed interface FeePolicy {
  /**
   * A share of the surplus over the signed limit.
   *
   * @param factor of the surplus before the fee, from 0 to below 1
   * @param maxVolumeFactor the fee is at most what {@link Volume} with this factor takes; 1 for a
   *     sell order is no limit
   */
  record Surplus(Rational factor, Rational maxVolumeFactor) implements FeePolicy {
    /**
     * @throws IllegalArgumentException naming the factor that is out of range
     */
    public Surplus {
      requireFactor(factor, "factor");
      requireCap(maxVolumeFactor);
    }
  }

  /**
   * A share of the surplus over a quote, or over the signed limit where that asks for more.
   *
   * @param factor of the improvement before the fee, from 0 to below 1
   * @param maxVolumeFactor as in {@link Surplus}
   */
  record PriceImprovement(Rational factor, Rational maxVolumeFactor, Quote quote)
      implements FeePolicy {
    /**
     * @throws IllegalArgumentException naming the factor that is out of range
     */
    public PriceImprovement {
      requireFactor(factor, "factor");
      requireCap(maxVolumeFactor);
    }
  }

  /**
   * A share of the amount traded: of what is bought before the fee for a sell order; on top of what
   * is sold before the fee for a buy order.
   *
   * @param factor from 0 to below 1
   */
  record Volume(Rational factor) implements FeePolicy {
    /**
     * @throws IllegalArgumentException if the factor is out of range
     */
    public Volume {
      requireFactor(factor, "factor");
    }
  }

  /**
   * What the owner was told before signing.
   *
   * @param sellAmount wei of the sell token, above zero
   * @param buyAmount wei of the buy token, above zero
   * @param fee network fee, wei of the sell token: part of {@code sellAmount} for a sell order,
   *     beside it for a buy order
   */
  record Quote(BigInteger sellAmount, BigInteger buyAmount, BigInteger fee) {
    /**
     * @throws IllegalArgumentException naming the amount that makes no sense
     */
    public Quote {
      if (sellAmount.signum() <= 0) {
        throw new IllegalArgumentException("sellAmount must be above zero");
      }
      if (buyAmount.signum() <= 0) {
        throw new IllegalArgumentException("buyAmount must be above zero");
      }
      if (fee.signum() < 0) {
        throw new IllegalArgumentException("fee must not be negative");
      }
    }
  }

  private static void requireFactor(Rational factor, String name) {
    if (factor.signum() < 0 || factor.compareTo(Rational.ONE) >= 0) {
      throw new IllegalArgumentException(name + " must be from 0 to below 1");
    }
  }

  private static void requireCap(Rational factor) {
    if (factor.signum() < 0 || factor.compareTo(Rational.ONE) > 0) {
      throw new IllegalArgumentException("maxVolumeFactor must be from 0 to 1");
    }
  }
}
