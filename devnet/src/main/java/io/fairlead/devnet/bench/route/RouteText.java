package io.fairlead.devnet.bench.route;

import io.fairlead.devnet.bench.report.MarkedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** The results for programs and for people: docs/route.md. */
final class RouteText {
  static final MarkedText MARKS = new MarkedText("bench route");

  /** Of plans on graphs of other seeds. */
  static final MarkedText SEEDS = new MarkedText("bench route seeds");

  private RouteText() {}

  /** One array of objects, one per row; those of plans have {@code orders}. */
  static ArrayNode json(List<RouteRow> rows, List<PlanRow> plans) {
    ArrayNode array = JsonMapper.shared().createArrayNode();
    for (RouteRow row : rows) {
      array
          .addObject()
          .put("generator", row.generator())
          .put("pools", row.pools())
          .put("tokens", row.tokens())
          .put("start", row.start())
          .put("cpuMillis", row.cpuMillis())
          .put("iterations", row.iterations())
          .put("gap", row.gap());
    }
    for (PlanRow row : plans) {
      array
          .addObject()
          .put("generator", row.generator())
          .put("seed", row.seed())
          .put("pools", row.pools())
          .put("tokens", row.tokens())
          .put("orders", row.orders())
          .put("start", row.start())
          .put("gapBpsMedian", row.medianBps())
          .put("gapBps99", row.highBps())
          .put("gapBpsMost", row.mostBps())
          .put("withoutPlan", row.without())
          .put("cpuMillisMedian", row.medianMillis())
          .put("cpuMillis99", row.highMillis())
          .put("swapsMedian", row.medianSwaps());
    }
    return array;
  }

  /** A table. */
  static List<String> markdown(List<RouteRow> rows) {
    List<String> lines = new ArrayList<>();
    lines.add("| generator | pools | tokens | start | CPU ms | Newton steps | gap |");
    lines.add("|---|--:|--:|---|--:|--:|--:|");
    for (RouteRow row : rows) {
      lines.add(
          String.format(
              Locale.ROOT,
              "| %s | %,d | %,d | %s | %.2f | %d | %.1e |",
              row.generator(),
              row.pools(),
              row.tokens(),
              row.start(),
              row.cpuMillis(),
              row.iterations(),
              row.gap()));
    }
    return lines;
  }

  /** A table of the plans. */
  static List<String> plans(List<PlanRow> rows) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "| plans on | seed | pools | orders | start | gap bps: median | p99 | most | without plan | CPU ms: median | p99 |"
            + " swaps: median |");
    lines.add("|---|--:|--:|--:|---|--:|--:|--:|--:|--:|--:|--:|");
    for (PlanRow row : rows) {
      lines.add(
          String.format(
              Locale.ROOT,
              "| %s | %d | %,d | %d | %s | %.3f | %.2f | %.2f | %.1f %% | %.1f | %.1f | %d |",
              row.generator(),
              row.seed(),
              row.pools(),
              row.orders(),
              row.start(),
              row.medianBps(),
              row.highBps(),
              row.mostBps(),
              100.0 * row.without() / row.orders(),
              row.medianMillis(),
              row.highMillis(),
              row.medianSwaps()));
    }
    return lines;
  }
}
