package io.fairlead.solver.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How often a cycle is walked, and with how much. */
class RoundsTest {
  private static final double VALUE = 100;
  private static final double WHOLE = 20;

  @Test
  void whatIsGainedGoesAroundWithTheRest() {
    Rounds rounds = Rounds.of(VALUE, WHOLE, 10, 0, 1_000);
    assertThat(Arrays.stream(rounds.walks()).sum()).isCloseTo(VALUE, within(1e-9));
    assertThat(rounds.gain()).isCloseTo(WHOLE, within(1e-9));
    // With what it began with alone it would take ten.
    assertThat(rounds.count()).isBetween(5, 7);
    assertThat(rounds.walks()[0]).isEqualTo(10);
    for (int round = 1; round + 1 < rounds.count(); round++) {
      assertThat(rounds.walks()[round]).isGreaterThan(rounds.walks()[round - 1]);
    }
  }

  @Test
  void thereIsOneRoundWhereEnoughIsHeld() {
    Rounds rounds = Rounds.of(VALUE, WHOLE, 1_000, 1, 1_000);
    assertThat(rounds.walks()).containsExactly(VALUE);
    assertThat(rounds.gain()).isEqualTo(WHOLE);
  }

  @Test
  void aRoundThatCostsMoreThanItGainsIsNotWalked() {
    // Of a part x the pools gain x (2 - x): 19 % of 20 in the first round of 10.
    assertThat(Rounds.of(VALUE, WHOLE, 10, 3.81, 1_000).count()).isZero();
    assertThat(Rounds.of(VALUE, WHOLE, 10, 3.79, 1_000).count()).isPositive();
    Rounds free = Rounds.of(VALUE, WHOLE, 1, 0, 1_000);
    Rounds costly = Rounds.of(VALUE, WHOLE, 1, 0.2, 1_000);
    assertThat(costly.count()).isBetween(1, free.count() - 1);
    assertThat(costly.walks()).isEqualTo(Arrays.copyOf(free.walks(), costly.count()));
    assertThat(Rounds.of(VALUE, WHOLE, 1, 0, 3).count()).isEqualTo(3);
    assertThat(Rounds.of(VALUE, WHOLE, 0, 0, 3).count()).isZero();
  }

  @Test
  void theMoreABridgeLosesTheLessSetsOut() {
    Arc there = new Arc(0, 0, 1, VALUE, WHOLE / VALUE);
    Arc back = new Arc(1, 1, 0, VALUE, 0);
    ArcGraph.Cycle cycle = new ArcGraph.Cycle(List.of(there, back), VALUE);
    double before = Double.POSITIVE_INFINITY;
    for (double loss : new double[] {0.001, 0.02, 0.2}) {
      Rounds.Begun begun = Rounds.begun(cycle, VALUE, loss, 0.1, 1_000);
      assertThat(begun.seed()).isPositive().isLessThan(before);
      assertThat(begun.net())
          .isCloseTo(
              begun.rounds().gain() - 0.1 * begun.rounds().count() - loss * begun.seed(),
              within(1e-12));
      before = begun.seed();
    }
    assertThat(Rounds.begun(cycle, VALUE, 1e3, 0.1, 1_000).seed()).isZero();
  }
}
