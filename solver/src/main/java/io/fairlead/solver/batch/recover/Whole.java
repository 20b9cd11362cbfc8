package io.fairlead.solver.batch.recover;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Doubles as whole numbers. */
final class Whole {
  private Whole() {}

  /** The largest whole number not above {@code value}; zero for what is not above zero. */
  static BigInteger of(double value) {
    return value >= 1 && value <= Double.MAX_VALUE
        ? new BigDecimal(value).toBigInteger()
        : BigInteger.ZERO;
  }
}
