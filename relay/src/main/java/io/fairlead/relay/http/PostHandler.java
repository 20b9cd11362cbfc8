package io.fairlead.relay.http;

import io.fairlead.relay.rpc.Caller;
import io.fairlead.relay.rpc.RpcDispatcher;
import io.fairlead.relay.rpc.RpcError;
import io.fairlead.relay.rpc.RpcFault;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;

/** JSON-RPC by {@code POST /}. The status is 200 for every JSON-RPC answer, errors included. */
final class PostHandler {
  private final RpcDispatcher dispatcher;
  private final WorkPool work;
  private final int maxBytes;

  PostHandler(RpcDispatcher dispatcher, WorkPool work, int maxBytes) {
    this.dispatcher = dispatcher;
    this.work = work;
    this.maxBytes = maxBytes;
  }

  void handle(HttpServerRequest request, Caller caller) {
    Buffer body = Buffer.buffer();
    request.exceptionHandler(_ -> {});
    request.handler(part -> {
      if (body.length() <= maxBytes) {
        body.appendBuffer(part);
      }
      if (body.length() > maxBytes) {
        request.handler(_ -> {});
        request.endHandler(_ -> {});
        tooLarge(request.response());
      }
    });
    request.endHandler(_ -> complete(request.response(), body.getBytes(), caller));
  }

  private void complete(HttpServerResponse response, byte[] body, Caller caller) {
    if (!caller.charge(1)) {
      RpcFault fault = new RpcFault(RpcError.RATE_LIMITED, "too many requests, try again later");
      answer(response, RpcDispatcher.refuse(body, fault));
      return;
    }
    if (!work.tryRun(() -> answer(response, dispatcher.handle(body, caller)))) {
      RpcFault fault = new RpcFault(RpcError.OVERLOADED, "the node is busy, nothing was kept");
      answer(response, RpcDispatcher.refuse(body, fault));
    }
  }

  private void tooLarge(HttpServerResponse response) {
    RpcFault fault =
        new RpcFault(RpcError.TOO_LARGE, "the body is larger than " + maxBytes + " bytes");
    // What follows of the body is not wanted.
    response.putHeader(HttpHeaders.CONNECTION, "close");
    answer(response, Optional.of(RpcDispatcher.refuse(fault)));
  }

  private static void answer(HttpServerResponse response, Optional<byte[]> body) {
    if (response.ended() || response.closed()) {
      return;
    }
    if (body.isEmpty()) {
      response.setStatusCode(204).end();
      return;
    }
    response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json").end(Buffer.buffer(body.get()));
  }
}
