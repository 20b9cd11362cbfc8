package io.fairlead.devnet.builder;

import io.fairlead.chain.submit.Authorization;
import io.fairlead.chain.submit.DecodedTransaction;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.devnet.rpc.Quantity;
import io.fairlead.devnet.rpc.RpcClient;
import io.fairlead.devnet.rpc.RpcException;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What a builder needs of a development node which mines on demand, oldest transaction first. */
final class BuilderNode {
  private final RpcClient rpc;
  private final PoolReader pool;

  BuilderNode(RpcClient rpc) {
    this.rpc = rpc;
    this.pool = new PoolReader(rpc);
  }

  /**
   * The newest block. Its transactions are not taken apart: whatever is in one, the next can be
   * built on it.
   *
   * @param number height
   * @param timestamp Unix seconds
   * @param baseFee wei per gas
   * @param transactions hashes in their order
   */
  record Block(long number, long timestamp, BigInteger baseFee, List<Bytes32> transactions) {}

  /**
   * The block that would be mined now.
   *
   * @param baseFee wei per gas
   * @param gasLimit gas units
   * @param transactions in their order
   */
  record Pending(BigInteger baseFee, long gasLimit, List<PoolTransaction> transactions) {
    List<PoolTransaction> movable() {
      return transactions.stream().filter(PoolTransaction::isMovable).toList();
    }

    List<PoolTransaction> fixed() {
      return transactions.stream().filter(one -> !one.isMovable()).toList();
    }
  }

  long chainId() {
    return Quantity.parseLong(rpc.call("eth_chainId"));
  }

  Block latest() {
    JsonNode json = rpc.call("eth_getBlockByNumber", "latest", false);
    return new Block(
        Quantity.parseLong(json.path("number")),
        Quantity.parseLong(json.path("timestamp")),
        Quantity.parse(json.path("baseFeePerGas")),
        json.path("transactions")
            .valueStream()
            .map(hash -> Bytes32.parse(hash.asString()))
            .toList());
  }

  Pending pending() {
    JsonNode json = rpc.call("eth_getBlockByNumber", "pending", true);
    return new Pending(
        Quantity.parse(json.path("baseFeePerGas")),
        Quantity.parseLong(json.path("gasLimit")),
        json.path("transactions").valueStream().map(pool::read).toList());
  }

  /** The time of the next block, and so of the pending one. */
  void nextTimestamp(long timestamp) {
    rpc.call("evm_setNextBlockTimestamp", timestamp);
  }

  void mine() {
    rpc.call("evm_mine");
  }

  void send(Bytes raw) {
    rpc.call("eth_sendRawTransaction", raw.toString());
  }

  /** Takes transactions out of the pool, last first so that none loses its predecessor. */
  void drop(List<Bytes32> transactions) {
    for (Bytes32 hash : transactions.reversed()) {
      rpc.call("hardhat_dropTransaction", hash.toString());
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
    if (!transaction.authorizations().isEmpty()) {
      call.put(
          "authorizationList",
          transaction.authorizations().stream().map(BuilderNode::json).toList());
    }
    return call;
  }

  private static Map<String, Object> json(Authorization one) {
    return Map.of(
        "chainId", Quantity.of(one.chainId()),
        "address", one.delegate().toString(),
        "nonce", Quantity.of(one.nonce()),
        "yParity", Quantity.of(one.parity()),
        "r", Quantity.of(one.r()),
        "s", Quantity.of(one.s()));
  }
}
