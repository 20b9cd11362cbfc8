package io.fairlead.chain.simulate;

import io.fairlead.chain.ChainException;
import io.fairlead.chain.rpc.BlockTag;
import io.fairlead.chain.rpc.ExecutionFailure;
import io.fairlead.chain.rpc.ForeignText;
import io.fairlead.chain.rpc.JsonRpcClient;
import io.fairlead.chain.rpc.Quantity;
import io.fairlead.chain.rpc.RpcAnswer;
import io.fairlead.chain.rpc.RpcErrorException;
import io.fairlead.chain.rpc.RpcRequest;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Simulates by {@code eth_simulateV1} in blocks after the given one; where the node has no such
 * method, by {@code eth_call} in the given block itself, without a gas figure and without the calls
 * before. Which of them is found out once. Thread safe.
 */
public final class RpcSettlementSimulator implements SettlementSimulator {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final JsonRpcClient rpc;
  private final long gasLimit;
  private final long blockSeconds;
  private final RevertReason reasons;

  /** Unknown until the node has answered or refused once. */
  private volatile @Nullable Boolean simulates;

  /**
   * Simulates on one node.
   *
   * @param gasLimit gas given to a call; also the answer where the node cannot measure
   * @param blockSeconds how much later than a block its successor's timestamp is taken to be
   */
  public RpcSettlementSimulator(
      JsonRpcClient rpc, long gasLimit, long blockSeconds, RevertReason reasons) {
    this.rpc = rpc;
    this.gasLimit = gasLimit;
    this.blockSeconds = blockSeconds;
    this.reasons = reasons;
  }

  @Override
  public Result simulate(List<Call> calls, BlockRef block) {
    if (!Boolean.FALSE.equals(simulates)) {
      RpcRequest request =
          RpcRequest.of("eth_simulateV1", inBlocksAfter(block, calls), BlockTag.of(block));
      switch (rpc.call(request)) {
        case RpcAnswer.Success success -> {
          simulates = true;
          return simulated(success.value().path(calls.size() - 1));
        }
        case RpcAnswer.Failure failure -> {
          if (!isUnknownMethod(failure)) {
            simulates = true;
            return reverted(request, failure);
          }
          simulates = false;
        }
      }
    }
    Call last = calls.getLast();
    RpcRequest request =
        RpcRequest.of("eth_call", transaction(last), BlockTag.of(block), state(last.overrides()));
    return switch (rpc.call(request)) {
      case RpcAnswer.Success _ -> new Result.Executes(gasLimit);
      case RpcAnswer.Failure failure -> reverted(request, failure);
    };
  }

  private ObjectNode transaction(Call call) {
    return JSON.objectNode()
        .put("from", call.from().toString())
        .put("to", call.to().toString())
        .put("gas", Quantity.of(gasLimit))
        .put("data", call.callData().toString());
  }

  /** State can only be overridden where a block begins, so each call has its own. */
  private ObjectNode inBlocksAfter(BlockRef block, List<Call> calls) {
    ArrayNode blocks = JSON.arrayNode();
    for (Call call : calls) {
      int before = blocks.size();
      // Nodes differ in what they take for these if they are left out; Anvil takes the block's own.
      // Both have to grow.
      ObjectNode header =
          JSON.objectNode()
              .put("number", Quantity.of(block.number() + 1 + before))
              .put("time", Quantity.of(block.timestamp() + blockSeconds + before));
      ObjectNode simulated = JSON.objectNode();
      simulated.set("blockOverrides", header);
      simulated.set("stateOverrides", state(call.overrides()));
      simulated.set("calls", JSON.arrayNode().add(transaction(call)));
      blocks.add(simulated);
    }
    ObjectNode payload = JSON.objectNode();
    payload.set("blockStateCalls", blocks);
    // Without validation nobody has to own the gas.
    payload.put("validation", false);
    return payload;
  }

  private static JsonNode state(List<StorageOverride> overrides) {
    Map<Address, ObjectNode> byContract = new TreeMap<>();
    for (StorageOverride override : overrides) {
      byContract
          .computeIfAbsent(override.contract(), _ -> JSON.objectNode())
          .put(override.slot().toString(), override.value().toString());
    }
    ObjectNode state = JSON.objectNode();
    byContract.forEach((contract, slots) -> {
      ObjectNode account = JSON.objectNode();
      account.set("stateDiff", slots);
      state.set(contract.toString(), account);
    });
    return state;
  }

  private Result simulated(JsonNode block) {
    JsonNode call = block.path("calls").path(0);
    if (!call.isObject()) {
      throw new ChainException(rpc.server() + " sent a malformed answer to eth_simulateV1");
    }
    if (Quantity.readLong(call.get("status")) == 1) {
      return new Result.Executes(Quantity.readLong(call.get("gasUsed")));
    }
    // Anvil gives the revert data as returned data, geth in the error as well.
    Bytes data = data(call.path("returnData"));
    if (data.size() == 0) {
      data = data(call.path("error").path("data"));
    }
    if (data.size() == 0) {
      String message = call.path("error").path("message").asString("");
      return new Result.Reverts(data, halt(message));
    }
    return new Result.Reverts(data, reasons.text(data));
  }

  private Result reverted(RpcRequest request, RpcAnswer.Failure failure) {
    Bytes data =
        ExecutionFailure.revertData(failure)
            .orElseThrow(() -> new RpcErrorException(request.method(), failure));
    return new Result.Reverts(
        data, data.size() == 0 ? halt(failure.message()) : reasons.text(data));
  }

  private String halt(String message) {
    return message.isEmpty() ? reasons.text(Bytes.EMPTY) : ForeignText.clean(message);
  }

  private Bytes data(JsonNode node) {
    if (!node.isString()) {
      return Bytes.EMPTY;
    }
    try {
      return Bytes.parse(node.stringValue());
    } catch (IllegalArgumentException e) {
      throw new ChainException(rpc.server() + " sent a malformed answer to eth_simulateV1");
    }
  }

  private static boolean isUnknownMethod(RpcAnswer.Failure failure) {
    String message = failure.message().toLowerCase(Locale.ROOT);
    return failure.code() == -32601
        || failure.code() == -32004
        || message.contains("not supported")
        || message.contains("does not exist");
  }
}
