package io.fairlead.solver.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Held against the contracts' rounds themselves. */
class StableRootTest {
  private static final BigInteger HUGE = BigInteger.ONE.shiftLeft(200);

  @Test
  void endsWhereTheRoundsEnd() {
    SplittableRandom random = new SplittableRandom(17);
    int found = 0;
    for (int i = 0; i < 200_000; i++) {
      BigInteger invariant = some(random, 110);
      BigInteger b = some(random, 110);
      BigInteger c = some(random, 2 * random.nextInt(1, 110));
      found += agrees(invariant, b, c) ? 1 : 0;
    }
    assertThat(found).isGreaterThan(150_000);
  }

  /** Small numbers and roots that are whole or nearly so: where the rounds end depends on more. */
  @Test
  void saysNothingWhereItCannotKnow() {
    SplittableRandom random = new SplittableRandom(18);
    int found = 0;
    int open = 0;
    for (int i = 0; i < 200_000; i++) {
      BigInteger root = some(random, random.nextInt(1, 90));
      BigInteger invariant = some(random, random.nextInt(1, 90));
      BigInteger b = some(random, random.nextInt(1, 90));
      BigInteger linear = b.subtract(invariant);
      BigInteger c =
          root.multiply(root.add(linear)).add(BigInteger.valueOf(random.nextInt(-9, 10)));
      if (c.signum() >= 0) {
        boolean known = agrees(invariant, b, c);
        found += known ? 1 : 0;
        open += known ? 0 : 1;
      }
    }
    assertThat(found).isGreaterThan(20_000);
    assertThat(open).isGreaterThan(20_000);
  }

  @Test
  void whatLeavesAWordIsLeftToTheRounds() {
    assertThat(StableRoot.find(BigInteger.TEN, HUGE, HUGE, BigInteger.ONE)).isEmpty();
  }

  /** Whether there is an answer; if so it has to be the rounds'. */
  private static boolean agrees(BigInteger invariant, BigInteger b, BigInteger c) {
    BigInteger over = invariant.multiply(invariant).add(c);
    BigInteger under = invariant.add(b);
    Optional<BigInteger> found = StableRoot.find(b.subtract(invariant), c, over, under);
    found.ifPresent(root ->
        assertThat(root).as("%s %s %s", invariant, b, c).isEqualTo(rounds(invariant, b, c)));
    return found.isPresent();
  }

  private static BigInteger rounds(BigInteger invariant, BigInteger b, BigInteger c) {
    BigInteger before = round(invariant, invariant, b, c);
    BigInteger y = round(before, invariant, b, c);
    while (before.subtract(y).abs().compareTo(BigInteger.ONE) > 0) {
      before = y;
      y = round(before, invariant, b, c);
    }
    return y;
  }

  private static BigInteger round(BigInteger y, BigInteger invariant, BigInteger b, BigInteger c) {
    BigInteger slope = y.shiftLeft(1).add(b).subtract(invariant);
    return Integers.divideUp(y.multiply(y).add(c), slope);
  }

  private static BigInteger some(SplittableRandom random, int bits) {
    int length = random.nextInt(1, bits + 1);
    BigInteger sum = BigInteger.ZERO;
    for (int i = 0; i < 8; i++) {
      sum = sum.shiftLeft(31).add(BigInteger.valueOf(random.nextInt() & 0x7fffffff));
    }
    return sum.shiftRight(248 - length).setBit(length - 1);
  }
}
