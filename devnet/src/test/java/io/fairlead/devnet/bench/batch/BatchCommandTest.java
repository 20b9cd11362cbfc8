package io.fairlead.devnet.bench.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.devnet.bench.BenchCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command as a user runs it, on small batches. */
class BatchCommandTest {
  @TempDir private Path folder;

  @Test
  void measuresAndRenewsThePage() throws Exception {
    Path page = folder.resolve("page.md");
    Path plot = folder.resolve("plot.svg");
    Files.write(page, List.of("a", BatchText.MARKS.begin(), "old", BatchText.MARKS.end(), "b"));
    StringWriter out = new StringWriter();
    int code =
        run(
            out,
            "batch",
            "--batches",
            "walther:60:10,walther-pools:40:5,walther-settled:60:3,walther-makers:60:10,walther-whole:100:20,"
                + "speedex:60:6",
            "--repetitions",
            "1",
            "--warm-ups",
            "0",
            "--json",
            "--markdown",
            page.toString(),
            "--svg",
            plot.toString());
    assertThat(code).isZero();
    JsonNode rows = JsonMapper.shared().readTree(out.toString());
    assertThat(rows.size()).isEqualTo(6);
    for (JsonNode row : rows) {
      assertThat(row.get("gapBps").doubleValue()).isBetween(0.0, 6_000.0);
      assertThat(row.get("executed").intValue()).isPositive();
      assertThat(row.get("score").doubleValue())
          .isPositive()
          .isLessThanOrEqualTo(row.get("bound").doubleValue());
      assertThat(row.get("firstMillis").doubleValue())
          .isPositive()
          .isLessThanOrEqualTo(row.get("totalMillis").doubleValue());
    }
    // The same orders, and makers between tokens of very unequal prices: these must be of use.
    assertThat(score(rows, "walther-makers")).isGreaterThan(1.05 * score(rows, "walther"));
    List<String> text = Files.readAllLines(page);
    assertThat(text).startsWith("a", BatchText.MARKS.begin()).endsWith(BatchText.MARKS.end(), "b");
    assertThat(text).doesNotContain("old");
    assertThat(Files.readString(plot)).startsWith("<svg").contains("speedex").endsWith("</svg>\n");
  }

  private static double score(JsonNode rows, String generator) {
    for (JsonNode row : rows) {
      if (row.get("generator").asString().equals(generator)) {
        return row.get("score").doubleValue();
      }
    }
    throw new AssertionError("no row of " + generator);
  }

  @Test
  void wrongUseIsRefused() {
    for (String batches :
        List.of("walther:1:5", "walther:50:1", "walther:50", "other:50:5", "a:b:c")) {
      assertThat(run(new StringWriter(), "batch", "--batches", batches)).isEqualTo(2);
    }
    assertThat(run(new StringWriter(), "batch", "--repetitions", "0")).isEqualTo(2);
    for (String effort : List.of("0", "10001", "much")) {
      assertThat(run(new StringWriter(), "batch", "--effort", effort)).isEqualTo(2);
    }
    assertThat(run(new StringWriter(), "batch", "--warm", "--effort", "2")).isEqualTo(2);
  }

  /** On more tokens than usual effort looks along lines for. */
  @Test
  void moreEffortFindsMore() {
    double usual = score("walther-makers:60:40", 1);
    assertThat(score("walther-makers:60:40", 3)).isGreaterThan(usual);
  }

  private static double score(String batch, int effort) {
    StringWriter out = new StringWriter();
    String options = "batch --effort " + effort + " --repetitions 1 --warm-ups 0 --json --batches ";
    assertThat(run(out, (options + batch).split(" ", -1))).isZero();
    return JsonMapper.shared().readTree(out.toString()).get(0).get("score").doubleValue();
  }

  private static int run(StringWriter out, String... arguments) {
    CommandLine line = new CommandLine(new BenchCommand());
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(new StringWriter()));
    return line.execute(arguments);
  }
}
