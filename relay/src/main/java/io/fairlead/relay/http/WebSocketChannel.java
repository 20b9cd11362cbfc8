package io.fairlead.relay.http;

import io.fairlead.relay.rpc.EventChannel;
import io.fairlead.relay.rpc.RpcParser;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.ServerWebSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Writes to one WebSocket. What was handed over and not yet written is counted; past the limit the
 * connection is closed, because a queue without bound would let one slow consumer stop the node.
 */
final class WebSocketChannel implements EventChannel {
  private static final Logger LOG = LoggerFactory.getLogger(WebSocketChannel.class);
  private static final short TRY_AGAIN_LATER = 1013;
  private static final long CLOSE_MILLIS = 1_000;

  private final Vertx vertx;
  private final ServerWebSocket socket;
  private final HttpConnection connection;
  private final int maxPending;
  private final AtomicInteger pending = new AtomicInteger();
  private final AtomicBoolean dropped = new AtomicBoolean();
  private final List<Runnable> onClose = new ArrayList<>();
  private boolean closed;

  WebSocketChannel(Vertx vertx, ServerWebSocket socket, HttpConnection connection, int maxPending) {
    this.vertx = vertx;
    this.socket = socket;
    this.connection = connection;
    this.maxPending = maxPending;
    socket.closeHandler(_ -> closed());
  }

  @Override
  public void push(JsonNode notification) {
    send(RpcParser.write(notification));
  }

  /** Queues one text message. */
  void send(byte[] message) {
    if (dropped.get() || socket.isClosed()) {
      return;
    }
    if (pending.addAndGet(message.length) > maxPending) {
      drop();
      return;
    }
    socket
        .writeTextMessage(new String(message, StandardCharsets.UTF_8))
        .onComplete(_ -> pending.addAndGet(-message.length));
  }

  @Override
  public void onClose(Runnable action) {
    synchronized (onClose) {
      if (!closed) {
        onClose.add(action);
        return;
      }
    }
    action.run();
  }

  /** Closes after what is queued, or a moment later if that is not read. */
  void close(short status, String reason) {
    socket.close(status, reason);
    vertx.setTimer(CLOSE_MILLIS, _ -> connection.close());
  }

  private void drop() {
    if (!dropped.compareAndSet(false, true)) {
      return;
    }
    LOG.info("websocket.dropped reason=slowConsumer");
    socket.close(TRY_AGAIN_LATER, "slow consumer");
    // The close frame waits behind what was not read; do not wait for ever.
    vertx.setTimer(CLOSE_MILLIS, _ -> connection.close());
    closed();
  }

  private void closed() {
    List<Runnable> actions;
    synchronized (onClose) {
      closed = true;
      actions = List.copyOf(onClose);
      onClose.clear();
    }
    actions.forEach(Runnable::run);
  }
}
