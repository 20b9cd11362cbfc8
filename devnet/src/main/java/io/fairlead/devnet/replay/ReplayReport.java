package io.fairlead.devnet.replay;

import io.fairlead.auction.exact.Rational;
import io.fairlead.auction.replay.ReplayedAuction;
import io.fairlead.auction.replay.ReplayedAuction.Tried;
import io.fairlead.devnet.replay.ReplayRun.Result;
import io.fairlead.devnet.replay.ReplayRun.Row;
import java.io.PrintWriter;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A replay for people and for machines. Scores are native wei, rounded down. */
final class ReplayReport {
  private static final String ROW = "%8s %6s %22s %22s %22s  %s%n";

  private ReplayReport() {}

  /** The valid solution with the highest score. */
  private static Optional<Tried.Valid> best(ReplayedAuction auction) {
    return auction.tried().stream()
        .filter(Tried.Valid.class::isInstance)
        .map(Tried.Valid.class::cast)
        .max(Comparator.comparing(Tried.Valid::score));
  }

  private static boolean won(ReplayedAuction auction) {
    return auction.tried().stream()
        .anyMatch(one -> one instanceof Tried.Valid valid && valid.won());
  }

  static void table(PrintWriter out, Result result, boolean tried) {
    out.printf(
        ROW,
        "batch",
        "orders",
        "landed, wei",
        "recorded bids, wei",
        "replayed, wei",
        tried ? "tried: best score, wei / gap, bps / ms / outcome" : "winners");
    for (Row row : result.rows()) {
      ReplayedAuction auction = row.auction();
      out.printf(
          ROW,
          auction.batch(),
          auction.orders(),
          auction.landed().floor(),
          auction.recordedTotal().floor(),
          auction.replayedTotal().floor(),
          tried ? outcome(row) : winners(auction));
    }
    summary(out, result, tried);
  }

  private static String winners(ReplayedAuction auction) {
    return String.join(
        ", ",
        auction.replayed().stream().map(one -> printable(one.solver()) + "#" + one.id()).toList());
  }

  private static String outcome(Row row) {
    ReplayedAuction auction = row.auction();
    String millis = "%.1f".formatted(row.micros() / 1_000.0);
    String failure = auction.failure();
    if (failure != null) {
      return "- / - / " + millis + " / " + printable(failure);
    }
    Optional<Tried.Valid> best = best(auction);
    if (best.isEmpty()) {
      return "- / - / " + millis + " / " + refusal(auction.tried());
    }
    Integer gap = best.get().gapBps();
    return best.get().score().floor()
        + " / "
        + (gap == null ? "-" : gap)
        + " / "
        + millis
        + " / "
        + (won(auction) ? "wins" : "does not win")
        + (best.get().executes() ? "" : ", execution not checked");
  }

  private static String refusal(List<Tried> tried) {
    return tried.stream()
        .map(one ->
            switch (one) {
              case Tried.Refused refused ->
                  refused.reason().text() + ": " + printable(refused.detail());
              case Tried.Reverts reverts -> "reverts: " + printable(reverts.detail());
              case Tried.Valid _ -> "";
            })
        .findFirst()
        .orElse("no solution");
  }

  private static void summary(PrintWriter out, Result result, boolean tried) {
    List<Row> rows = result.rows();
    out.println();
    out.println("auctions   " + rows.size() + ", " + result.skipped().size() + " skipped");
    out.println("landed     " + landed(rows).floor() + " wei of users' surplus");
    out.println("recorded   " + recorded(rows).floor() + " wei by the rules of this replay");
    out.println(
        "replayed   "
            + replayed(rows).floor()
            + " wei, difference "
            + replayed(rows).minus(recorded(rows)).floor()
            + " to the recorded bids, "
            + replayed(rows).minus(landed(rows)).floor()
            + " to what landed");
    if (tried) {
      out.println("wins       " + wins(rows) + " of " + rows.size());
      out.println(
          "time       "
              + median(rows) / 1_000.0
              + " ms median, "
              + most(rows) / 1_000.0
              + " ms longest");
    }
    result.skipped().forEach(one -> out.println("skipped    " + printable(one)));
  }

