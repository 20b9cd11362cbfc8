package io.fairlead.auction.transcript;

import io.fairlead.auction.json.Json;
import io.fairlead.auction.json.JsonView;
import io.fairlead.auction.seal.CommitMode;
import io.fairlead.auction.seal.SealedBids;
import io.fairlead.auction.transcript.TranscriptLine.CommitmentsLine;
import io.fairlead.auction.transcript.TranscriptLine.Committed;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON of what solvers committed to. */
final class CommitmentsJson {
  private static final int MAX_SOLVERS = 10_000;

  private CommitmentsJson() {}

  static ObjectNode write(CommitmentsLine line) {
    ObjectNode node = TranscriptJson.typed("commitments");
    ArrayNode solvers = node.putArray("solvers");
    line.solvers().forEach(solver -> solvers.add(write(solver)));
    return node;
  }

  static CommitmentsLine read(JsonView view) {
    return new CommitmentsLine(
        view.field("solvers").list(MAX_SOLVERS, CommitmentsJson::readSolver));
  }

  private static ObjectNode write(Committed solver) {
    ObjectNode node =
        Json.object()
            .put("solver", solver.solver())
            .put("account", solver.account().toString())
            .put("by", solver.by().text());
    ArrayNode commitments = node.putArray("commitments");
    solver.commitments().forEach(commitment -> commitments.add(commitment.toString()));
    return node;
  }

  private static Committed readSolver(JsonView view) {
    return new Committed(
        view.field("solver").text(TranscriptJson.MAX_TEXT),
        view.field("account").address(),
        view.field("by").parsed(32, CommitMode::parse, "unknown mode"),
        view.field("commitments").list(SealedBids.MAX, JsonView::bytes32));
  }
}
