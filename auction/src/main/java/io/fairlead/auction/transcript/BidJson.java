package io.fairlead.auction.transcript;

import io.fairlead.auction.engine.SolutionJson;
import io.fairlead.auction.exact.Rational;
import io.fairlead.auction.json.Json;
import io.fairlead.auction.json.JsonView;
import io.fairlead.auction.seal.SealJson;
import io.fairlead.auction.seal.SealedBids;
import io.fairlead.auction.settle.RejectionReason;
import io.fairlead.auction.transcript.TranscriptLine.AnswerKind;
import io.fairlead.auction.transcript.TranscriptLine.BidLine;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON of what a solver answered. */
final class BidJson {
  private static final int MAX_SOLUTIONS = 100;
  private static final int MAX_RATIONAL = 1_000_000;

  private BidJson() {}

  static ObjectNode write(BidLine bid) {
    ObjectNode node =
        TranscriptJson.typed("bid")
            .put("solver", bid.solver())
            .put("account", bid.account().toString())
            .put("answer", bid.answer().text())
            .put("message", bid.message());
    ArrayNode unopened = node.putArray("unopened");
    bid.unopened().forEach(commitment -> unopened.add(commitment.toString()));
    ArrayNode solutions = node.putArray("solutions");
    bid.solutions().forEach(solution -> solutions.add(write(solution)));
    return node;
  }

  static BidLine read(JsonView view) {
    return new BidLine(
        view.field("solver").text(TranscriptJson.MAX_TEXT),
        view.field("account").address(),
        readAnswer(view.field("answer")),
        view.field("message").text(TranscriptJson.MAX_TEXT),
        view.field("unopened").list(SealedBids.MAX, JsonView::bytes32),
        view.field("solutions").list(MAX_SOLUTIONS, BidJson::readSolution));
  }

  private static AnswerKind readAnswer(JsonView view) {
    String word = view.text(32);
    for (AnswerKind kind : AnswerKind.values()) {
      if (kind.text().equals(word)) {
        return kind;
      }
    }
    throw view.problem("unknown kind of answer");
  }

  private static ObjectNode write(JudgedSolution judged) {
    return switch (judged) {
      case JudgedSolution.Valid valid ->
          Json.object()
              .put("verdict", "valid")
              .put("solutionHash", valid.solutionHash().toString())
              .put("score", valid.score().toString())
              .set("seal", SealJson.write(valid.seal()))
              .set("solution", SolutionJson.write(valid.solution()));
      case JudgedSolution.Rejected rejected ->
          Json.object()
              .put("verdict", "rejected")
              .put("reason", rejected.reason().text())
              .put("detail", rejected.detail())
              .set("seal", SealJson.write(rejected.seal()))
              .set("solution", SolutionJson.write(rejected.solution()));
      case JudgedSolution.Unreadable unreadable ->
          Json.object()
              .put("verdict", "unreadable")
              .put("id", unreadable.id())
              .put("detail", unreadable.detail());
    };
  }

  private static JudgedSolution readSolution(JsonView view) {
    JsonView verdict = view.field("verdict");
    return switch (verdict.text(32)) {
      case "valid" ->
          new JudgedSolution.Valid(
              SolutionJson.read(view.field("solution")),
              SealJson.read(view.field("seal")),
              view.field("solutionHash").bytes32(),
              view.field("score").parsed(MAX_RATIONAL, Rational::parse, "must be a fraction"));
      case "rejected" ->
          new JudgedSolution.Rejected(
              SolutionJson.read(view.field("solution")),
              SealJson.read(view.field("seal")),
              view.field("reason").parsed(64, RejectionReason::parse, "unknown reason"),
              view.field("detail").text(TranscriptJson.MAX_TEXT));
      case "unreadable" ->
          new JudgedSolution.Unreadable(
              view.field("id").integer(0, Long.MAX_VALUE),
              view.field("detail").text(TranscriptJson.MAX_TEXT));
      default -> throw verdict.problem("unknown verdict");
    };
  }
}
