package io.fairlead.auction.ruling;

import io.fairlead.auction.json.Json;
import io.fairlead.auction.json.JsonFormatException;
import io.fairlead.auction.json.JsonView;
import io.fairlead.auction.score.Execution;
import io.fairlead.auction.score.Scoring;
import io.fairlead.auction.score.TradeScore;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Scores one execution of one order. */
public final class ScoreRuling {
  private ScoreRuling() {}

  /**
   * Reads {@code {referencePrices, order, executedSell, executedBuy}} and answers {@code {surplus,
   * fees, score}}: surplus and fees in wei of the surplus token, score in native wei rounded down;
   * {@code reason} says why a score is zero for want of a price.
   *
   * @throws JsonFormatException naming the field that is not of its form or breaks the order's
   *     terms
   */
  public static ObjectNode rule(byte[] document) {
    JsonView root = Json.parse(document);
    TokenNames tokens = new TokenNames(root);
    SignedOrder order = new OrderReader(tokens).read(root.field("order"));
    Execution execution = OrderReader.execution(root);
    order
        .objection(execution)
        .ifPresent(objection -> {
          throw root.field(objection.field()).problem(objection.problem());
        });
    String buyToken = order.pair().buy();
    TradeScore score =
        Scoring.score(order.terms(), execution, order.policies(), tokens.price(buyToken));
    ObjectNode answer = Json.object();
    answer.put("surplus", score.surplus().toString());
    ArrayNode fees = answer.putArray("fees");
    score.fees().forEach(fee -> fees.add(fee.toString()));
    answer.put("score", score.score().floor().toString());
    if (!score.priced()) {
      answer.put("reason", WinnersRuling.NO_PRICE);
    }
    return answer;
  }
}
