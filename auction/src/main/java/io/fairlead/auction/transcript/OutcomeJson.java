package io.fairlead.auction.transcript;

import io.fairlead.auction.engine.BasketJson;
import io.fairlead.auction.json.Json;
import io.fairlead.auction.json.JsonView;
import io.fairlead.auction.transcript.TranscriptLine.AwardLine;
import io.fairlead.auction.transcript.TranscriptLine.Landed;
import io.fairlead.auction.transcript.TranscriptLine.Missed;
import io.fairlead.auction.transcript.TranscriptLine.Outcome;
import io.fairlead.auction.transcript.TranscriptLine.Reverted;
import io.fairlead.auction.transcript.TranscriptLine.Simulation;
import io.fairlead.contracts.settlement.AuctionId;
import io.fairlead.contracts.settlement.Award;
import io.fairlead.contracts.settlement.Fill;
import io.fairlead.sequencer.batch.BatchSettlement;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON of what becomes of winners. */
final class OutcomeJson {
  private static final int MAX_FILLS = 20_000;

  private OutcomeJson() {}

  static ObjectNode write(Simulation simulation) {
    ObjectNode node =
        TranscriptJson.typed("simulation")
            .put("gasUsed", Long.toString(simulation.gasUsed()))
            .put("failure", simulation.failure());
    node.set("solution", TranscriptJson.write(simulation.solution()));
    node.set("block", InputJson.write(simulation.block()));
    return node;
  }

  static Simulation readSimulation(JsonView view) {
    return new Simulation(
        TranscriptJson.readSolutionRef(view.field("solution")),
        InputJson.readBlock(view.field("block")),
        InputJson.number(view.field("gasUsed")),
        view.optional("failure")
            .map(failure -> failure.text(TranscriptJson.MAX_TEXT))
            .orElse(null));
  }

  static ObjectNode write(AwardLine line) {
    Award award = line.award();
    ObjectNode node = TranscriptJson.typed("award").put("signature", line.signature().toString());
    node.set("solution", TranscriptJson.write(line.solution()));
    node.putObject("award")
        .put("auctionId", Long.toString(award.auctionId()))
        .put("batchRoot", award.batchRoot().toString())
        .put("solver", award.solver().toString())
        .put("solutionHash", award.solutionHash().toString())
        .put("lastBlock", Long.toString(award.lastBlock()))
        .put("transcriptHash", award.transcriptHash().toString());
    return node;
  }

  static AwardLine readAward(JsonView view) {
    JsonView award = view.field("award");
    return new AwardLine(
        TranscriptJson.readSolutionRef(view.field("solution")),
        new Award(
            InputJson.number(award.field("auctionId")),
            award.field("batchRoot").bytes32(),
            award.field("solver").address(),
            award.field("solutionHash").bytes32(),
            InputJson.number(award.field("lastBlock")),
            award.field("transcriptHash").bytes32()),
        view.field("signature").signature());
  }

  static ObjectNode write(Landed landed) {
    BatchSettlement settlement = landed.settlement();
    ObjectNode node =
        TranscriptJson.typed("outcome")
            .put("result", "landed")
            .put("batch", Long.toString(settlement.batch()))
            .put("place", Integer.toString(settlement.place()))
            .put("transaction", settlement.transactionHash().toString())
            .put("gasUsed", Long.toString(settlement.gasUsed()));
    node.set("block", InputJson.write(settlement.block()));
    ArrayNode fills = node.putArray("fills");
    for (BatchSettlement.IntentFill fill : settlement.fills()) {
      fills.add(
          Json.object()
              .put("intentHash", fill.intentHash().toString())
              .put("sold", fill.fill().sold().toString())
              .put("bought", fill.fill().bought().toString())
              .put("fee", fill.fill().fee().toString()));
    }
    writeBaskets(settlement.basketFills(), node);
    return node;
  }

  private static void writeBaskets(List<BatchSettlement.BasketFill> fills, ObjectNode to) {
    if (!fills.isEmpty()) {
      ArrayNode baskets = to.putArray("baskets");
      for (BatchSettlement.BasketFill fill : fills) {
        baskets.add(
            Json.object()
                .put("intentHash", fill.intentHash().toString())
                .put("units", fill.units().toString())
                .put("quote", fill.quote().toString()));
      }
    }
  }

  static ObjectNode write(Missed missed) {
    return outcome("missed", missed.place(), missed.reason());
  }

  static ObjectNode write(Reverted reverted) {
    return outcome("reverted", reverted.place(), reverted.reason())
        .put("transaction", reverted.transactionHash().toString());
  }

  private static ObjectNode outcome(String result, int place, String reason) {
    return TranscriptJson.typed("outcome")
        .put("result", result)
        .put("place", Integer.toString(place))
        .put("reason", reason);
  }

  static Outcome readOutcome(JsonView view) {
    JsonView result = view.field("result");
    return switch (result.text(32)) {
      case "landed" -> readLanded(view);
      case "missed" -> new Missed(place(view), reason(view));
      case "reverted" ->
          new Reverted(place(view), view.field("transaction").bytes32(), reason(view));
      default -> throw result.problem("unknown result");
    };
  }

  private static int place(JsonView view) {
    return ElectionJson.number(view.field("place"), 0, AuctionId.PLACES - 1);
  }

  private static String reason(JsonView view) {
    return view.field("reason").text(TranscriptJson.MAX_TEXT);
  }

  private static Landed readLanded(JsonView view) {
    return new Landed(
        new BatchSettlement(
            InputJson.number(view.field("batch")),
            place(view),
            view.field("transaction").bytes32(),
            InputJson.readBlock(view.field("block")),
            InputJson.number(view.field("gasUsed")),
            view.field("fills").list(MAX_FILLS, OutcomeJson::readFill),
            view.optional("baskets")
                .map(baskets -> baskets.list(BasketJson.MAX_FILLS, OutcomeJson::readBasket))
                .orElse(List.of())));
  }

  private static BatchSettlement.IntentFill readFill(JsonView view) {
    return new BatchSettlement.IntentFill(
        view.field("intentHash").bytes32(),
        new Fill(
            view.field("sold").uint(256),
            view.field("bought").uint(256),
            view.field("fee").uint(256)));
  }

  private static BatchSettlement.BasketFill readBasket(JsonView view) {
    return new BatchSettlement.BasketFill(
        view.field("intentHash").bytes32(),
        view.field("units").uint(64),
        view.field("quote").signed(127));
  }
}