  static ObjectNode json(Result result, boolean tried) {
    List<Row> rows = result.rows();
    ObjectNode root = JsonMapper.shared().createObjectNode();
    ArrayNode auctions = root.putArray("auctions");
    rows.forEach(row -> auctions.add(json(row, tried)));
    ObjectNode total = root.putObject("total");
    total
        .put("auctions", rows.size())
        .put("landed", landed(rows).floor().toString())
        .put("recorded", recorded(rows).floor().toString())
        .put("replayed", replayed(rows).floor().toString())
        .put("differenceToRecorded", difference(replayed(rows), recorded(rows)))
        .put("differenceToLanded", difference(replayed(rows), landed(rows)));
    if (tried) {
      total.put("wins", wins(rows)).put("medianMicros", median(rows)).put("mostMicros", most(rows));
    }
    ArrayNode skipped = root.putArray("skipped");
    result.skipped().forEach(skipped::add);
    return root;
  }

  private static ObjectNode json(Row row, boolean tried) {
    ReplayedAuction auction = row.auction();
    ObjectNode node =
        JsonMapper.shared()
            .createObjectNode()
            .put("batch", Long.toString(auction.batch()))
            .put("orders", auction.orders())
            .put("pools", auction.pools())
            .put("landed", auction.landed().floor().toString())
            .put("recorded", auction.recordedTotal().floor().toString())
            .put("replayed", auction.replayedTotal().floor().toString());
    ArrayNode winners = node.putArray("winners");
    for (ReplayedAuction.Won won : auction.replayed()) {
      winners
          .addObject()
          .put("solver", won.solver())
          .put("id", won.id())
          .put("tried", won.tried())
          .put("score", won.score().floor().toString());
    }
    if (tried) {
      ArrayNode solutions = node.putArray("solutions");
      auction.tried().forEach(one -> solutions.add(json(one)));
      node.put("micros", row.micros()).put("wins", won(auction));
      if (auction.failure() != null) {
        node.put("failure", auction.failure());
      }
    }
    return node;
  }

  private static ObjectNode json(Tried one) {
    ObjectNode node = JsonMapper.shared().createObjectNode().put("id", one.id());
    return switch (one) {
      case Tried.Valid valid -> {
        node.put("verdict", "valid").put("score", valid.score().floor().toString());
        node.put("executionChecked", valid.executes()).put("wins", valid.won());
        Integer gap = valid.gapBps();
        yield gap == null ? node : node.put("gapBps", gap.intValue());
      }
      case Tried.Refused refused ->
          node.put("verdict", "refused")
              .put("reason", refused.reason().text())
              .put("detail", refused.detail());
      case Tried.Reverts reverts -> node.put("verdict", "reverts").put("detail", reverts.detail());
    };
  }

  private static String difference(Rational one, Rational other) {
    BigInteger floor = one.minus(other).floor();
    return floor.toString();
  }

  private static Rational landed(List<Row> rows) {
    return Rational.sum(rows.stream().map(row -> row.auction().landed()).toList());
  }

  private static Rational recorded(List<Row> rows) {
    return Rational.sum(rows.stream().map(row -> row.auction().recordedTotal()).toList());
  }

  private static Rational replayed(List<Row> rows) {
    return Rational.sum(rows.stream().map(row -> row.auction().replayedTotal()).toList());
  }

  private static long wins(List<Row> rows) {
    return rows.stream().filter(row -> won(row.auction())).count();
  }

  private static long median(List<Row> rows) {
    long[] sorted = rows.stream().mapToLong(Row::micros).sorted().toArray();
    return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
  }

  private static long most(List<Row> rows) {
    return rows.stream().mapToLong(Row::micros).max().orElse(0);
  }

  /** Texts of a transcript are a stranger's; they must not steer the terminal they are shown on. */
  private static String printable(String text) {
    return text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
  }
}
