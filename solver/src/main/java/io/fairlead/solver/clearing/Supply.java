package io.fairlead.solver.clearing;

import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import java.util.List;

/**
 * What a pair's orders put into the clearing as a function of the price {@code r} (quote per base):
 * {@code fixed + flexible / r} wei of base, which is the same as {@code -(fixed * r + flexible)}
 * wei of quote. Sell orders of base and buy orders of base are fixed in base; buy orders of quote
 * and sell orders of quote are fixed in quote.
 */
record Supply(BigInteger fixed, BigInteger flexible) {
  static Supply of(List<Take> takes, List<BigInteger> fees, Address base) {
    BigInteger fixed = BigInteger.ZERO;
    BigInteger flexible = BigInteger.ZERO;
    for (int i = 0; i < takes.size(); i++) {
      Take take = takes.get(i);
      boolean givesBase = take.intent().sellToken().equals(base);
      BigInteger amount = take.isSell() ? take.amount().subtract(fees.get(i)) : take.amount();
      if (givesBase && take.isSell()) {
        fixed = fixed.add(amount);
      } else if (givesBase) {
        flexible = flexible.add(amount);
      } else if (take.isSell()) {
        flexible = flexible.subtract(amount);
      } else {
        fixed = fixed.subtract(amount);
      }
    }
    return new Supply(fixed, flexible);
  }

  /** The same orders seen with base and quote exchanged. */
  Supply mirrored() {
    return new Supply(flexible.negate(), fixed.negate());
  }

  /**
   * Above zero if, at the price the pools give for {@code in} wei of base, the orders supply less
   * than {@code in}; then the pools can serve them at that price.
   */
  int shortOf(BigInteger in, BigInteger out) {
    return out.multiply(in.subtract(fixed)).compareTo(flexible.multiply(in));
  }
}
