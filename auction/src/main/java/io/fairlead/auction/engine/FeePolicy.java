package io.fairlead.auction.engine;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A protocol fee that an auctioneer takes of an order's proceeds besides the network fee. Ours
 * takes none; others say so in their requests, because what they take must not break the limit
 * either. Factors are shares of one.
 */
public sealed interface FeePolicy {
  /**
   * A share of what the owner gets beyond the limit.
   *
   * @param factor share of the surplus
   * @param maxVolumeFactor the fee is at most this share of the volume
   */
  record Surplus(BigDecimal factor, BigDecimal maxVolumeFactor) implements FeePolicy {}

  /**
   * A share of what the owner gets beyond a quote.
   *
   * @param factor share of the improvement
   * @param maxVolumeFactor the fee is at most this share of the volume
   * @param quoteSellAmount wei of the sell token quoted
   * @param quoteBuyAmount wei of the buy token quoted
   * @param quoteFee wei of the sell token quoted as network fee
   */
  record PriceImprovement(
      BigDecimal factor,
      BigDecimal maxVolumeFactor,
      BigInteger quoteSellAmount,
      BigInteger quoteBuyAmount,
      BigInteger quoteFee)
      implements FeePolicy {}

  /**
   * A share of what is bought by a sell order, or of what is sold by a buy order.
   *
   * @param factor share of the volume, below one
   */
  record Volume(BigDecimal factor) implements FeePolicy {}
}
