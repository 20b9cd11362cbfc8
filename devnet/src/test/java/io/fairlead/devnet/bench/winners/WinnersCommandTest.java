package io.fairlead.devnet.bench.winners;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.devnet.bench.BenchCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class WinnersCommandTest {
  private record Run(int code, String out, String err) {}

  @Test
  void measuresEveryShape() {
    Run run = run("--auctions", "4x2x6:1-3,3x1x4:2-2:alike", "--repetitions", "2", "--json");
    assertThat(run.code()).as("%s", run).isZero();
    JsonNode rows = JsonMapper.shared().readTree(run.out());
    assertThat(rows.size()).isEqualTo(2);
    assertThat(rows.get(0).propertyNames())
        .containsExactly(
            "shape",
            "auctions",
            "medianCpuMillis",
            "mostCpuMillis",
            "winners",
            "proved",
            "worstGapBps");
    assertThat(rows.get(0).get("shape").stringValue()).isEqualTo("4x2x6:1-3");
    for (JsonNode row : rows) {
      assertThat(row.get("auctions").intValue()).isEqualTo(2);
      assertThat(row.get("proved").intValue()).isEqualTo(2);
      assertThat(row.get("worstGapBps").doubleValue()).isZero();
      assertThat(row.get("winners").intValue()).isPositive();
      assertThat(row.get("mostCpuMillis").doubleValue())
          .isGreaterThanOrEqualTo(row.get("medianCpuMillis").doubleValue());
    }
  }

  @Test
  void saysWhatItCouldNotProve() {
    Run run = run("--auctions", "40x3x30:2-8:alike", "--repetitions", "1", "--max-steps", "1000");
    assertThat(run.code()).as("%s", run).isZero();
    assertThat(run.out()).contains("| 40 x 3 x 30 | 2 to 8 | alike |", "| 0 of 1 |", " bps |");
  }

  @Test
  void wrongUseIsRefused() {
    for (String shape :
        new String[] {"20x3", "0x1x1:1-1", "2x2x2:3-4", "2x2x2:2-1", "9999x99x9:1-1"}) {
      Run run = run("--auctions", shape);
      assertThat(run.code()).as(shape).isEqualTo(2);
      assertThat(run.err()).contains("--auctions " + shape + ": ");
    }
    assertThat(run("--repetitions", "0").err()).contains("--repetitions must be");
    assertThat(run("--max-winners", "0").err()).contains("--max-winners must be");
    assertThat(run("--max-steps", "-1").err()).contains("--max-steps must");
  }

  private static Run run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = new CommandLine(new BenchCommand());
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    String[] full = new String[arguments.length + 1];
    full[0] = "winners";
    System.arraycopy(arguments, 0, full, 1, arguments.length);
    return new Run(line.execute(full), out.toString(), err.toString());
  }
}
