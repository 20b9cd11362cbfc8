package io.fairlead.relay.http;

import io.fairlead.relay.rpc.Caller;
import io.fairlead.relay.rpc.RpcDispatcher;
import io.fairlead.relay.rpc.RpcError;
import io.fairlead.relay.rpc.RpcFault;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.nio.charset.StandardCharsets;

/** Calls arriving on one WebSocket. Runs on the connection's event loop. */
final class WebSocketSession {
  private final ServerWebSocket socket;
  private final WebSocketChannel channel;
  private final RpcDispatcher dispatcher;
  private final WorkPool work;
  private final Caller caller;
  private final int maxRunning;
  private final Context context;
  private int running;

  WebSocketSession(
      ServerWebSocket socket,
      WebSocketChannel channel,
      RpcDispatcher dispatcher,
      WorkPool work,
      Caller caller,
      int maxRunning,
      Context context) {
    this.socket = socket;
    this.channel = channel;
    this.dispatcher = dispatcher;
    this.work = work;
    this.caller = caller;
    this.maxRunning = maxRunning;
    this.context = context;
  }

  void start() {
    socket.exceptionHandler(_ -> socket.close());
    socket.textMessageHandler(text -> message(text.getBytes(StandardCharsets.UTF_8)));
    socket.binaryMessageHandler((Buffer bytes) -> message(bytes.getBytes()));
  }

  private void message(byte[] body) {
    if (!caller.charge(1)) {
      RpcDispatcher.refuse(body, new RpcFault(RpcError.RATE_LIMITED, "too many requests"))
          .ifPresent(channel::send);
      return;
    }
    boolean started = work.tryRun(() -> work(body));
    if (!started) {
      RpcDispatcher.refuse(body, new RpcFault(RpcError.OVERLOADED, "the node is busy"))
          .ifPresent(channel::send);
      return;
    }
    running++;
    if (running >= maxRunning) {
      socket.pause();
    }
  }

  private void work(byte[] body) {
    try {
      dispatcher.handle(body, caller).ifPresent(channel::send);
    } finally {
      context.runOnContext(_ -> done());
    }
  }

  private void done() {
    running--;
    if (running == maxRunning - 1) {
      socket.resume();
    }
  }
}
