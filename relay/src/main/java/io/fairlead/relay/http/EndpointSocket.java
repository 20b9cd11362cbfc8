package io.fairlead.relay.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;

/**
 * Joins frames to messages of a bounded length and hands them to a session, one at a time and away
 * from the event loop: reading pauses while one is worked on. Runs on the connection's event loop.
 */
final class EndpointSocket implements SocketEndpoint.Peer {
  private static final int MESSAGE_TOO_BIG = 1009;
  private static final int GOING_AWAY = 1001;

  private final ServerWebSocket socket;
  private final WebSocketChannel channel;
  private final ExecutorService threads;
  private final Context context;
  private final SocketEndpoint.Session session;
  private Buffer message = Buffer.buffer();
  private boolean ended;

  EndpointSocket(
      ServerWebSocket socket,
      WebSocketChannel channel,
      ExecutorService threads,
      Context context,
      SocketEndpoint endpoint) {
    this.socket = socket;
    this.channel = channel;
    this.threads = threads;
    this.context = context;
    this.session = endpoint.open(this);
  }

  void start(Vertx vertx, Duration patience) {
    long timer = vertx.setTimer(Math.max(1, patience.toMillis()), _ -> session.waited());
    channel.onClose(() -> {
      vertx.cancelTimer(timer);
      session.closed();
    });
    socket.exceptionHandler(_ -> socket.close());
    socket.frameHandler(this::frame);
  }

  @Override
  public void send(String text) {
    channel.send(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close(int status, String reason) {
    channel.close((short) status, reason);
  }

  private void frame(WebSocketFrame frame) {
    if (ended || !(frame.isText() || frame.isBinary() || frame.isContinuation())) {
      return;
    }
    Buffer part = frame.binaryData();
    if (message.length() + part.length() > session.maxMessage()) {
      ended = true;
      message = Buffer.buffer();
      run(() -> {
        session.tooLong();
        close(MESSAGE_TOO_BIG, "too long");
      });
      return;
    }
    message.appendBuffer(part);
    if (frame.isFinal()) {
      byte[] whole = message.getBytes();
      message = Buffer.buffer();
      run(() -> session.message(whole));
    }
  }

  private void run(Runnable work) {
    socket.pause();
    try {
      threads.execute(() -> {
        try {
          work.run();
        } finally {
          context.runOnContext(_ -> socket.resume());
        }
      });
    } catch (RejectedExecutionException stopping) {
      ended = true;
      close(GOING_AWAY, "the node stops");
    }
  }
}
