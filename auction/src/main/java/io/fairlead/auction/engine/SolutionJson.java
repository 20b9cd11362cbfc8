package io.fairlead.auction.engine;

import io.fairlead.auction.json.Json;
import io.fairlead.auction.json.JsonView;
import io.fairlead.contracts.intent.IntentUid;
import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON of a {@link Solution}. */
public final class SolutionJson {
  /** Most fills in one solution. */
  public static final int MAX_TRADES = 2_000;

  /** Most interactions in one solution. */
  public static final int MAX_INTERACTIONS = 2_000;

  private static final int MAX_TOKENS = 4_000;

  private SolutionJson() {}

  /** The solution as it stands in an answer. */
  public static ObjectNode write(Solution solution) {
    ObjectNode node = Json.object().put("id", solution.id());
    ObjectNode prices = node.putObject("prices");
    solution.prices().forEach((token, price) -> prices.put(token.toString(), price.toString()));
    ArrayNode trades = node.putArray("trades");
    for (EngineTrade trade : solution.trades()) {
      trades.add(
          Json.object()
              .put("kind", "fulfillment")
              .put("order", trade.order().toString())
              .put("executedAmount", trade.executedAmount().toString())
              .put("fee", trade.fee().toString()));
    }
    ArrayNode interactions = node.putArray("interactions");
    solution.interactions().forEach(step -> interactions.add(InteractionJson.write(step)));
    if (solution.gas() > 0) {
      node.put("gas", solution.gas());
    }
    Certificate certificate = solution.certificate();
    if (certificate != null) {
      node.set("certificate", CertificateJson.write(certificate));
    }
    return node;
  }

  /** Reads a solution; whatever {@link #unsupported} names is at fault. */
  public static Solution read(JsonView view) {
    Optional<String> unsupported = unsupported(view);
    if (unsupported.isPresent()) {
      throw view.problem(unsupported.get());
    }
    SortedMap<Address, BigInteger> prices = new TreeMap<>();
    view.field("prices")
        .fields(MAX_TOKENS)
        .forEach((text, price) -> prices.put(RequestJson.addressKey(text, price), price.uint(256)));
    return new Solution(
        id(view),
        prices,
        view.field("trades").list(MAX_TRADES, SolutionJson::readTrade),
        view.field("interactions").list(MAX_INTERACTIONS, InteractionJson::read),
        view.optional("gas").map(gas -> gas.integer(0, Long.MAX_VALUE)).orElse(0L),
        view.optional("certificate").map(CertificateJson::read).orElse(null));
  }

  static long id(JsonView view) {
    return view.field("id").integer(0, Long.MAX_VALUE);
  }

  /** What the solution asks for that a settlement cannot do, with its path. */
  static Optional<String> unsupported(JsonView view) {
    Predicate<JsonView> filled = field -> !field.node().isEmpty();
    for (String name : List.of("preInteractions", "postInteractions", "flashloans", "wrappers")) {
      if (view.optional(name).filter(filled).isPresent()) {
        return Optional.of(view.path() + "." + name + ": not supported");
      }
    }
    for (JsonView trade : view.field("trades").list(MAX_TRADES, trade -> trade)) {
      if (trade.field("kind").text(32).equals("jit")) {
        return Optional.of(trade.path() + ".kind: jit orders are not supported");
      }
    }
    for (JsonView step : view.field("interactions").list(MAX_INTERACTIONS, step -> step)) {
      if (step.optional("internalize").map(JsonView::bool).orElse(false)) {
        return Optional.of(step.path() + ".internalize: the settlement has no buffers");
      }
      if (step.optional("value").map(value -> value.uint(256).signum() > 0).orElse(false)) {
        return Optional.of(step.path() + ".value: native value is not supported");
      }
    }
    return Optional.empty();
  }

  private static EngineTrade readTrade(JsonView view) {
    JsonView kind = view.field("kind");
    if (!kind.text(32).equals("fulfillment")) {
      throw kind.problem("must be \"fulfillment\"");
    }
    return new EngineTrade(
        view.field("order")
            .parsed(2 + 2 * IntentUid.SIZE, IntentUid::parse, "must be an order uid"),
        view.field("executedAmount").uint(256),
        view.optional("fee").map(fee -> fee.uint(256)).orElse(BigInteger.ZERO));
  }
}
