package io.fairlead.chain.submit;

import io.fairlead.chain.rpc.JsonRpcClient;
import io.fairlead.chain.rpc.RpcAnswer;
import io.fairlead.chain.rpc.RpcErrorException;
import io.fairlead.chain.rpc.RpcRequest;
import io.fairlead.contracts.primitive.Bytes32;
import java.util.Locale;

/** Hands transactions to a node's public pool. Blocking, thread safe. */
public final class RawTransactionSender {
  private final JsonRpcClient rpc;

  /** Sends to the node behind {@code rpc}. */
  public RawTransactionSender(JsonRpcClient rpc) {
    this.rpc = rpc;
  }

  /**
   * Sends {@code transaction}; its hash. A node which has it already is no failure.
   *
   * @throws RpcErrorException if the node refuses it
   */
  public Bytes32 send(SignedTransaction transaction) {
    RpcRequest request = RpcRequest.of("eth_sendRawTransaction", transaction.raw());
    return switch (rpc.call(request)) {
      case RpcAnswer.Success _ -> transaction.hash();
      case RpcAnswer.Failure failure -> {
        String message = failure.message().toLowerCase(Locale.ROOT);
        if (!message.contains("already known") && !message.contains("already imported")) {
          throw new RpcErrorException(request.method(), failure);
        }
        yield transaction.hash();
      }
    };
  }
}
