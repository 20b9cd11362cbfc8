package io.fairlead.auction.engine;

import io.fairlead.auction.json.Json;
import io.fairlead.auction.json.JsonView;
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
    node.set("trades", TradeJson.write(solution.trades(), solution.jit()));
    BasketJson.writeFills(solution.baskets(), node);
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
    TradeJson.Trades trades = TradeJson.read(view.field("trades"), MAX_TRADES);
    return new Solution(
        id(view),
        prices,
        trades.fulfillments(),
        trades.jit(),
        BasketJson.readFills(view),
        view.field("interactions").list(MAX_INTERACTIONS, InteractionJson::read),
        view.optional("gas").map(gas -> gas.integer(0, Long.MAX_VALUE)).orElse(0L),
        view.optional("certificate").map(CertificateJson::read).orElse(null));
  }

  /** The number of a solution that may be {@link #unsupported}. */
  public static long id(JsonView view) {
    return view.field("id").integer(0, Long.MAX_VALUE);
  }

  /** What the solution asks for that a settlement cannot do, with its path. */
  public static Optional<String> unsupported(JsonView view) {
    Predicate<JsonView> filled = field -> !field.node().isEmpty();
    for (String name : List.of("preInteractions", "postInteractions", "flashloans", "wrappers")) {
      if (view.optional(name).filter(filled).isPresent()) {
        return Optional.of(view.path() + "." + name + ": not supported");
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
}
