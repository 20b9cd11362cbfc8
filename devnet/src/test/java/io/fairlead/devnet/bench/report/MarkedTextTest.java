package io.fairlead.devnet.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class MarkedTextTest {
  private static final MarkedText MARKS = new MarkedText("bench test");

  @Test
  void onlyWhatIsBetweenTheMarksChanges() {
    List<String> text = List.of("a", MARKS.begin(), "old", "older", MARKS.end(), "b");
    List<String> replaced = MARKS.replace(text, List.of("new"));
    assertThat(replaced).containsExactly("a", MARKS.begin(), "new", MARKS.end(), "b");
    assertThat(MARKS.replace(replaced, List.of("new"))).isEqualTo(replaced);
  }

  @Test
  void aTextWithoutBothMarksIsLeftAlone() {
    List<List<String>> bad =
        List.of(
            List.of("a"),
            List.of(MARKS.begin()),
            List.of(MARKS.end()),
            List.of(MARKS.end(), MARKS.begin()),
            List.of(MARKS.begin(), MARKS.begin(), MARKS.end()),
            List.of(MARKS.begin(), MARKS.end(), MARKS.end()));
    for (List<String> text : bad) {
      assertThatThrownBy(() -> MARKS.replace(text, List.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(MARKS.begin());
    }
  }
}
