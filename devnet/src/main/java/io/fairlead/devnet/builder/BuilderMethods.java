package io.fairlead.devnet.builder;

import io.fairlead.chain.submit.DecodedTransaction;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.devnet.rpc.Quantity;
import io.fairlead.devnet.rpc.RpcException;
import java.math.BigInteger;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON-RPC methods. Blocking where they ask the node. */
final class BuilderMethods {
  private final JsonMapper mapper = JsonMapper.shared();
  private final BundleReader reader;
  private final BundleBook book;
  private final BuilderNode node;

  BuilderMethods(BundleReader reader, BundleBook book, BuilderNode node) {
    this.reader = reader;
    this.book = book;
    this.node = node;
  }

  /**
   * Answers one call.
   *
   * @throws BuilderException if it is refused
   */
  JsonNode call(String method, JsonNode params) {
    JsonNode first = params.path(0);
    return switch (method) {
      case "eth_sendBundle" -> sendBundle(first);
      case "eth_callBundle" -> callBundle(first);
      case "fairlead_bundleFate" -> fate(first);
      default ->
          throw new BuilderException(BuilderException.METHOD_NOT_FOUND, "there is no such method");
    };
  }

  private JsonNode sendBundle(JsonNode params) {
    Bundle bundle = reader.read(params, book.nextBlock());
    book.add(bundle);
    return mapper.createObjectNode().put("bundleHash", bundle.hash().toString());
  }

  private JsonNode fate(JsonNode params) {
    try {
      Bytes32 hash = Bytes32.parse(params.path("bundleHash").asString());
      long block = Quantity.parseLong(params.path("blockNumber"));
      ObjectNode result = mapper.createObjectNode();
      return book.fate(hash, block)
          .<JsonNode>map(fate ->
              switch (fate) {
                case BundleFate.Waiting() -> result.put("fate", "waiting");
                case BundleFate.Included() -> result.put("fate", "included");
                case BundleFate.Dropped(String reason) ->
                    result.put("fate", "dropped").put("reason", reason);
              })
          .orElseGet(mapper::nullNode);
    } catch (IllegalArgumentException e) {
      throw new BuilderException(
          BuilderException.INVALID_PARAMS, "bundleHash and blockNumber are needed");
    }
  }

  private JsonNode callBundle(JsonNode params) {
    Bundle bundle = reader.read(params, book.nextBlock());
    BuilderNode.Block head = node.latest();
    List<DecodedTransaction> transactions = bundle.transactions();
    JsonNode calls;
    try {
      calls = node.simulate(transactions).path(0).path("calls");
    } catch (RpcException e) {
      throw new BuilderException(
          BuilderException.REFUSED, "the node cannot simulate: " + e.problem());
    }
    ArrayNode results = mapper.createArrayNode();
    BigInteger totalFees = BigInteger.ZERO;
    long totalGas = 0;
    for (int i = 0; i < transactions.size(); i++) {
      DecodedTransaction one = transactions.get(i);
      long gas = Quantity.parseLong(calls.path(i).path("gasUsed"));
      BigInteger price = one.effectiveTip(head.baseFee()).max(BigInteger.ZERO);
      BigInteger fees = price.multiply(BigInteger.valueOf(gas));
      totalGas += gas;
      totalFees = totalFees.add(fees);
      results.add(result(one, calls.path(i), gas, price, fees));
    }
    ObjectNode result = mapper.createObjectNode();
    result.put("bundleHash", bundle.hash().toString());
    result.put(
        "bundleGasPrice", totalFees.divide(BigInteger.valueOf(Math.max(1, totalGas))).toString());
    result.put("coinbaseDiff", totalFees.toString());
    result.put("ethSentToCoinbase", "0");
    result.put("gasFees", totalFees.toString());
    result.put("stateBlockNumber", head.number());
    result.put("totalGasUsed", totalGas);
    result.set("results", results);
    return result;
  }

  private ObjectNode result(
      DecodedTransaction one, JsonNode call, long gas, BigInteger price, BigInteger fees) {
    ObjectNode json = mapper.createObjectNode();
    json.put("txHash", one.hash().toString());
    json.put("fromAddress", one.sender().toString());
    json.put("toAddress", one.to() == null ? "0x" : one.to().toString());
    json.put("gasUsed", gas);
    json.put("gasPrice", price.toString());
    json.put("gasFees", fees.toString());
    json.put("coinbaseDiff", fees.toString());
    json.put("ethSentToCoinbase", "0");
    json.put("value", call.path("returnData").asString("0x"));
    if (!"0x1".equals(call.path("status").asString(""))) {
      json.put("error", call.path("error").path("message").asString("execution reverted"));
      json.put("revert", call.path("returnData").asString("0x"));
    }
    return json;
  }
}
