package io.fairlead.devnet.bench.gas;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RowTest {
  @Test
  void marginalGasIsWhatIsAddedToTheNextSmallerSize() {
    List<Row> rows =
        Row.of(
            List.of(
                of("gpv2", "default", "", 10, 1_000, 700),
                of("gpv2", "default", "", 1, 100, 100),
                of("gpv2", "default", "", 4, 250, 301)));
    assertThat(rows).extracting(row -> row.measurement().n()).containsExactly(10, 1, 4);
    assertThat(rows)
        .extracting(Row::marginalGas)
        .containsExactly(new BigDecimal("125"), new BigDecimal("100"), new BigDecimal("50"));
    assertThat(rows)
        .extracting(Row::gasPerIntent)
        .containsExactly(new BigDecimal("100"), new BigDecimal("100"), new BigDecimal("62.5"));
    assertThat(rows)
        .extracting(Row::calldataBytesPerIntent)
        .containsExactly(new BigDecimal("70"), new BigDecimal("100"), new BigDecimal("75.25"));
  }

  @Test
  void fractionsAreRoundedHalfUpToTwoDecimals() {
    Row row = Row.of(List.of(of("gpv2", "default", "", 8, 1_001, 2_003))).getFirst();
    assertThat(row.gasPerIntent()).isEqualTo(new BigDecimal("125.13"));
    assertThat(row.calldataBytesPerIntent()).isEqualTo(new BigDecimal("250.38"));
  }

  @Test
  void theSmallestSizeHasNothingBelowIt() {
    Row row = Row.of(List.of(of("gpv2", "default", "", 3, 300, 1))).getFirst();
    assertThat(row.marginalGas()).isEqualTo(new BigDecimal("100"));
  }

  @Test
  void otherProtocolsAndVariantsAreOtherCurves() {
    List<Row> rows =
        Row.of(
            List.of(
                of("gpv2", "default", "", 1, 100, 1),
                of("fairlead", "permit2", "", 2, 150, 1),
                of("fairlead", "allowance-owner", "", 2, 140, 1)));
    assertThat(rows)
        .extracting(Row::marginalGas)
        .containsExactly(new BigDecimal("100"), new BigDecimal("75"), new BigDecimal("70"));
  }

  @Test
  void theCheaperModeIsTheRowAndItsMarginalGasIsOfThatMode() {
    List<Row> rows =
        Row.of(
            List.of(
                of("fairlead", "permit2", "direct", 1, 100, 1),
                of("fairlead", "permit2", "direct", 5, 580, 1),
                of("fairlead", "permit2", "custody", 1, 180, 1),
                of("fairlead", "permit2", "custody", 5, 500, 1)));
    assertThat(rows).hasSize(2);
    assertThat(rows)
        .extracting(row -> row.measurement().mode())
        .containsExactly("direct", "custody");
    assertThat(rows.getLast().marginalGas()).isEqualTo(new BigDecimal("80"));
  }

  private static Measurement of(
      String settlement, String variant, String mode, int n, long gas, int bytes) {
    return new Measurement(settlement, variant, mode, n, gas, bytes);
  }
}
