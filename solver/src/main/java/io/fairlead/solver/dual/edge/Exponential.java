package io.fairlead.solver.dual.edge;

/**
 * {@code e^x} for exponents of at most zero, within two units in the last place, inlined into the
 * loops over edges. With {@code x = n ln(2)/64 + r} the power is {@code 2^(n/64) e^r}, the first
 * factor from a table and an exponent, the second a Taylor polynomial, as in Tang's "Table-driven
 * implementation of the exponential function" (1989). It uses no fused operations, so that it gives
 * the same bits everywhere.
 */
final class Exponential {
  /** Below this the result is that of this: nothing, next to what it is multiplied by. */
  static final double LEAST = -700;

  private static final int STEPS = 64;
  private static final int STEP_BITS = 6;
  private static final double STEPS_PER_UNIT = 0x1.71547652b82fep6;

  /** Added to a number and taken away again it rounds to an integer, which its low bits hold. */
  private static final double ROUNDER = 0x1.8p52;

  /** {@code ln(2)/64} to 36 bits, so that multiples are exact, and the rest of it. */
  private static final double STEP_HIGH = 0x1.62e42fefap-7;

  private static final double STEP_LOW = 0x1.cf79abc9e3b3ap-46;

  private static final double[] POWERS = powers();

  private Exponential() {}

  private static double[] powers() {
    double[] powers = new double[STEPS];
    for (int step = 0; step < STEPS; step++) {
      powers[step] = StrictMath.pow(2, step / (double) STEPS);
    }
    return powers;
  }

  /** {@code e^x}; {@code x} is at most zero and a number. */
  static double of(double x) {
    double bounded = x < LEAST ? LEAST : x;
    double rounded = bounded * STEPS_PER_UNIT + ROUNDER;
    int n = (int) Double.doubleToRawLongBits(rounded);
    double steps = rounded - ROUNDER;
    double r = (bounded - steps * STEP_HIGH) - steps * STEP_LOW;
    double tail = r * r * (0.5 + r * (1.0 / 6 + r * (1.0 / 24 + r * (1.0 / 120))));
    double power = POWERS[n & (STEPS - 1)];
    double mantissa = power + power * (r + tail);
    long exponent = (long) (n >> STEP_BITS) << 52;
    return Double.longBitsToDouble(Double.doubleToRawLongBits(mantissa) + exponent);
  }
}
