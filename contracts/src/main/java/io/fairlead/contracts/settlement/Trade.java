package io.fairlead.contracts.settlement;

import io.fairlead.contracts.intent.SignedIntent;
import java.math.BigInteger;

/**
 * One fill of one intent at the settlement's clearing prices.
 *
 * @param signed the intent as its owner signed it
 * @param executedAmount wei without fee: of the sell token for a sell intent, of the buy token for
 *     a buy intent
 * @param fee network fee in wei of the sell token, on top of what is swapped
 */
public record Trade(SignedIntent signed, BigInteger executedAmount, BigInteger fee) {
  /**
   * @throws IllegalArgumentException naming the amount that does not fit uint128
   */
  public Trade {
    requireAmount("executedAmount", executedAmount);
    requireAmount("fee", fee);
  }

  private static void requireAmount(String name, BigInteger value) {
    if (value.signum() < 0 || value.bitLength() > 128) {
      throw new IllegalArgumentException(name + " does not fit uint128");
    }
  }
}
