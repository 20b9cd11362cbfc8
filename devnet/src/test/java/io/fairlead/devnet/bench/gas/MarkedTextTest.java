package io.fairlead.devnet.bench.gas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class MarkedTextTest {
  @Test
  void onlyWhatIsBetweenTheMarksChanges() {
    List<String> text = List.of("a", MarkedText.BEGIN, "old", "older", MarkedText.END, "b");
    List<String> replaced = MarkedText.replace(text, List.of("new"));
    assertThat(replaced).containsExactly("a", MarkedText.BEGIN, "new", MarkedText.END, "b");
    assertThat(MarkedText.replace(replaced, List.of("new"))).isEqualTo(replaced);
  }

  @Test
  void aTextWithoutBothMarksIsLeftAlone() {
    List<List<String>> bad =
        List.of(
            List.of("a"),
            List.of(MarkedText.BEGIN),
            List.of(MarkedText.END),
            List.of(MarkedText.END, MarkedText.BEGIN),
            List.of(MarkedText.BEGIN, MarkedText.BEGIN, MarkedText.END),
            List.of(MarkedText.BEGIN, MarkedText.END, MarkedText.END));
    for (List<String> text : bad) {
      assertThatThrownBy(() -> MarkedText.replace(text, List.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(MarkedText.BEGIN);
    }
  }
}
