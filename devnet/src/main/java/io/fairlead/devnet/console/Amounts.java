package io.fairlead.devnet.console;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Numbers as people read them. Nothing is decided by these texts. */
public final class Amounts {
  private static final BigInteger BPS = BigInteger.valueOf(10_000);

  private Amounts() {}

  /** Wei as whole tokens with at most six digits after the point, rounded down. */
  public static String tokens(BigInteger wei, int decimals) {
    BigDecimal value = new BigDecimal(wei, decimals).setScale(6, RoundingMode.DOWN);
    BigDecimal plain = value.stripTrailingZeros();
    return (plain.scale() < 0 ? plain.setScale(0) : plain).toPlainString();
  }

  /**
   * How much better a price was than the limit, in hundredths of a basis point's multiples shown as
   * basis points with one digit, rounded down.
   *
   * @param better the larger amount
   * @param base what it is compared with, above zero
   */
  public static String bps(BigInteger better, BigInteger base) {
    BigInteger tenths = better.subtract(base).multiply(BPS).multiply(BigInteger.TEN).divide(base);
    return new BigDecimal(tenths, 1).toPlainString() + " bps";
  }

  /** The first characters of a hash. */
  public static String shortHash(String hash) {
    return hash.length() > 12 ? hash.substring(0, 10) + "…" : hash;
  }
}
