package io.fairlead.auction.engine;

import io.fairlead.auction.json.Json;
import io.fairlead.auction.json.JsonView;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON of a {@link FeePolicy}. Two forms are read: {@code {"volume": {"factor": 0.1}}}, which the
 * reference driver writes, and {@code {"kind": "volume", "factor": 0.1}} of the API's description.
 */
final class FeePolicyJson {
  private static final String SURPLUS = "surplus";
  private static final String PRICE_IMPROVEMENT = "priceImprovement";
  private static final String VOLUME = "volume";
  private static final int MAX_SCALE = 40;

  private FeePolicyJson() {}

  static ObjectNode write(FeePolicy policy) {
    ObjectNode node = Json.object();
    switch (policy) {
      case FeePolicy.Surplus surplus ->
          node.putObject(SURPLUS)
              .put("factor", surplus.factor())
              .put("maxVolumeFactor", surplus.maxVolumeFactor());
      case FeePolicy.PriceImprovement improvement ->
          node.putObject(PRICE_IMPROVEMENT)
              .put("factor", improvement.factor())
              .put("maxVolumeFactor", improvement.maxVolumeFactor())
              .putObject("quote")
              .put("sellAmount", improvement.quoteSellAmount().toString())
              .put("buyAmount", improvement.quoteBuyAmount().toString())
              .put("fee", improvement.quoteFee().toString());
      case FeePolicy.Volume volume -> node.putObject(VOLUME).put("factor", volume.factor());
    }
    return node;
  }

  static FeePolicy read(JsonView view) {
    Optional<JsonView> kind = view.optional("kind");
    if (kind.isPresent()) {
      return read(kind.get().text(32), view, kind.get());
    }
    for (String name : List.of(SURPLUS, PRICE_IMPROVEMENT, VOLUME)) {
      Optional<JsonView> terms = view.optional(name);
      if (terms.isPresent()) {
        return read(name, terms.get(), view);
      }
    }
    throw view.problem("unknown fee policy");
  }

  private static FeePolicy read(String kind, JsonView terms, JsonView named) {
    return switch (kind) {
      case SURPLUS ->
          new FeePolicy.Surplus(
              factor(terms.field("factor"), true), factor(terms.field("maxVolumeFactor"), true));
      case PRICE_IMPROVEMENT -> {
        JsonView quote = terms.field("quote");
        yield new FeePolicy.PriceImprovement(
            factor(terms.field("factor"), true),
            factor(terms.field("maxVolumeFactor"), true),
            quote.field("sellAmount").uint(256),
            quote.field("buyAmount").uint(256),
            quote.field("fee").uint(256));
      }
      case VOLUME -> new FeePolicy.Volume(factor(terms.field("factor"), false));
      default -> throw named.problem("unknown fee policy");
    };
  }

  /** A number from 0 to 1; whether it may be 1. */
  private static BigDecimal factor(JsonView view, boolean whole) {
    JsonNode node = view.node();
    String problem = "must be a number from 0 to " + (whole ? "1" : "below 1");
    if (!node.isNumber()) {
      throw view.problem(problem);
    }
    BigDecimal factor = node.decimalValue();
    // Before anything is computed: a number of few characters can have very many digits.
    if (Math.abs((long) factor.scale()) > MAX_SCALE) {
      throw view.problem(problem);
    }
    int below = factor.compareTo(BigDecimal.ONE);
    if (factor.signum() < 0 || below > 0 || (below == 0 && !whole)) {
      throw view.problem(problem);
    }
    return factor.signum() == 0 ? BigDecimal.ZERO : factor.stripTrailingZeros();
  }
}
