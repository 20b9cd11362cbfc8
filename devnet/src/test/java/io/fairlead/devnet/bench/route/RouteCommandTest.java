package io.fairlead.devnet.bench.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.devnet.bench.BenchCommand;
import java.io.IOException;
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

class RouteCommandTest {
  private static final int ORDERS = 4;

  @TempDir private Path folder;

  @Test
  void measuresAndWritesAllThree() throws IOException {
    Path page = folder.resolve("route.md");
    Path plot = folder.resolve("route.svg");
    Files.writeString(
        page, "a\n" + RouteText.MARKS.begin() + "\nold\n" + RouteText.MARKS.end() + "\nb\n");
    StringWriter out = new StringWriter();
    int code =
        run(
            out,
            "route",
            "--sizes",
            "100",
            "--repetitions",
            "1",
            "--orders",
            Integer.toString(ORDERS),
            "--json",
            "--markdown",
            page.toString(),
            "--svg",
            plot.toString());
    assertThat(code).isZero();
    JsonNode rows = JsonMapper.shared().readTree(out.toString());
    assertThat(rows.size()).isEqualTo(14);
    for (JsonNode row : rows) {
      if (row.has("orders")) {
        checkPlan(row);
        continue;
      }
      assertThat(row.propertyNames())
          .containsExactly(
              "generator", "pools", "tokens", "start", "cpuMillis", "iterations", "gap");
      // The graph with dust and high amplification stalls earlier: docs/route.md.
      double most = row.get("generator").stringValue().equals("balancer-like") ? 1e-4 : 1e-7;
      assertThat(row.get("gap").doubleValue()).isBetween(-1e-9, most);
      assertThat(row.get("start").stringValue()).isIn("cold", "warm");
      assertThat(row.get("cpuMillis").doubleValue()).isPositive();
    }
    List<String> text = Files.readAllLines(page);
    assertThat(text).startsWith("a", RouteText.MARKS.begin()).endsWith(RouteText.MARKS.end(), "b");
    assertThat(text).doesNotContain("old");
    assertThat(Files.readString(plot))
        .startsWith("<svg")
        .contains("cfmmrouter-4")
        .endsWith("</svg>\n");
  }

  /**
   * The orders come from a fixed seed, so the gaps are the same in every run: what comes out is
   * exact and the bound good to rounding of doubles.
   */
  private static void checkPlan(JsonNode row) {
    assertThat(row.get("orders").intValue()).isEqualTo(ORDERS);
    assertThat(row.get("seed").longValue()).isEqualTo(PlanBench.SEED);
    assertThat(row.get("withoutPlan").intValue()).isZero();
    // Arbitrage that no plan collects weighs most in the smallest orders of the raw graph.
    boolean settled = row.get("generator").stringValue().equals("balancer-settled");
    double most = settled ? 10 : 40;
    assertThat(row.get("gapBpsMedian").doubleValue()).isBetween(-1e-4, settled ? 1.5 : 3);
    assertThat(row.get("gapBpsMost").doubleValue()).isBetween(0.0, most);
    assertThat(row.get("cpuMillisMedian").doubleValue()).isPositive();
    assertThat(row.get("swapsMedian").intValue()).isGreaterThan(50);
  }

  @Test
  void otherSeedsGiveOtherPlansAndATableOfTheirOwn() throws IOException {
    Path page = folder.resolve("seeds.md");
    Files.writeString(page, RouteText.SEEDS.begin() + "\n" + RouteText.SEEDS.end() + "\n");
    StringWriter out = new StringWriter();
    String[] arguments = {
      "route", "--seeds", "3,1234", "--orders", "1", "--json", "--markdown", page.toString()
    };
    assertThat(run(out, arguments)).isZero();
    JsonNode rows = JsonMapper.shared().readTree(out.toString());
    assertThat(rows.valueStream().map(row -> row.get("seed").longValue()))
        .containsExactly(3L, 3L, 3L, 3L, 1234L, 1234L, 1234L, 1234L);
    assertThat(rows.get(0).get("swapsMedian")).isNotEqualTo(rows.get(4).get("swapsMedian"));
    assertThat(Files.readAllLines(page))
        .startsWith(RouteText.SEEDS.begin())
        .anyMatch(line -> line.startsWith("| balancer-like | 3 | "))
        .endsWith(RouteText.SEEDS.end());
  }

  @Test
  void wrongUseIsRefused() {
    assertThat(run(new StringWriter(), "route", "--seeds", "1", "--orders", "0")).isEqualTo(2);
    assertThat(run(new StringWriter(), "route", "--seeds", "x")).isEqualTo(2);
    assertThat(run(new StringWriter(), "route", "--orders", "-1")).isEqualTo(2);
    assertThat(run(new StringWriter(), "route", "--sizes", "3")).isEqualTo(2);
    assertThat(run(new StringWriter(), "route", "--repetitions", "0")).isEqualTo(2);
    assertThat(run(new StringWriter(), "route", "--markdown", folder.resolve("none").toString()))
        .isEqualTo(2);
  }

  private static int run(StringWriter out, String... arguments) {
    CommandLine line = new CommandLine(new BenchCommand());
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(new StringWriter()));
    return line.execute(arguments);
  }
}
