package io.fairlead.chain.submit;

import io.fairlead.chain.read.ChainReader;
import io.fairlead.chain.read.MinedTransaction;
import io.fairlead.chain.rpc.JsonRpcClient;
import io.fairlead.chain.rpc.Quantity;
import io.fairlead.chain.rpc.RpcRequest;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import java.util.Optional;

/** Reads accounts through a node's JSON-RPC. */
public final class RpcAccountReader implements AccountReader {
  private final JsonRpcClient rpc;
  private final ChainReader chain;

  /** Reads through {@code rpc}. */
  public RpcAccountReader(JsonRpcClient rpc, ChainReader chain) {
    this.rpc = rpc;
    this.chain = chain;
  }

  @Override
  public long minedNonce(Address account) {
    return Quantity.readLong(
        rpc.result(RpcRequest.of("eth_getTransactionCount", account, "latest")));
  }

  @Override
  public Optional<MinedTransaction> transaction(Bytes32 hash) {
    return chain.transaction(hash);
  }
}
