package io.fairlead.solver.batch.recover;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Divisors of amounts, as far as small primes tell them. */
final class Divisors {
  private static final int[] PRIMES =
      IntStream.range(2, 4096)
          .filter(n -> IntStream.rangeClosed(2, (int) Math.sqrt(n)).allMatch(by -> n % by > 0))
          .toArray();

  private static final int MOST_FOUND = 2_000;

  private Divisors() {}

  /**
   * Divisors of a number up to {@code most}: those made of primes below 4,096 and of what is left
   * when these are divided out, {@value #MOST_FOUND} of them at most; in no order.
   *
   * @param number above zero
   */
  static List<BigInteger> of(BigInteger number, double most) {
    List<BigInteger> found = new ArrayList<>(List.of(BigInteger.ONE));
    BigInteger rest = number;
    for (int prime : PRIMES) {
      BigInteger by = BigInteger.valueOf(prime);
      int power = 0;
      for (BigInteger[] next = rest.divideAndRemainder(by);
          next[1].signum() == 0;
          next = rest.divideAndRemainder(by)) {
        rest = next[0];
        power++;
      }
      multiply(found, by, power, most);
      if (rest.equals(BigInteger.ONE)) {
        return found;
      }
    }
    multiply(found, rest, 1, most);
    return found;
  }

  private static void multiply(List<BigInteger> found, BigInteger by, int power, double most) {
    int begin = 0;
    for (int i = 0; i < power; i++) {
      int end = found.size();
      for (int j = begin; j < end && found.size() < MOST_FOUND; j++) {
        BigInteger more = found.get(j).multiply(by);
        if (more.doubleValue() <= most) {
          found.add(more);
        }
      }
      begin = end;
    }
  }
}
