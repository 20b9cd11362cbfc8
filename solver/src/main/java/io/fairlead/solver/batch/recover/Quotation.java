package io.fairlead.solver.batch.recover;

import io.fairlead.contracts.primitive.Address;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/**
 * Tokens and what they are worth.
 *
 * @param tokens by number
 * @param clearing the clearing prices looked for, native wei per wei
 * @param reference the auction's reference prices, native wei per wei
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier for arrays, never compared
public record Quotation(List<Address> tokens, double[] clearing, double[] reference) {
  /** Keeps prices below the contract's 128 bits with room to spare. */
  private static final int PRICE_BITS = 122;

  /** Copies the list. */
  public Quotation {
    tokens = List.copyOf(tokens);
  }

  /** Prices of tokens in whole numbers, in proportion to the clearing prices; at least 1. */
  BigInteger[] integers(int[] which) {
    double most = 0;
    for (int token : which) {
      most = Math.max(most, clearing[token]);
    }
    BigInteger[] prices = new BigInteger[clearing.length];
    for (int token : which) {
      BigDecimal scaled =
          new BigDecimal(Math.scalb(clearing[token], -Math.getExponent(most)))
              .multiply(new BigDecimal(BigInteger.ONE.shiftLeft(PRICE_BITS)));
      prices[token] = scaled.toBigInteger().max(BigInteger.ONE);
    }
    return prices;
  }
}
