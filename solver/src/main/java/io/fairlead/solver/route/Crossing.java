package io.fairlead.solver.route;

import java.math.BigInteger;
import java.util.function.Function;

/**
 * The least amount at which something is reached, where it is reached at every larger one: the
 * Illinois variant of the false position method, halving where that does not get on. Doubles only
 * choose the amount to look at next; on which side it lies is decided in integers by the caller.
 */
public final class Crossing {
  private static final int MAX_STEPS = 200;
  private static final int SHARE_BITS = 52;
  private static final long SHARES = 1L << SHARE_BITS;

  /** A bracket that has not shrunk to half in so many steps is halved. */
  private static final int PATIENCE = 3;

  private final Function<BigInteger, Look> at;
  private final int precisionBits;
  private BigInteger low;
  private BigInteger high;
  private double missLow;
  private double missHigh = Double.NaN;

  /** Which end moved last: above zero the high one, below zero the low one. */
  private int moved;

  /**
   * What is seen at an amount.
   *
   * @param reached whether it is enough
   * @param miss by how much it is too much (above zero) or too little, in any unit; NaN if unknown
   */
  public record Look(boolean reached, double miss) {}

  private Crossing(
      BigInteger low,
      double missLow,
      BigInteger high,
      Function<BigInteger, Look> at,
      int precisionBits) {
    this.low = low;
    this.missLow = missLow;
    this.high = high;
    this.at = at;
    this.precisionBits = precisionBits;
  }

  /**
   * The upper end of a bracket of relative width {@code 2^-precisionBits}, or of one wei, at whose
   * lower end it is not reached; {@code high} if it is reached nowhere below.
   *
   * @param low an amount at which it is not reached
   * @param missLow by how much, below zero; NaN if unknown
   * @param high an amount at which it is reached
   */
  public static BigInteger between(
      BigInteger low,
      double missLow,
      BigInteger high,
      Function<BigInteger, Look> at,
      int precisionBits) {
    return new Crossing(low, missLow, high, at, precisionBits).found();
  }

  private BigInteger found() {
    BigInteger width = high.subtract(low);
    BigInteger mark = width;
    int patience = PATIENCE;
    for (int step = 0; step < MAX_STEPS && width.compareTo(precision()) > 0; step++) {
      boolean halve = patience == 0;
      look(halve ? low.add(width.shiftRight(1)) : next(width));
      width = high.subtract(low);
      if (halve || width.shiftLeft(1).compareTo(mark) <= 0) {
        mark = width;
        patience = PATIENCE;
      } else {
        patience--;
      }
    }
    return high;
  }

  private BigInteger precision() {
    return high.shiftRight(precisionBits).max(BigInteger.ONE);
  }

  /** Where the line through both ends crosses zero, a little inside the bracket. */
  private BigInteger next(BigInteger width) {
    double share = missLow / (missLow - missHigh);
    if (!(share > 0 && share < 1)) {
      return low.add(width.shiftRight(1));
    }
    BigInteger offset =
        width.multiply(BigInteger.valueOf((long) (share * SHARES))).shiftRight(SHARE_BITS);
    // As far from the ends that, once a line meets the crossing, the next look encloses it.
    BigInteger margin = precision().shiftRight(1).max(BigInteger.ONE).min(width.shiftRight(1));
    return low.add(offset.max(margin).min(width.subtract(margin)));
  }

  /** An end that stays twice in a row weighs half, so that the next line falls beyond. */
  private void look(BigInteger amount) {
    Look look = at.apply(amount);
    if (look.reached()) {
      high = amount;
      missHigh = look.miss();
      missLow = moved > 0 ? missLow / 2 : missLow;
      moved = 1;
    } else {
      low = amount;
      missLow = look.miss();
      missHigh = moved < 0 ? missHigh / 2 : missHigh;
      moved = -1;
    }
  }
}
