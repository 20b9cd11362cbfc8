package io.fairlead.chain.read;

import io.fairlead.chain.ChainException;
import io.fairlead.chain.rpc.HttpTransport;
import io.fairlead.chain.rpc.RpcAnswer;
import io.fairlead.chain.rpc.RpcErrorException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.web3j.protocol.Service;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;

/** Runs web3j's typed requests over our own bounded transport, without OkHttp or its threads. */
final class Web3jTransport extends Service {
  private final HttpTransport transport;

  Web3jTransport(HttpTransport transport) {
    super(false);
    this.transport = transport;
  }

  /** The response to one request which the node did not refuse; its result may still be null. */
  <T extends Response<?>> T ask(Class<T> type, String method, Object... parameters) {
    T response;
    try {
      response = new Request<>(method, List.of(parameters), this, type).send();
    } catch (ChainException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Parsers quote what they read; only the kind of failure is told on.
      throw new ChainException(
          transport.server()
              + " sent a malformed answer to "
              + method
              + " ("
              + e.getClass().getSimpleName()
              + ")");
    }
    if (response.hasError()) {
      Response.Error error = response.getError();
      throw new RpcErrorException(
          method, new RpcAnswer.Failure(error.getCode(), String.valueOf(error.getMessage()), null));
    }
    return response;
  }

  @Override
  protected InputStream performIO(String payload) {
    return new ByteArrayInputStream(
        transport.post(payload.getBytes(StandardCharsets.UTF_8), Map.of(), true));
  }

  /** Nothing: whoever made the transport closes it. */
  @Override
  public void close() {}
}
