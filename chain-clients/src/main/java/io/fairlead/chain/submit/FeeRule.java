package io.fairlead.chain.submit;

import java.math.BigInteger;

/**
 * Fees of a transaction from the gas price the node suggests.
 *
 * @param priorityFee wei per gas for the block's builder
 * @param headroom how many times the suggested price may be paid at most; the base fee grows by at
 *     most an eighth per block, so 2 lasts for five full blocks
 */
public record FeeRule(BigInteger priorityFee, int headroom) {
  /** One gwei for the builder, twice the suggested price. */
  public static final FeeRule USUAL = new FeeRule(BigInteger.valueOf(1_000_000_000), 2);

  /** Checks the numbers. */
  public FeeRule {
    if (priorityFee.signum() < 0 || headroom < 1) {
      throw new IllegalArgumentException("fees are not negative, headroom is at least 1");
    }
  }

  /** Most wei per gas to pay when {@code gasPrice} is suggested. */
  public BigInteger maxFee(BigInteger gasPrice) {
    return gasPrice.multiply(BigInteger.valueOf(headroom)).add(priorityFee);
  }
}
