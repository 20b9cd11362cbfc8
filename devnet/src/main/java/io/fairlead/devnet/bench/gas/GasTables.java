package io.fairlead.devnet.bench.gas;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/** The results for people. */
final class GasTables {
  private GasTables() {}

  static Grid rows(List<Row> rows) {
    return new Grid(
        "Gas of a settlement of n intents",
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

  static List<Grid> extras(Extras extras) {
    return List.of(
        measurements("Most intents in one transaction of at most 16,777,216 gas", extras.largest()),
        new Grid(
            "Gas of rejecting one order that was filled before",
            List.of("settlement", "variant", "mode", "base", "calldata", "above both"),
            3,
            extras.rejections().stream()
                .map(one ->
                    List.of(
                        one.settlement(),
                        one.variant(),
                        one.mode(),
                        number(one.gas().base()),
                        number(one.gas().callData()),
                        number(one.gas().execution())))
                .toList()),
        measurements("One intent through a Uniswap V3 pool", extras.routed()));
  }

  private static Grid measurements(String title, List<Measurement> measurements) {
    return new Grid(
        title,
        List.of("settlement", "variant", "mode", "n", "gas", "per intent", "calldata B"),
        4,
        measurements.stream()
            .map(one ->
                List.of(
                    one.settlement(),
                    one.variant(),
                    one.mode(),
                    Integer.toString(one.n()),
                    number(one.gas()),
                    number(one.gas() / one.n()),
                    number(one.calldataBytes())))
            .toList());
  }

  private static String number(BigDecimal value) {
    return number(value.setScale(0, RoundingMode.HALF_UP).longValueExact());
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
