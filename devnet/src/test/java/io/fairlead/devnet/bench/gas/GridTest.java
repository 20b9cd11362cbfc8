package io.fairlead.devnet.bench.gas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class GridTest {
  private static final Grid GRID =
      new Grid(
          "Title",
          List.of("name", "gas"),
          1,
          List.of(List.of("a", "1,000"), List.of("longer", "20")));

  @Test
  void numbersStandToTheRight() {
    assertThat(GRID.text())
        .containsExactly("Title", "", "name      gas", "a       1,000", "longer     20");
  }

  @Test
  void markdownSaysSoToo() {
    assertThat(GRID.markdown())
        .containsExactly(
            "### Title", "", "| name | gas |", "| :-- | --: |", "| a | 1,000 |", "| longer | 20 |");
  }

  @Test
  void everyRowHasEveryColumn() {
    assertThatThrownBy(() -> new Grid("Title", List.of("a", "b"), 1, List.of(List.of("only one"))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
