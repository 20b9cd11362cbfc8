package io.fairlead.contracts.intent;

import java.math.BigInteger;

/** Checks of the widths that are signed. */
final class Widths {
  private Widths() {}

  static void requireUnsigned(String field, BigInteger value, int bits) {
    if (value.signum() < 0 || value.bitLength() > bits) {
      throw new IllegalArgumentException(field + " does not fit uint" + bits);
    }
  }

  static void requireSigned(String field, BigInteger value, int bits) {
    if (value.bitLength() > bits - 1) {
      throw new IllegalArgumentException(field + " does not fit int" + bits);
    }
  }

  static void requireTime(String field, long value) {
    if (value < 0 || value > Intent.MAX_TIME) {
      throw new IllegalArgumentException(field + " does not fit uint32");
    }
  }
}
