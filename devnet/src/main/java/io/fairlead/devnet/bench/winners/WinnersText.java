package io.fairlead.devnet.bench.winners;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** The results for programs and for people. */
final class WinnersText {
  private WinnersText() {}

  /** One array of objects, one per row. */
  static ArrayNode json(List<WinnersRow> rows) {
    ArrayNode array = JsonMapper.shared().createArrayNode();
    for (WinnersRow row : rows) {
      array
          .addObject()
          .put("shape", row.shape().toString())
          .put("auctions", row.auctions())
          .put("medianCpuMillis", row.medianMillis())
          .put("mostCpuMillis", row.mostMillis())
          .put("winners", row.winners())
          .put("proved", row.proved())
          .put("worstGapBps", row.worstGapBps());
    }
    return array;
  }

  /** A table in Markdown. */
  static List<String> table(List<WinnersRow> rows) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "| solvers x solutions x pairs | pairs each | worth | median CPU ms | most | proved | worst gap |");
    lines.add("|---|---|---|--:|--:|--:|--:|");
    for (WinnersRow row : rows) {
      Shape shape = row.shape();
      lines.add(
          String.format(
              Locale.ROOT,
              "| %d x %d x %d | %d to %d | %s | %.1f | %.1f | %d of %d | %s |",
              shape.solvers(),
              shape.solutions(),
              shape.pairs(),
              shape.fewest(),
              shape.most(),
              shape.alike() ? "alike" : "spread",
              row.medianMillis(),
              row.mostMillis(),
              row.proved(),
              row.auctions(),
              row.worstGapBps() == 0
                  ? "none"
                  : String.format(Locale.ROOT, "%.2f bps", row.worstGapBps())));
    }
    return lines;
  }
}
