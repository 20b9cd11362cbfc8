package io.fairlead.solver.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is in hand on the way, with and without what cycles gain. */
class HoldingsTest {
  private static final int SOURCE = 0;
  private static final int UPPER = 1;
  private static final int LOWER = 2;
  private static final int TARGET = 3;

  /** A cycle at the upper token gains 6, which the dual's flows pass on from there. */
  private final List<Arc> arcs =
      List.of(
          new Arc(0, SOURCE, LOWER, 6, 0),
          new Arc(1, SOURCE, UPPER, 4, 0.5),
          new Arc(2, UPPER, TARGET, 12, 0.25),
          new Arc(3, LOWER, TARGET, 6, 0));

  private final Holdings holdings = new Holdings(4, arcs, SOURCE, 10);

  @Test
  void whatACycleGainsIsNotInHandBeforeItHasBeenWalked() {
    assertThat(holdings.of(SOURCE)).isEqualTo(10);
    assertThat(holdings.of(UPPER)).isCloseTo(6, within(1e-12));
    assertThat(holdings.of(LOWER)).isCloseTo(6, within(1e-12));
    assertThat(holdings.of(TARGET)).isCloseTo(13.5, within(1e-12));
    assertThat(holdings.outflow(UPPER)).isEqualTo(12);
    assertThat(holdings.most()).isCloseTo(13.5, within(1e-12));
    assertThat(holdings.byRank(TARGET)).containsExactly(SOURCE, UPPER, LOWER, TARGET);
    assertThat(holdings.arcs()).isEqualTo(4);
  }

  @Test
  void whatDetoursBringIsPassedOn() {
    holdings.add(UPPER, 6);
    assertThat(holdings.of(UPPER)).isCloseTo(12, within(1e-12));
    assertThat(holdings.of(TARGET)).isCloseTo(21, within(1e-12));
    holdings.add(SOURCE, -5);
    assertThat(holdings.of(LOWER)).isCloseTo(3, within(1e-12));
    assertThat(holdings.of(UPPER)).isCloseTo(9, within(1e-12));
  }
}
