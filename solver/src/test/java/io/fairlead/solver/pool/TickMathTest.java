package io.fairlead.solver.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TickMathTest {
  @Test
  void endsAreThePublishedOnes() {
    // MIN_SQRT_RATIO and MAX_SQRT_RATIO of the deployed pools.
    assertThat(TickMath.MIN_SQRT_RATIO).isEqualTo("4295128739");
    assertThat(TickMath.MAX_SQRT_RATIO)
        .isEqualTo("1461446703485210103287273052203988822378723970342");
    assertThat(TickMath.sqrtRatioAt(0)).isEqualTo(BigInteger.ONE.shiftLeft(96));
  }

  @Test
  void tickIsTheHighestWhosePriceIsNotAbove() {
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 2_000; i++) {
      int tick = random.nextInt(TickMath.MIN_TICK, TickMath.MAX_TICK);
      BigInteger at = TickMath.sqrtRatioAt(tick);
      assertThat(TickMath.tickAt(at)).isEqualTo(tick);
      BigInteger next = TickMath.sqrtRatioAt(tick + 1);
      assertThat(next).isGreaterThan(at);
      assertThat(TickMath.tickAt(next.subtract(BigInteger.ONE))).isEqualTo(tick);
    }
  }

  @Test
  void refusesWhatIsOutOfRange() {
    assertThatThrownBy(() -> TickMath.sqrtRatioAt(TickMath.MAX_TICK + 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TickMath.tickAt(TickMath.MAX_SQRT_RATIO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TickMath.tickAt(TickMath.MIN_SQRT_RATIO.subtract(BigInteger.ONE)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
