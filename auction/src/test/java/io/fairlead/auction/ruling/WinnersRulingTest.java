package io.fairlead.auction.ruling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.auction.RandomAuctions;
import io.fairlead.auction.json.Json;
import io.fairlead.auction.json.JsonFormatException;
import io.fairlead.auction.winner.SelectionRule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class WinnersRulingTest {
  private static final String A = "0x" + "0a".repeat(20);
  private static final String B = "0x" + "0b".repeat(20);
  private static final String C = "0x" + "0c".repeat(20);
  private static final String UNIT = "1000000000000000000";

  /** A 100 for 100 B; B 100 for 100 C; at most 100 C for 50 A. B has no price of its own. */
  private static ObjectNode document() {
    ObjectNode document = Json.object();
    document.putObject("referencePrices").put(A, "2" + UNIT.substring(1)).put(C, UNIT);
    ArrayNode orders = document.putArray("orders");
    orders.add(order("ab", A, B, "100", "100", "sell"));
    orders.add(order("bc", B, C, "100", "100", "sell"));
    orders.add(order("ca", C, A, "100", "50", "buy"));
    document.putArray("solutions");
    document.put("maxWinners", 10);
    return document;
  }

  private static ObjectNode order(
      String uid, String sell, String buy, String sellAmount, String buyAmount, String side) {
    return Json.object()
        .put("uid", uid)
        .put("sellToken", sell)
        .put("buyToken", buy)
        .put("sellAmount", sellAmount)
        .put("buyAmount", buyAmount)
        .put("side", side);
  }

  /** Trades are {@code order, executedSell, executedBuy} in turn. */
  private static ObjectNode solution(String solver, String id, String... trades) {
    ObjectNode solution = Json.object().put("solver", solver).put("id", id);
    ArrayNode list = solution.putArray("trades");
    for (int i = 0; i < trades.length; i += 3) {
      list.add(
          Json.object()
              .put("order", trades[i])
              .put("executedSell", trades[i + 1])
              .put("executedBuy", trades[i + 2]));
    }
    return solution;
  }

  private static ObjectNode with(ObjectNode... solutions) {
    ObjectNode document = document();
    ((ArrayNode) document.get("solutions")).addAll(List.of(solutions));
    return document;
  }

  private static String ruled(ObjectNode document) {
    return WinnersRuling.rule(Json.canonicalBytes(document), SelectionRule.DEFAULT_STEPS)
        .toString();
  }

  @Test
  void scoresAndWinnersByHand() {
    ObjectNode document =
        with(
            // 7 of C at 1.
            solution("s1", "x", "bc", "100", "107"),
            // 3 of C, and 20 of C saved, which are 10 of A at 2.
            solution("s2", "y", "bc", "100", "103", "ca", "80", "50"),
            // 10 of C saved are 5 of A at 2.
            solution("s3", "z", "ca", "90", "50"));
    assertThat(ruled(document))
        .isEqualTo(
            "{\"fair\":[\"z\",\"x\"],\"winners\":[\"z\",\"x\"],\"totalScore\":\"17\","
                + "\"scores\":{\"y\":\"23\",\"z\":\"10\",\"x\":\"7\"},"
                + "\"referenceScores\":{\"s1\":\"10\",\"s3\":\"7\"}}");
  }

  @Test
  void anOrderWithoutPriceIsFilledForNothing() {
    assertThat(ruled(with(solution("s", "x", "ab", "100", "120"))))
        .isEqualTo(
            "{\"fair\":[\"x\"],\"winners\":[\"x\"],\"totalScore\":\"0\",\"scores\":{\"x\":\"0\"},"
                + "\"referenceScores\":{\"s\":\"0\"},"
                + "\"unpriced\":{\"ab\":\"no reference price of the buy token\"}}");
  }

  @Test
  void partsScaleTheLimitAndTheScoreIsRoundedOncePerSolution() {
    ObjectNode document = document();
    ((ObjectNode) document.get("referencePrices")).put(C, "500000000000000000");
    ((ArrayNode) document.get("orders")).add(order("bc2", B, C, "3", "2", "sell"));
    // ceil(2 / 3) = 1 is asked of 1; 1 more is half a wei, and so is the other one.
    ((ArrayNode) document.get("solutions"))
        .add(solution("s", "x", "bc2", "1", "2", "bc", "50", "51"));
    assertThat(ruled(document)).contains("\"totalScore\":\"1\"");
  }

  @Test
  void keysAreIdsUnlessAnIdRepeats() {
    assertThat(
            ruled(
                with(
                    solution("s1", "1", "bc", "100", "107"),
                    solution("s2", "1", "ca", "90", "50"))))
        .contains("\"winners\":[\"s2:1\",\"s1:1\"]", "\"scores\":{\"s2:1\":\"10\",\"s1:1\":\"7\"}");
    ObjectNode number = with(solution("s1", "1", "bc", "100", "107"));
    ((ObjectNode) number.get("solutions").get(0)).put("id", 1);
    assertThat(ruled(number)).contains("\"winners\":[\"1\"]");
    refused(
        with(
            solution("a:b", "c", "bc", "100", "107"),
            solution("a", "b:c", "bc", "100", "107"),
            solution("a", "c", "bc", "100", "107")),
        "$.solutions[1].id");
  }

  @Test
  void aSolverIsTheSameInEitherCase() {
    String solver = "0x" + "AB".repeat(20);
    String answer =
        ruled(
            with(
                solution(solver.toLowerCase(Locale.ROOT), "x", "bc", "100", "107"),
                solution(solver, "y", "bc", "100", "105")));
    assertThat(answer).contains("\"referenceScores\":{\"" + solver + "\":\"0\"}");
  }

  @Test
  void nativeCoinIsTradedAsItsWrappedToken() {
    ObjectNode document = document();
    document.put("nativeToken", C);
    ((ArrayNode) document.get("orders"))
        .add(order("native", B, "0x" + "Ee".repeat(20), "100", "100", "sell"));
    ((ArrayNode) document.get("solutions"))
        .add(solution("s1", "x", "bc", "100", "107"))
        .add(solution("s2", "y", "native", "100", "108"));
    assertThat(ruled(document)).contains("\"winners\":[\"y\"]", "\"x\":\"7\"", "\"y\":\"8\"");
  }

  @Test
  void whatBreaksTheTermsIsRejectedWithoutHarmToOthers() {
    String answer =
        ruled(
            with(
                solution("s", "good", "bc", "100", "107"),
                solution("s", "limit", "bc", "100", "99"),
                solution("s", "dear", "ca", "101", "50"),
                solution("s", "much", "bc", "101", "200"),
                solution("s", "none", "bc", "0", "5"),
                solution("s", "twice", "bc", "50", "50", "bc", "50", "50"),
                solution("s", "empty")));
    assertThat(answer)
        .contains(
            "\"fair\":[\"good\"]",
            "\"scores\":{\"good\":\"7\"}",
            "\"limit\":\"order bc: executedBuy is less than the limit asks for\"",
            "\"dear\":\"order ca: executedSell is more than the limit allows\"",
            "\"much\":\"order bc: executedSell is more than was signed\"",
            "\"none\":\"order bc: executedSell must be above zero\"",
            "\"twice\":\"order bc: filled twice\"",
            "\"empty\":\"it fills nothing\"");
  }

  @Test
  void allOrNothingOrdersAndFeesCountWhereTheyAreGiven() {
    ObjectNode document = with(solution("s", "part", "bc", "50", "60"));
    ObjectNode order = (ObjectNode) document.get("orders").get(1);
    order.put("partiallyFillable", false);
    assertThat(ruled(document)).contains("\"rejected\":{\"part\":");
    order.put("partiallyFillable", true);
    order.putArray("feePolicies").addObject().put("kind", "volume").put("factor", "0.5");
    assertThat(ruled(document)).contains("\"scores\":{\"part\":\"70\"}");
  }

  @Test
  void theOrderOfTheDocumentDoesNotMatter() {
    RandomAuctions.forAll(
        200,
        random -> {
          List<ObjectNode> solutions = new ArrayList<>();
          for (int i = 0; i < 8; i++) {
            String bought = Integer.toString(100 + random.below(4));
            solutions.add(
                random.bool()
                    ? solution("s" + random.below(3), "" + i, "bc", "100", bought)
                    : solution("s" + random.below(3), "" + i, "bc", "100", bought, "ca", "9", "5"));
          }
          ObjectNode document = with(solutions.toArray(ObjectNode[]::new));
          document.put("seed", random.bytes32().toString());
          String ruled = ruled(document);
          ((ArrayNode) document.get("solutions")).removeAll().addAll(random.shuffled(solutions));
          assertThat(ruled(document)).isEqualTo(ruled);
        });
  }

  @Test
  void everyFaultNamesItsField() {
    refused(Json.object(), "$.referencePrices");
    ObjectNode document = with(solution("s", "x", "bc", "100", "107"));
    document.put("maxWinners", 0);
    refused(document, "$.maxWinners");
    document.put("maxWinners", "1");
    refused(document, "$.maxWinners");
    refused(with(solution("s", "x", "none", "1", "1")), "$.solutions[0].trades[0].order");
    refused(with(solution("s", "x", "bc", "-1", "1")), "$.solutions[0].trades[0].executedSell");
    refused(
        with(solution("s", "x", "bc", "1", "9" + "0".repeat(77))),
        "$.solutions[0].trades[0].executedBuy");
    refused(with(solution("", "x", "bc", "1", "1")), "$.solutions[0].solver");
    refused(with(solution("s", "x\n", "bc", "1", "1")), "$.solutions[0].id");
    refused(
        with(solution("s", "x", "bc", "100", "107"), solution("s", "x", "bc", "100", "107")),
        "$.solutions[1].id");
    ObjectNode order = (ObjectNode) document().get("orders").get(0);
    refused(withOrder(order.deepCopy()), "$.orders[3].uid");
    refused(withOrder(order.deepCopy().put("uid", "n").put("side", "hold")), "$.orders[3].side");
    refused(withOrder(order.deepCopy().put("uid", "n").put("buyToken", A)), "$.orders[3].buyToken");
    refused(
        withOrder(order.deepCopy().put("uid", "n").put("sellAmount", "0")),
        "$.orders[3].sellAmount");
    refused(
        withOrder(order.deepCopy().put("uid", "n").put("sellAmount", 5)), "$.orders[3].sellAmount");
    ObjectNode fee = order.deepCopy().put("uid", "n");
    fee.putArray("feePolicies").addObject().put("kind", "volume").put("factor", "1");
    refused(withOrder(fee), "$.orders[3].feePolicies[0].factor");
    ObjectNode seed = document();
    seed.put("seed", "0x12");
    refused(seed, "$.seed");
    ObjectNode prices = document();
    ((ObjectNode) prices.get("referencePrices")).put("0X" + "0C".repeat(20), "1");
    refused(prices, "$.referencePrices.");
  }

  @Test
  void boundsHold() {
    refused("[".repeat(100), "$");
    refused("{\"orders\":1,\"orders\":2}", "$");
    refused("", "$");
    refused("{} {}", "$");
    refused(" ".repeat(Json.MAX_BYTES + 1), "$");
    ObjectNode many = document();
    ArrayNode solutions = (ArrayNode) many.get("solutions");
    for (int i = 0; i < 5_001; i++) {
      solutions.addObject();
    }
    refused(many, "$.solutions");
  }

  private static ObjectNode withOrder(ObjectNode order) {
    ObjectNode document = document();
    ((ArrayNode) document.get("orders")).add(order);
    return document;
  }

  private static void refused(ObjectNode document, String path) {
    refused(document.toString(), path);
  }

  private static void refused(String document, String path) {
    assertThatThrownBy(() ->
            WinnersRuling.rule(
                document.getBytes(StandardCharsets.UTF_8), SelectionRule.DEFAULT_STEPS))
        .isInstanceOfSatisfying(
            JsonFormatException.class, e -> assertThat(e.path()).startsWith(path));
  }
}
