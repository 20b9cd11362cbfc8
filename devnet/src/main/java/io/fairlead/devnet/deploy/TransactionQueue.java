package io.fairlead.devnet.deploy;

import io.fairlead.chain.deploy.CreatedAddress;
import io.fairlead.chain.submit.SignedTransaction;
import io.fairlead.chain.submit.TransactionFields;
import io.fairlead.chain.submit.TransactionSigner;
import io.fairlead.contracts.abi.AbiWriter;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.signature.Signer;
import io.fairlead.devnet.chain.DevChain;
import io.fairlead.devnet.rpc.Quantity;
import io.fairlead.devnet.rpc.RpcClient;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Signs transactions of several accounts and mines them in as few blocks as they fit in. The order
 * holds between transactions of one account only. For one thread.
 */
public final class TransactionQueue {
  private static final BigInteger TIP = BigInteger.valueOf(1_000_000_000L);
  private static final BigInteger MAX_FEE = TIP.multiply(BigInteger.valueOf(1_000));

  private final DevChain chain;
  private final Map<Address, Long> nonces = new LinkedHashMap<>();
  private final List<Waiting> waiting = new ArrayList<>();
  private long gas;

  /** Counts each account's transactions from what the chain knows when it is first used. */
  public TransactionQueue(DevChain chain) {
    this.chain = chain;
  }

  private record Waiting(String what, SignedTransaction transaction) {}

  /** Queues a call. */
  public void call(String what, Signer from, Address to, Bytes data, long gasLimit) {
    add(what, from, to, BigInteger.ZERO, data, gasLimit);
  }

  /** Queues a payment of wei with call data. */
  void pay(String what, Signer from, Address to, BigInteger value, Bytes data, long gasLimit) {
    add(what, from, to, value, data, gasLimit);
  }

  /** Queues the creation of a contract; its address. */
  public Address create(String what, Signer from, Bytes code, Consumer<AbiWriter> arguments) {
    AbiWriter writer = new AbiWriter();
    arguments.accept(writer);
    Bytes encoded = writer.toBytes();
    ByteBuffer both = ByteBuffer.allocate(code.size() + encoded.size());
    both.put(code.bytes()).put(encoded.bytes());
    long nonce = add(what, from, null, BigInteger.ZERO, Bytes.of(both.array()), 8_000_000);
    return CreatedAddress.of(from.address(), nonce);
  }

  /**
   * Mines everything queued.
   *
   * @throws DeployException if a transaction is refused or reverts
   */
  public void mine() {
    if (waiting.isEmpty()) {
      return;
    }
    chain
        .rpc()
        .batch(
            waiting.stream()
                .map(one ->
                    RpcClient.Call.of("eth_sendRawTransaction", one.transaction().raw().toString()))
                .toList());
    chain.mineBlock();
    List<JsonNode> receipts =
        chain
            .rpc()
            .batch(
                waiting.stream()
                    .map(one ->
                        RpcClient.Call.of(
                            "eth_getTransactionReceipt", one.transaction().hash().toString()))
                    .toList());
    for (int i = 0; i < receipts.size(); i++) {
      JsonNode receipt = receipts.get(i);
      if (receipt.isNull()) {
        throw new DeployException(waiting.get(i).what() + " was not mined");
      }
      if (Quantity.parseLong(receipt.path("status")) != 1) {
        throw new DeployException(waiting.get(i).what() + " reverted");
      }
    }
    waiting.clear();
    gas = 0;
  }

  private long add(
      String what, Signer from, @Nullable Address to, BigInteger value, Bytes data, long gasLimit) {
    if (gas + gasLimit > DevChain.BLOCK_GAS) {
      mine();
    }
    gas += gasLimit;
    long nonce = nonces.computeIfAbsent(from.address(), this::nonce);
    nonces.put(from.address(), nonce + 1);
    TransactionFields fields =
        new TransactionFields(DevChain.CHAIN_ID, nonce, to, value, data, gasLimit, MAX_FEE, TIP);
    waiting.add(new Waiting(what, new TransactionSigner(from).sign(fields)));
    return nonce;
  }

  private long nonce(Address account) {
    return Quantity.parseLong(
        chain.rpc().call("eth_getTransactionCount", account.toString(), "latest"));
  }
}
