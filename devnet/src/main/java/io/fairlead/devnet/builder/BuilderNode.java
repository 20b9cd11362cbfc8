package io.fairlead.devnet.builder;

import io.fairlead.chain.submit.DecodedTransaction;
import io.fairlead.chain.submit.NodeTransaction;
import io.fairlead.chain.submit.RawTransactionReader;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.devnet.rpc.Quantity;
import io.fairlead.devnet.rpc.RpcClient;
import io.fairlead.devnet.rpc.RpcException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What a builder needs of a development node which mines on demand, oldest transaction first. */
final class BuilderNode {
  private final RpcClient rpc;
  private final RawTransactionReader reader = new RawTransactionReader();

  BuilderNode(RpcClient rpc) {
    this.rpc = rpc;
  }

  /**
   * The newest block, or the one that would be mined now.
   *
   * @param number height; -1 where the node gives none for the block to be mined
   */
  record Block(
      long number,
      long timestamp,
      BigInteger baseFee,
      long gasLimit,
      List<DecodedTransaction> transactions) {}

  long chainId() {
    return Quantity.parseLong(rpc.call("eth_chainId"));
  }

  Block latest() {
    return block("latest");
  }

  Block pending() {
    return block("pending");
  }

  /** The time of the next block, and so of the pending one. */
  void nextTimestamp(long timestamp) {
    rpc.call("evm_setNextBlockTimestamp", timestamp);
  }

  void mine() {
    rpc.call("evm_mine");
  }

  void send(DecodedTransaction transaction) {
    rpc.call("eth_sendRawTransaction", transaction.raw().toString());
  }

  /** Takes transactions out of the pool, last first so that none loses its predecessor. */
  void drop(List<DecodedTransaction> transactions) {
    for (DecodedTransaction one : transactions.reversed()) {
      rpc.call("hardhat_dropTransaction", one.hash().toString());
    }
  }

  long pendingNonce(Address account) {
    return Quantity.parseLong(rpc.call("eth_getTransactionCount", account.toString(), "pending"));
  }

  /** Why the transaction would revert behind everything in the pool; empty if it would not. */
  Optional<String> wouldRevert(DecodedTransaction transaction) {
    try {
      rpc.call("eth_call", callOf(transaction), "pending");
      return Optional.empty();
    } catch (RpcException e) {
      if (e.code() == RpcException.NO_ANSWER) {
        throw e;
      }
      return Optional.of(e.problem());
    }
  }

  /** Whether a mined transaction succeeded; empty if it is not mined. */
  Optional<Boolean> succeeded(Bytes32 hash) {
    JsonNode receipt = rpc.call("eth_getTransactionReceipt", hash.toString());
    return receipt.isNull()
        ? Optional.empty()
        : Optional.of(Quantity.parseLong(receipt.path("status")) == 1);
  }

  /** Runs transactions one after another on top of the newest block, without touching the pool. */
  JsonNode simulate(List<DecodedTransaction> transactions) {
    List<Map<String, Object>> calls = transactions.stream().map(BuilderNode::callOf).toList();
    return rpc.call(
        "eth_simulateV1",
        Map.of("blockStateCalls", List.of(Map.of("calls", calls)), "validation", false),
        "latest");
  }

  private static Map<String, Object> callOf(DecodedTransaction transaction) {
    Map<String, Object> call = new LinkedHashMap<>();
    call.put("from", transaction.sender().toString());
    if (transaction.to() != null) {
      call.put("to", transaction.to().toString());
    }
    call.put("gas", Quantity.of(transaction.gasLimit()));
    call.put("value", Quantity.of(transaction.value()));
    call.put("data", transaction.data().toString());
    return call;
  }

  private Block block(String tag) {
    JsonNode json = rpc.call("eth_getBlockByNumber", tag, true);
    List<DecodedTransaction> transactions = new ArrayList<>();
    for (JsonNode one : json.path("transactions")) {
      transactions.add(NodeTransaction.read(one, reader));
    }
    return new Block(
        json.hasNonNull("number") ? Quantity.parseLong(json.path("number")) : -1,
        Quantity.parseLong(json.path("timestamp")),
        Quantity.parse(json.path("baseFeePerGas")),
        Quantity.parseLong(json.path("gasLimit")),
        transactions);
  }
}
