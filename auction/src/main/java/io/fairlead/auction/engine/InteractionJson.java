package io.fairlead.auction.engine;

import io.fairlead.auction.engine.EngineInteraction.Allowance;
import io.fairlead.auction.engine.EngineInteraction.Custom;
import io.fairlead.auction.engine.EngineInteraction.LiquiditySwap;
import io.fairlead.auction.engine.EngineInteraction.TokenAmount;
import io.fairlead.auction.json.Json;
import io.fairlead.auction.json.JsonView;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON of an {@link EngineInteraction}. */
final class InteractionJson {
  private static final int MAX_CALL_BYTES = 256 * 1024;
  private static final int MAX_ASSETS = 64;

  private InteractionJson() {}

  static ObjectNode write(EngineInteraction interaction) {
    return switch (interaction) {
      case LiquiditySwap swap ->
          Json.object()
              .put("kind", "liquidity")
              .put("internalize", swap.internalize())
              .put("id", swap.id())
              .put("inputToken", swap.inputToken().toString())
              .put("outputToken", swap.outputToken().toString())
              .put("inputAmount", swap.inputAmount().toString())
              .put("outputAmount", swap.outputAmount().toString());
      case Custom custom -> write(custom);
    };
  }

  private static ObjectNode write(Custom custom) {
    ObjectNode node =
        Json.object()
            .put("kind", "custom")
            .put("internalize", false)
            .put("target", custom.target().toString())
            .put("value", custom.value().toString())
            .put("callData", custom.callData().toString());
    ArrayNode allowances = node.putArray("allowances");
    for (Allowance allowance : custom.allowances()) {
      allowances.add(
          Json.object()
              .put("token", allowance.token().toString())
              .put("spender", allowance.spender().toString())
              .put("amount", allowance.amount().toString()));
    }
    node.set("inputs", write(custom.inputs()));
    node.set("outputs", write(custom.outputs()));
    return node;
  }

  private static ArrayNode write(List<TokenAmount> amounts) {
    ArrayNode node = Json.array();
    for (TokenAmount amount : amounts) {
      node.add(
          Json.object()
              .put("token", amount.token().toString())
              .put("amount", amount.amount().toString()));
    }
    return node;
  }

  static EngineInteraction read(JsonView view) {
    JsonView kind = view.field("kind");
    return switch (kind.text(32)) {
      case "liquidity" -> readSwap(view);
      case "custom" -> readCustom(view);
      default -> throw kind.problem("must be \"liquidity\" or \"custom\"");
    };
  }

  private static LiquiditySwap readSwap(JsonView view) {
    JsonView id = view.field("id");
    return new LiquiditySwap(
        // The API's description says number, its engines send text.
        id.node().isIntegralNumber() ? Long.toString(id.integer(0, Long.MAX_VALUE)) : id.text(64),
        view.field("inputToken").address(),
        view.field("outputToken").address(),
        view.field("inputAmount").uint(256),
        view.field("outputAmount").uint(256),
        view.optional("internalize").map(JsonView::bool).orElse(false));
  }

  private static Custom readCustom(JsonView view) {
    return new Custom(
        view.field("target").address(),
        view.field("value").uint(256),
        view.field("callData").bytes(MAX_CALL_BYTES),
        view.field("allowances").list(MAX_ASSETS, InteractionJson::readAllowance),
        view.field("inputs").list(MAX_ASSETS, InteractionJson::readAmount),
        view.field("outputs").list(MAX_ASSETS, InteractionJson::readAmount));
  }

  private static Allowance readAllowance(JsonView view) {
    return new Allowance(
        view.field("token").address(),
        view.field("spender").address(),
        view.field("amount").uint(256));
  }

  private static TokenAmount readAmount(JsonView view) {
    return new TokenAmount(view.field("token").address(), view.field("amount").uint(256));
  }
}
