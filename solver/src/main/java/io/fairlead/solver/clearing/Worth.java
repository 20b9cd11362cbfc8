package io.fairlead.solver.clearing;

import io.fairlead.auction.exact.Rational;
import java.math.BigInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a solution scores, worked out no further than a comparison needs. An exact score is a sum of
 * fractions of ever longer denominators; whole numbers below and above it take one division per
 * trade, and hardly ever leave open which of two is larger. Where they do, the exact scores decide.
 * Thread safe.
 */
public final class Worth implements Comparable<Worth> {
  /** Bounds are in native wei times two to this. */
  static final int BITS = 64;

  private final Supplier<Bounds> roughly;
  private final Supplier<Rational> exactly;
  private @Nullable Bounds bounds;
  private @Nullable Rational exact;

  /**
   * Bounds of a score.
   *
   * @param low at most it, native wei times 2^64
   * @param high at least it
   */
  record Bounds(BigInteger low, BigInteger high) {
    static Bounds of(Rational exact) {
      return of(exact.numerator(), exact.denominator());
    }

    /** Of a fraction; the denominator is above zero. */
    static Bounds of(BigInteger numerator, BigInteger denominator) {
      BigInteger[] parts = numerator.shiftLeft(BITS).divideAndRemainder(denominator);
      return switch (parts[1].signum()) {
        case 0 -> new Bounds(parts[0], parts[0]);
        case 1 -> new Bounds(parts[0], parts[0].add(BigInteger.ONE));
        default -> new Bounds(parts[0].subtract(BigInteger.ONE), parts[0]);
      };
    }

    Bounds plus(Bounds other) {
      return new Bounds(low.add(other.low), high.add(other.high));
    }
  }

  Worth(Supplier<Bounds> roughly, Supplier<Rational> exactly) {
    this.roughly = roughly;
    this.exactly = exactly;
  }

  /** Of a known score, native wei. */
  public static Worth of(Rational score) {
    return new Worth(() -> Bounds.of(score), () -> score);
  }

  /** The score itself, native wei. */
  public synchronized Rational exact() {
    if (exact == null) {
      exact = exactly.get();
    }
    return exact;
  }

  synchronized Bounds bounds() {
    if (bounds == null) {
      bounds = roughly.get();
    }
    return bounds;
  }

  @Override
  public int compareTo(Worth other) {
    if (bounds().low().compareTo(other.bounds().high()) > 0) {
      return 1;
    }
    return bounds().high().compareTo(other.bounds().low()) < 0
        ? -1
        : exact().compareTo(other.exact());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Worth that && compareTo(that) == 0;
  }

  @Override
  public int hashCode() {
    return exact().hashCode();
  }
}
