package io.fairlead.devnet.bench.gas;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One line of the results. Fractions are rounded to two decimals, half up.
 *
 * @param measurement the cheaper one where the filler had a choice
 * @param gasPerIntent all gas over all intents
 * @param marginalGas gas more than the same curve's next smaller size, over the intents more; of
 *     the smallest size everything over all intents
 * @param calldataBytesPerIntent all call data over all intents
 */
public record Row(
    Measurement measurement,
    BigDecimal gasPerIntent,
    BigDecimal marginalGas,
    BigDecimal calldataBytesPerIntent) {
  private static final int DECIMALS = 2;

  /**
   * Rows of measurements, in the order in which their protocols, variants and sizes first occur.
   */
  public static List<Row> of(List<Measurement> measurements) {
    List<Row> rows = new ArrayList<>();
    List<Measurement> done = new ArrayList<>();
    for (Measurement one : measurements) {
      if (done.stream().noneMatch(one::sameRow)) {
        Measurement cheapest =
            measurements.stream()
                .filter(one::sameRow)
                .min(Comparator.comparingLong(Measurement::gas))
                .orElse(one);
        done.add(cheapest);
        rows.add(row(cheapest, measurements));
      }
    }
    return rows;
  }

  private static Row row(Measurement one, List<Measurement> all) {
    return new Row(
        one,
        ratio(one.gas(), one.n()),
        all.stream()
            .filter(one::sameCurve)
            .filter(other -> other.n() < one.n())
            .max(Comparator.comparingInt(Measurement::n))
            .map(smaller -> ratio(one.gas() - smaller.gas(), one.n() - smaller.n()))
            .orElse(ratio(one.gas(), one.n())),
        ratio(one.calldataBytes(), one.n()));
  }

  private static BigDecimal ratio(long numerator, int denominator) {
    BigDecimal exact =
        BigDecimal.valueOf(numerator)
            .divide(BigDecimal.valueOf(denominator), DECIMALS, RoundingMode.HALF_UP)
            .stripTrailingZeros();
    return exact.scale() < 0 ? exact.setScale(0) : exact;
  }
}
