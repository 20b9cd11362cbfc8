package io.fairlead.relay.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IntakeTallyTest {
  private final List<String> passedOn = new ArrayList<>();
  private final IntakeTally tally = new IntakeTally(passedOn::add);

  @Test
  void countsFromOneLineToTheNext() {
    assertThat(tally.take()).isEmpty();
    List<String> outcomes =
        List.of("accepted", "wrongSignature", "accepted", "repeated", "expired", "expired");
    outcomes.forEach(tally::submitted);
    assertThat(tally.take())
        .contains("accepted=2 repeated=1 refused=3 refused.expired=2 refused.wrongSignature=1");
    assertThat(tally.take()).isEmpty();
    assertThat(passedOn).isEqualTo(outcomes);
  }
}
