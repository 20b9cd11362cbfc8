package io.fairlead.devnet.bench.batch;

import io.fairlead.devnet.bench.report.MarkedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** The results for programs and for people: docs/batch.md. */
final class BatchText {
  static final MarkedText MARKS = new MarkedText("bench batch");
  static final MarkedText WARM_MARKS = new MarkedText("bench batch --warm");

  private BatchText() {}

  /** One array of objects, one per row. */
  static ArrayNode json(List<BatchRow> rows) {
    ArrayNode array = JsonMapper.shared().createArrayNode();
    for (BatchRow row : rows) {
      array
          .addObject()
          .put("generator", row.generator())
          .put("orders", row.orders())
          .put("tokens", row.tokens())
          .put("pools", row.pools())
          .put("firstMillis", row.firstMillis())
          .put("solveMillis", row.solveMillis())
          .put("totalMillis", row.totalMillis())
          .put("score", row.score())
          .put("bound", row.bound())
          .put("gapBps", row.gapBps())
          .put("executed", row.executed())
          .put("heapMiB", row.heapMiB());
    }
    return array;
  }

  /** A table. */
  static List<String> markdown(List<BatchRow> rows) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "| batch | orders | tokens | pools | first ms | search ms | with certificate ms | score |"
            + " bound | gap bps | executed | heap MiB |");
    lines.add("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
    for (BatchRow row : rows) {
      lines.add(
          String.format(
              Locale.ROOT,
              "| %s | %,d | %d | %d | %.1f | %.1f | %.1f | %.4f | %.4f | %.2f | %,d | %d |",
              row.generator(),
              row.orders(),
              row.tokens(),
              row.pools(),
              row.firstMillis(),
              row.solveMillis(),
              row.totalMillis(),
              row.score(),
              row.bound(),
              row.gapBps(),
              row.executed(),
              row.heapMiB()));
    }
    return lines;
  }

  /** One array of objects, one per row. */
  static ArrayNode warmJson(List<WarmRow> rows) {
    ArrayNode array = JsonMapper.shared().createArrayNode();
    for (WarmRow row : rows) {
      array
          .addObject()
          .put("generator", row.generator())
          .put("orders", row.orders())
          .put("tokens", row.tokens())
          .put("pools", row.pools())
          .put("anewMillis", row.anewMillis())
          .put("parseMillis", row.parseMillis())
          .put("warmFirstMillis", row.firstMillis())
          .put("warmFirstMillisMost", row.mostMillis())
          .put("executed", row.executed())
          .put("share", row.share())
          .put("lastMillis", row.lastMillis())
          .put("lastShare", row.lastShare());
    }
    return array;
  }

  /** A table of first answers from memory. */
  static List<String> warm(List<WarmRow> rows) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "| batch | orders | tokens | pools | reading ms: anew | again | first ms: median | most | executed |"
            + " share of score | last ms | share of score |");
    lines.add("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
    for (WarmRow row : rows) {
      lines.add(
          String.format(
              Locale.ROOT,
              "| %s | %,d | %d | %d | %.1f | %.1f | %.1f | %.1f | %,d | %.0f %% | %.1f | %.0f %% |",
              row.generator(),
              row.orders(),
              row.tokens(),
              row.pools(),
              row.anewMillis(),
              row.parseMillis(),
              row.firstMillis(),
              row.mostMillis(),
              row.executed(),
              100 * row.share(),
              row.lastMillis(),
              100 * row.lastShare()));
    }
    return lines;
  }
}
