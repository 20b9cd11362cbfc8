package io.fairlead.devnet.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RepetitionTest {
  private static final List<String> NOTHING = List.of("nothing settled", "no solution");

  private final Repetition repetition = new Repetition();

  @Test
  void countsWhatIsTheSame() {
    assertThat(repetition.repeats(2, NOTHING)).isFalse();
    repetition.start(NOTHING);
    assertThat(repetition.repeats(3, NOTHING)).isTrue();
    assertThat(repetition.repeats(4, NOTHING)).isTrue();
    assertThat(repetition.repeats(5, List.of("nothing settled", "another reason"))).isFalse();
    assertThat(repetition.end()).contains("batches 3 to 4 · the same 2 times");
  }

  @Test
  void aSingleOneIsNamed() {
    repetition.start(NOTHING);
    assertThat(repetition.repeats(7, NOTHING)).isTrue();
    assertThat(repetition.end()).contains("batch 7 · the same");
  }

  @Test
  void afterItsEndEverythingIsSaidInFull() {
    repetition.start(NOTHING);
    assertThat(repetition.end()).isEmpty();
    assertThat(repetition.repeats(8, NOTHING)).isFalse();
  }
}
