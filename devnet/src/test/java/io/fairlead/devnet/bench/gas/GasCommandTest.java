package io.fairlead.devnet.bench.gas;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.devnet.bench.BenchCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The command line alone: nothing here starts a chain. */
final class GasCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void helpNamesEveryOptionAndItsDefault() {
    assertThat(run("gas", "--help")).isZero();
    assertThat(out.toString())
        .contains("--sizes", "1,2,10,50,100", "--json", "--extras-json", "--markdown", "--help");
  }

  @Test
  void benchListsItsMeasurements() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("gas ");
  }

  @Test
  void benchAloneIsNotEnough() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1001", "1,two", "1.5", ""})
  void sizesAreNumbersThatCanBeMeasured(String sizes) {
    assertThat(run("gas", "--sizes", sizes)).isEqualTo(2);
    assertThat(err.toString()).contains("--sizes");
  }

  @Test
  void theFileOfTablesMustBeThere() {
    assertThat(run("gas", "--markdown", "no such file")).isEqualTo(2);
    assertThat(err.toString()).contains("there is no file no such file");
  }

  private int run(String... arguments) {
    return new CommandLine(new BenchCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
