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
    assertThat(Execution.gasUsed(DATA, 700)).isEqualTo(21_000 + 56 + 700);
    assertThat(Execution.gasUsed(DATA, 84)).isEqualTo(21_000 + 140);
    assertThat(Execution.gasUsed(DATA, 10)).isEqualTo(21_000 + 140);
  }
}
