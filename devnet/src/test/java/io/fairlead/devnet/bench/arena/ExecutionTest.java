package io.fairlead.devnet.bench.arena;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contracts.primitive.Bytes;
import org.junit.jupiter.api.Test;

final class ExecutionTest {
  private static final Bytes DATA = Bytes.of(new byte[] {0, 1, 2, 0, -1});

  @Test
  void callDataIsWeighedByItsZeros() {
    assertThat(Execution.of(DATA, 700)).isEqualTo(new Execution(21_000, 2 * 4 + 3 * 16, 700));
  }

  @Test
  void theReceiptHasTheSumUnlessTheFloorIsHigher() {
    assertThat(Execution.gasUsed(DATA, 700, 0)).isEqualTo(21_000 + 56 + 700);
    assertThat(Execution.gasUsed(DATA, 84, 0)).isEqualTo(21_000 + 140);
    assertThat(Execution.gasUsed(DATA, 10, 0)).isEqualTo(21_000 + 140);
  }

  @Test
  void atMostAFifthIsGivenBack() {
    assertThat(Execution.gasUsed(DATA, 8_944, 5_999)).isEqualTo(30_000 - 5_999);
    assertThat(Execution.gasUsed(DATA, 8_944, 6_001)).isEqualTo(30_000 - 6_000);
  }
}
