package io.fairlead.relay.passthrough;

import io.fairlead.chain.ChainException;
import io.fairlead.relay.rpc.Caller;
import io.fairlead.relay.rpc.RpcError;
import io.fairlead.relay.rpc.RpcFault;
import io.fairlead.relay.rpc.RpcMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** One read method of the chain node. Nothing that signs, sends, mines or debugs is in the list. */
public final class ChainRead implements RpcMethod {
  /** Every method that is passed on, with its cost. */
  private static final Map<String, Integer> METHODS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("eth_blockNumber", 1),
              Map.entry("eth_call", 5),
              Map.entry("eth_chainId", 1),
              Map.entry("eth_estimateGas", 5),
              Map.entry("eth_feeHistory", 3),
              Map.entry("eth_gasPrice", 1),
              Map.entry("eth_getBalance", 1),
              Map.entry("eth_getBlockByHash", 3),
              Map.entry("eth_getBlockByNumber", 3),
              Map.entry("eth_getCode", 2),
              Map.entry("eth_getLogs", 10),
              Map.entry("eth_getStorageAt", 1),
              Map.entry("eth_getTransactionByHash", 1),
              Map.entry("eth_getTransactionCount", 1),
              Map.entry("eth_getTransactionReceipt", 1),
              Map.entry("eth_maxPriorityFeePerGas", 1),
              Map.entry("net_version", 1),
              Map.entry("web3_clientVersion", 1)));

  private final String name;
  private final int cost;
  private final ChainNode chain;

  private ChainRead(String name, int cost, ChainNode chain) {
    this.name = name;
    this.cost = cost;
    this.chain = chain;
  }

  /** All of them. */
  public static List<RpcMethod> all(ChainNode chain) {
    List<RpcMethod> methods = new ArrayList<>();
    METHODS.forEach((name, cost) -> methods.add(new ChainRead(name, cost, chain)));
    return methods;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int cost() {
    return cost;
  }

  @Override
  public JsonNode call(JsonNode params, Caller caller) {
    ArrayNode positional = JsonNodeFactory.instance.arrayNode();
    if (params.isArray()) {
      params.forEach(positional::add);
    } else if (!params.isMissingNode()) {
      throw new RpcFault(RpcError.INVALID_PARAMS, "params must be an array");
    }
    if ("eth_getLogs".equals(name)) {
      LogRange.check(positional);
    }
    try {
      return chain.call(name, positional);
    } catch (ChainException e) {
      throw new RpcFault(RpcError.CHAIN_UNAVAILABLE, "the chain node did not answer");
    }
  }
}
