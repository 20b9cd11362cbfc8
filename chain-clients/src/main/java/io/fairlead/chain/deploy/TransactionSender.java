package io.fairlead.chain.deploy;

import io.fairlead.chain.ChainException;
import io.fairlead.chain.read.ChainReader;
import io.fairlead.chain.read.MinedTransaction;
import io.fairlead.chain.rpc.JsonRpcClient;
import io.fairlead.chain.rpc.Quantity;
import io.fairlead.chain.rpc.RpcRequest;
import io.fairlead.chain.submit.FeeRule;
import io.fairlead.chain.submit.RawTransactionSender;
import io.fairlead.chain.submit.SignedTransaction;
import io.fairlead.chain.submit.TransactionFields;
import io.fairlead.chain.submit.TransactionSigner;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.signature.Signer;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends public transactions from one account, which nobody else sends from meanwhile, with nonces
 * in sequence. Blocking, thread safe.
 */
public final class TransactionSender {
  private static final Duration POLL = Duration.ofMillis(20);
  private static final long UNKNOWN = -1;

  private final JsonRpcClient rpc;
  private final ChainReader chain;
  private final TransactionSigner signer;
  private final RawTransactionSender raw;
  private final long chainId;
  private final Duration limit;
  private long nonce = UNKNOWN;

  /**
   * A sender for the signer's account.
   *
   * @param limit longest time to wait for a transaction to be mined
   */
  public TransactionSender(JsonRpcClient rpc, ChainReader chain, Signer signer, Duration limit) {
    this.rpc = rpc;
    this.chain = chain;
    this.signer = new TransactionSigner(signer);
    this.raw = new RawTransactionSender(rpc);
    this.chainId = chain.chainId();
    this.limit = limit;
  }

  /** The account. */
  public Address address() {
    return signer.address();
  }

  /**
   * Creates a contract and waits for it.
   *
   * @param creationCode with constructor arguments
   * @return its address
   * @throws TransactionFailedException if it reverted
   */
  public Address create(Bytes creationCode) {
    MinedTransaction mined = await(submit(null, BigInteger.ZERO, creationCode));
    Address created = mined.created();
    if (created == null) {
      throw new ChainException("the node names no created contract");
    }
    return created;
  }

  /**
   * Calls a contract and waits for it.
   *
   * @throws TransactionFailedException if it reverted
   */
  public MinedTransaction call(Address to, Bytes callData) {
    return call(to, BigInteger.ZERO, callData);
  }

  /** As {@link #call(Address, Bytes)}, with {@code value} native wei. */
  public MinedTransaction call(Address to, BigInteger value, Bytes callData) {
    return await(submit(to, value, callData));
  }

  /**
   * Sends without waiting, with gas as the node estimates it on top of what is pending.
   *
   * @param to null to create a contract
   */
  public Bytes32 submit(@Nullable Address to, BigInteger value, Bytes data) {
    ObjectNode call =
        JsonNodeFactory.instance
            .objectNode()
            .put("from", signer.address().toString())
            .put("value", Quantity.of(value))
            .put("data", data.toString());
    if (to != null) {
      call.put("to", to.toString());
    }
    long estimate =
        Quantity.readLong(rpc.result(RpcRequest.of("eth_estimateGas", call, "pending")));
    // A quarter more, for what other transactions change before it is mined.
    return submit(to, value, data, estimate + estimate / 4);
  }

  /** Sends without waiting. */
  public synchronized Bytes32 submit(
      @Nullable Address to, BigInteger value, Bytes data, long gasLimit) {
    if (nonce == UNKNOWN) {
      nonce =
          Quantity.readLong(
              rpc.result(RpcRequest.of("eth_getTransactionCount", signer.address(), "pending")));
    }
    FeeRule fees = FeeRule.USUAL;
    SignedTransaction transaction =
        signer.sign(
            new TransactionFields(
                chainId,
                nonce,
                to,
                value,
                data,
                gasLimit,
                fees.maxFee(chain.gasPrice()),
                fees.priorityFee()));
    nonce = UNKNOWN;
    raw.send(transaction);
    // Only what was taken moves it on; after a failure the node is asked again.
    nonce = transaction.nonce() + 1;
    return transaction.hash();
  }

  /**
   * Waits until a transaction is mined.
   *
   * @throws TransactionFailedException if it reverted
   * @throws ChainException if it is not mined in time
   */
  public MinedTransaction await(Bytes32 hash) {
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      Optional<MinedTransaction> mined = chain.transaction(hash);
      if (mined.isPresent()) {
        if (!mined.get().succeeded()) {
          throw new TransactionFailedException(hash);
        }
        return mined.get();
      }
      if (System.nanoTime() > end) {
        throw new ChainException("transaction " + hash + " was not mined within " + limit);
      }
      try {
        Thread.sleep(POLL);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ChainException("interrupted while waiting for transaction " + hash, e);
      }
    }
  }
}
