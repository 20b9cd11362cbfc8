package io.fairlead.devnet.bench.gas;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.devnet.bench.gas.CheckCost.Check;
import io.fairlead.devnet.bench.gas.CheckCost.Method;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ExtrasTablesTest {
  private static final Extras EXTRAS =
      new Extras(
          List.of(),
          List.of(
              new Breakdown(
                  "fairlead",
                  "permit2",
                  "direct",
                  new Spending(Map.of(Item.BASE, 21_000L, Item.CODE, 500L), 0),
                  new Spending(Map.of(Item.CODE, 50L), 0)),
              new Breakdown(
                  "gpv2",
                  "default",
                  "",
                  new Spending(Map.of(Item.BASE, 21_000L, Item.CODE, 900L), 100),
                  new Spending(Map.of(Item.CODE, 90L), 0))),
          List.of(
              new CheckCost(Check.NONCE, Method.TRACE, "permit2", "direct", 5_000, 4_900),
              new CheckCost(Check.HUB, Method.TRACE, "permit2", "direct", 0, 0),
              new CheckCost(Check.NONCE, Method.TRACE, "permit2", "custody", 5_001, 4_901),
              new CheckCost(Check.PERMIT2, Method.BOTH, "permit2", "direct", 14_000, 9_000)),
          List.of(),
          List.of(),
          List.of(),
          List.of());

  @Test
  void whatIsSpentNowhereHasNoLine() {
    Grid single = ExtrasTables.of(EXTRAS).get(1);
    assertThat(single.columns()).containsExactly("spent on", "fairlead permit2 direct", "gpv2");
    assertThat(single.rows())
        .containsExactly(
            List.of("the transaction itself", "21,000", "21,000"),
            List.of("own code", "500", "900"),
            List.of("**sum**", "21,500", "21,900"),
            List.of("sum without own code", "21,000", "21,000"),
            List.of("given back", "0", "100"),
            List.of("**gas used**", "21,500", "21,800"));
  }

  @Test
  void aSecondIntentIsATableOfItsOwn() {
    assertThat(ExtrasTables.of(EXTRAS).get(2).rows())
        .containsExactly(
            List.of("own code", "50", "90"),
            List.of("**sum**", "50", "90"),
            List.of("sum without own code", "0", "0"),
            List.of("given back", "0", "0"),
            List.of("**gas used**", "50", "90"));
  }

  @Test
  void checksStandBesideTheWaysOfSettling() {
    Grid checks = ExtrasTables.of(EXTRAS).get(3);
    assertThat(checks.columns())
        .containsExactly("checked", "method", "permit2 direct", "permit2 custody");
    assertThat(checks.rows())
        .containsExactly(
            List.of(Check.NONCE.text(), "trace", "5,000 + 4,900", "5,001 + 4,901"),
            List.of(Check.PERMIT2.text(), "both", "14,000 + 9,000", ""));
  }
}
