package io.fairlead.relay.info;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.typeddata.Domain;
import io.fairlead.relay.config.NodeConfig;
import io.fairlead.relay.rpc.Caller;
import io.fairlead.relay.rpc.Params;
import io.fairlead.relay.rpc.RpcMethod;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code fairlead_info}: the node, its chain, contracts and signers. */
public final class FairleadInfo implements RpcMethod {
  /**
   * What it tells.
   *
   * @param rules hash of the rules that stand in every transcript
   */
  public record Facts(
      String version,
      Domain domain,
      Address hub,
      Address nativeToken,
      List<Address> tokens,
      Address auctioneer,
      Address receiptSigner,
      Bytes32 rules,
      Optional<NodeConfig.Dex> uniswapV2,
      Optional<NodeConfig.Dex> uniswapV3,
      Optional<Address> relayRegistry) {
    /** Copies the list. */
    public Facts {
      tokens = List.copyOf(tokens);
    }
  }

  private final Facts facts;

  /** Always tells the same. */
  public FairleadInfo(Facts facts) {
    this.facts = facts;
  }

  @Override
  public String name() {
    return "fairlead_info";
  }

  @Override
  public JsonNode call(JsonNode json, Caller caller) {
    Params.of(json, List.of());
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    String chainId = Long.toString(facts.domain().chainId());
    String settlement = facts.domain().settlement().toString();
    answer
        .put("version", facts.version())
        .put("chainId", chainId)
        .put("settlement", settlement)
        .put("hub", facts.hub().toString())
        .put("nativeToken", facts.nativeToken().toString());
    ArrayNode tokens = answer.putArray("tokens");
    facts.tokens().forEach(token -> tokens.add(token.toString()));
    answer
        .put("auctioneer", facts.auctioneer().toString())
        .put("receiptSigner", facts.receiptSigner().toString())
        .put("rules", facts.rules().toString());
    answer
        .putObject("domain")
        .put("name", Domain.NAME)
        .put("version", Domain.VERSION)
        .put("chainId", chainId)
        .put("verifyingContract", settlement);
    facts.relayRegistry().ifPresent(registry -> answer.put("relayRegistry", registry.toString()));
    facts.uniswapV2().ifPresent(dex -> put(answer.putObject("uniswapV2"), dex));
    facts.uniswapV3().ifPresent(dex -> put(answer.putObject("uniswapV3"), dex));
    return answer;
  }

  private static void put(ObjectNode json, NodeConfig.Dex dex) {
    json.put("factory", dex.factory().toString()).put("router", dex.router().toString());
  }
}
