package io.fairlead.devnet.bench.gas;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/** The results for people. */
final class GasTables {
  private GasTables() {}

  static Grid rows(String title, List<Row> rows) {
    return new Grid(
        title,
        List.of(
            "settlement",
            "variant",
            "mode",
            "n",
            "gas",
            "per intent",
            "marginal",
            "calldata B/intent"),
        5,
        rows.stream()
            .map(row ->
                List.of(
                    row.measurement().settlement(),
                    row.measurement().variant(),
                    row.measurement().mode(),
                    Integer.toString(row.measurement().n()),
                    number(row.measurement().gas()),
                    number(row.gasPerIntent()),
                    number(row.marginalGas()),
                    number(row.calldataBytesPerIntent())))
            .toList());
  }

  static String number(BigDecimal value) {
    return number(value.setScale(0, RoundingMode.HALF_UP).longValueExact());
  }

  static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
