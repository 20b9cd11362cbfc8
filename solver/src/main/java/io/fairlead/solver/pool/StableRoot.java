package io.fairlead.solver.pool;

import java.math.BigInteger;
import java.util.Optional;

/**
 * The end of Newton's method for {@code f(y) = y^2 + l y - c = 0} in whole numbers, every quotient
 * rounded up, without its rounds. With {@code r} the positive root and {@code r'} the negative one,
 * a round leads from {@code y} to {@code y - floor(A B / (A + B))} where {@code A = y - r} and
 * {@code B = y - r'}: never below {@code r}, and less far the nearer {@code y} is. The contracts
 * stop when a round moves by at most one. Where {@code r - r'} is at least 16 that asks for {@code
 * A} below 2.25, so the last round begins at most two above the least whole number {@code n} from
 * {@code r} on. From two above it leads to {@code n} if {@code f(n)} is at least 4, and then so it
 * does from nearer: the end is {@code n} wherever the rounds began.
 */
final class StableRoot {
  private static final BigInteger LEAST_SURPLUS = BigInteger.valueOf(4);

  /** {@code f'(n)} is less than two above {@code r - r'}, which has to be at least 16. */
  private static final BigInteger LEAST_SLOPE = BigInteger.valueOf(32);

  /** Of the squares of all rounds, with something to be added. */
  private static final int MOST_BITS = 254;

  private static final int DOUBLE_BITS = 62;

  private StableRoot() {}

  /**
   * Where the rounds end; empty where only they can tell.
   *
   * @param linear {@code l}
   * @param constant {@code c}, at least zero
   * @param over what the first round divides, a sum that {@code c} is part of
   * @param under by what it divides
   */
  static Optional<BigInteger> find(
      BigInteger linear, BigInteger constant, BigInteger over, BigInteger under) {
    // The rounds come down from the first one. What leaves a word there has to revert.
    int firstBits = over.bitLength() - under.bitLength() + 1;
    if (over.bitLength() > MOST_BITS
        || under.bitLength() > MOST_BITS / 2
        || 2 * firstBits > MOST_BITS) {
      return Optional.empty();
    }
    BigInteger near = near(linear.doubleValue(), constant.doubleValue());
    BigInteger excess = near.multiply(near.add(linear)).subtract(constant);
    BigInteger slope = near.shiftLeft(1).add(linear);
    if (slope.compareTo(LEAST_SLOPE) < 0) {
      return Optional.empty();
    }
    // f(y - q) is f(y) - q f'(y) + q^2.
    BigInteger[] step = excess.divideAndRemainder(slope);
    BigInteger root = near.subtract(step[0]);
    BigInteger surplus = step[1].add(step[0].multiply(step[0]));
    BigInteger slopeThere = slope.subtract(step[0].shiftLeft(1));
    if (surplus.signum() < 0) {
      root = root.add(BigInteger.ONE);
      surplus = surplus.add(slopeThere).add(BigInteger.ONE);
      slopeThere = slopeThere.add(BigInteger.TWO);
    }
    // The last condition is f(n - 1) < 0.
    boolean certain =
        slopeThere.compareTo(LEAST_SLOPE) >= 0
            && surplus.compareTo(LEAST_SURPLUS) >= 0
            && surplus.compareTo(slopeThere.subtract(BigInteger.ONE)) < 0;
    return certain ? Optional.of(root) : Optional.empty();
  }

  /** The root in doubles, written such that nothing cancels. */
  private static BigInteger near(double linear, double constant) {
    double half = 0.5 * linear;
    double radical = Math.sqrt(half * half + constant);
    double root = half > 0 ? constant / (radical + half) : radical - half;
    int excess = Math.max(0, Math.getExponent(root) - DOUBLE_BITS);
    return BigInteger.valueOf((long) Math.scalb(root, -excess)).shiftLeft(excess);
  }
}
