package io.fairlead.chain;

import io.fairlead.chain.deploy.TransactionSender;
import io.fairlead.chain.head.HeadTracker;
import io.fairlead.chain.pool.PoolReader;
import io.fairlead.chain.pool.UniswapFactories;
import io.fairlead.chain.pool.UniswapPoolReader;
import io.fairlead.chain.read.RpcChainReader;
import io.fairlead.chain.rpc.HttpTransport;
import io.fairlead.chain.rpc.JsonRpcClient;
import io.fairlead.chain.rpc.RpcAnswer;
import io.fairlead.chain.rpc.RpcRequest;
import io.fairlead.chain.settlement.SettlementReader;
import io.fairlead.chain.simulate.RevertReason;
import io.fairlead.chain.simulate.RpcSettlementSimulator;
import io.fairlead.chain.simulate.SettlementSimulator;
import io.fairlead.chain.submit.AccountReader;
import io.fairlead.chain.submit.RpcAccountReader;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.signature.Signer;
import java.net.URI;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** One Ethereum node and everything that can be asked of it. Thread safe. */
public final class EthereumNode implements AutoCloseable {
  private final JsonRpcClient rpc;
  private final RpcChainReader chain;

  private EthereumNode(JsonRpcClient rpc) {
    this.rpc = rpc;
    this.chain = new RpcChainReader(rpc);
  }

  /**
   * A client of the node at {@code rpcUrl}; nothing is sent yet.
   *
   * @param timeout longest time one request may take
   */
  public static EthereumNode connect(URI rpcUrl, Duration timeout) {
    return new EthereumNode(
        new JsonRpcClient(new HttpTransport(rpcUrl, timeout, HttpTransport.DEFAULT_MAX_BYTES)));
  }

  /** Reads of the chain. */
  public RpcChainReader chain() {
    return chain;
  }

  /** Requests of any other kind. */
  public JsonRpcClient rpc() {
    return rpc;
  }

  /**
   * Passes one request on as it is.
   *
   * @throws ChainException if there is no well-formed answer
   */
  public RpcAnswer rawCall(String method, JsonNode params) {
    return rpc.call(new RpcRequest(method, params));
  }

  /** Pools of {@code factories}. */
  public PoolReader pools(UniswapFactories factories) {
    return new UniswapPoolReader(chain, factories);
  }

  /**
   * A simulator; see {@link RpcSettlementSimulator}.
   *
   * @param gasLimit gas given to a call; also the answer where the node cannot measure
   * @param blockSeconds how much later than a block its successor's timestamp is taken to be
   */
  public SettlementSimulator simulator(long gasLimit, long blockSeconds, RevertReason reasons) {
    return new RpcSettlementSimulator(rpc, gasLimit, blockSeconds, reasons);
  }

  /** Follows this node's chain once started; close it before the node. */
  public HeadTracker headTracker(Duration interval) {
    return new HeadTracker(chain, interval);
  }

  /** The Settlement contract at {@code address}. */
  public SettlementReader settlement(Address address) {
    return new SettlementReader(chain, address);
  }

  /** Nonces and transactions of accounts. */
  public AccountReader accounts() {
    return new RpcAccountReader(rpc, chain);
  }

  /**
   * Sends public transactions of {@code signer}.
   *
   * @param limit longest time to wait for a transaction to be mined
   */
  public TransactionSender sender(Signer signer, Duration limit) {
    return new TransactionSender(rpc, chain, signer, limit);
  }

  @Override
  public void close() {
    rpc.close();
  }
}
