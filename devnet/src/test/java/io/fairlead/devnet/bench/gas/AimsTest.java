package io.fairlead.devnet.bench.gas;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.devnet.bench.arena.Execution;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AimsTest {
  @Test
  void eachAimStandsBesideWhatWasMeasured() {
    List<Row> rows =
        Row.of(
            List.of(
                of("fairlead", "allowance-shared", "direct", 1, 85_001),
                of("fairlead", "allowance-shared", "direct", 50, 1_400_000),
                of("fairlead", "allowance-shared", "direct", 100, 2_700_000),
                of("fairlead", "permit2", "direct", 1, 100_000),
                of("gpv2", "default", "", 100, 5_700_000)));
    Extras extras =
        new Extras(
            List.of(),
            List.of(breakdown("node", 1, 2), breakdown("direct", 85_000, 24_000)),
            List.of(),
            List.of(
                of("fairlead", "allowance-shared", "direct", 630, 16_700_000),
                of("fairlead", "allowance-shared", "custody", 642, 16_700_000),
                of("gpv2", "default", "", 900, 16_700_000)),
            List.of(
                new Rejection("gpv2", "default", "", new Execution(21_000, 6_000, 1)),
                new Rejection(
                    "fairlead", "allowance-shared", "direct", new Execution(21_000, 6_000, 9_001))),
            List.of(),
            List.of());
    assertThat(Aims.grid(rows, extras).rows())
        .containsExactly(
            List.of(
                "each further intent at n = 100, allowance, shared nonces",
                "26,000",
                "26,000",
                "met",
                "24,000"),
            List.of("a single intent, allowance, shared nonces", "85,000", "85,001", "1", "85,000"),
            List.of("a single intent, Permit2", "100,000", "100,000", "met", ""),
            List.of("rejecting a used nonce, above base and call data", "9,000", "9,001", "1", ""),
            List.of("intents in one transaction, at least", "500", "642", "", ""));
  }

  private static Measurement of(String settlement, String variant, String mode, int n, long gas) {
    return new Measurement(settlement, variant, mode, n, gas, 1_000);
  }

  private static Breakdown breakdown(String mode, long single, long further) {
    return new Breakdown(
        "fairlead",
        "allowance-shared",
        mode,
        new Spending(Map.of(Item.BASE, single, Item.CODE, 10L), 0),
        new Spending(Map.of(Item.BASE, further, Item.CODE, 10L), 0));
  }
}
